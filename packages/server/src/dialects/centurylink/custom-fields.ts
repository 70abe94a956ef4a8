import type { CustomField, CustomFieldValue } from '@pileus/sdk/centurylink/wire';
import { and, eq, isIn } from '../../store/predicate.js';
import type { Reader, Tx } from '../../store/store.js';
import type { Row } from '../../store/tables.js';
import { hexOf } from './codec.js';
import type { Fields } from './fields.js';

type Definition = Row<'customField'>;

/** A field of a new server, by the id of its definition. */
export interface GivenField {
  readonly customFieldId: number;
  readonly value: string;
}

export async function customFieldDefinitions(reader: Reader): Promise<CustomField[]> {
  const rows = await reader.select('customField');
  return rows.map((row) => ({
    id: hexOf(row.uid),
    name: row.name,
    isRequired: row.required,
    type: row.type,
    options: row.type === 'option' ? [...row.options] : [],
  }));
}

/** Reads `customFields` of a creation; what does not fit the account's definitions is noted. */
export async function customFieldValues(tx: Tx, fields: Fields): Promise<GivenField[]> {
  const definitions = new Map(
    (await tx.select('customField')).map((row) => [hexOf(row.uid), row] as const),
  );
  const given = new Map<number, string>();
  for (const field of fields.objects('customFields')) {
    const definition = definitions.get(field.requiredText('id').toLowerCase());
    const value = field.requiredText('value');
    if (!definition) field.refuse('id', 'The custom field does not exist.');
    else if (!fits(definition, value)) {
      field.refuse('value', `"${definition.name}" cannot have this value.`);
    } else given.set(definition.id, value);
  }
  for (const { id, name, required } of definitions.values()) {
    if (required && !given.has(id)) {
      fields.refuse('customFields', `The custom field "${name}" is required.`);
    }
  }
  return [...given].map(([customFieldId, value]) => ({ customFieldId, value }));
}

function fits({ type, options }: Definition, value: string): boolean {
  if (type === 'checkbox') return /^(true|false)$/i.test(value);
  return type === 'text' || options.some((option) => option.value === value);
}

export async function storeCustomFields(
  tx: Tx,
  machineId: number,
  given: readonly GivenField[],
): Promise<void> {
  if (given.length === 0) return;
  await tx.insertMany(
    'customFieldValue',
    given.map((field) => ({ ...field, objectKind: 'machine', objectId: machineId })),
  );
}

/** The custom fields of machines. One query where the account has none, else two. */
export async function customFieldsOf(
  reader: Reader,
  machineIds: readonly number[],
): Promise<Map<number, CustomFieldValue[]>> {
  const definitions = await reader.select('customField');
  const shown = new Map<number, CustomFieldValue[]>();
  if (definitions.length === 0) return shown;
  const byId = new Map(definitions.map((row) => [row.id, row]));
  const values = await reader.select('customFieldValue', {
    where: and(eq('objectKind', 'machine'), isIn('objectId', machineIds)),
  });
  for (const { customFieldId, objectId, value } of values) {
    const definition = byId.get(customFieldId);
    if (!definition) continue;
    const { uid, name, options } = definition;
    const displayValue = options.find((option) => option.value === value)?.name ?? value;
    const list = shown.get(objectId) ?? [];
    list.push({ id: hexOf(uid), name, value, displayValue });
    shown.set(objectId, list);
  }
  return shown;
}
