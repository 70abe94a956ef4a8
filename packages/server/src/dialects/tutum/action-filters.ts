import { RefusedError } from '../../inventory/errors.js';
import type { OperationState } from '../../inventory/states.js';
import { and, eq, ge, isIn, type Predicate } from '../../store/predicate.js';
import type { Reader } from '../../store/store.js';
import type { ColumnOf } from '../../store/tables.js';
import { parseDate } from './dates.js';
import { uuidFilters } from './lists.js';
import { keyIn } from './uris.js';
import { actionStates, statesShownAs } from './views.js';

type Where = Predicate<ColumnOf<'operation'>>;

/** What an action may be about. Operations on lists of machines are none. */
const objectKinds = ['service', 'stack', 'machine', 'nodeArray'];

const bounds = [
  ['start_date', 'createdAt'],
  ['end_date', 'endedAt'],
] as const;

/** All filters of actions, as a condition for the store. Unknown ones are ignored. */
export async function actionWhere(reader: Reader, filters: URLSearchParams): Promise<Where> {
  const all: Where[] = [isIn('objectKind', objectKinds), ...uuidFilters(filters)];
  const state = filters.get('state');
  if (state !== null) {
    all.push(isIn('state', statesShownAs<OperationState>(actionStates, state)));
  }
  for (const [name, field] of bounds) {
    const from = dateIn(filters, `${name}__gte`);
    // Dates are shown in whole seconds: the last second counts to its end.
    if (from !== undefined) all.push(ge(field, from));
    const to = dateIn(filters, `${name}__lte`);
    if (to !== undefined) all.push({ op: 'lt', field, value: to + 1000 });
  }
  const object = filters.get('object');
  if (object !== null) {
    const uid = keyIn(object).toLowerCase();
    const related = /^(?:true|1)$/i.test(filters.get('include_related') ?? '');
    all.push(isIn('objectUid', related ? await relativesOf(reader, uid) : [uid]));
  }
  return and(...all);
}

function dateIn(filters: URLSearchParams, name: string): number | undefined {
  const text = filters.get(name);
  if (text === null || text === '') return undefined;
  const date = parseDate(text);
  if (date !== undefined) return date;
  throw new RefusedError('invalid', `${name}: "${text.slice(0, 60)}" is no date.`, name);
}

/**
 * An object with its relatives: a service with its containers and stack, a container with its service and
 * stack, a stack with all below it, a node with its cluster, a cluster with its nodes.
 */
async function relativesOf(reader: Reader, uid: string): Promise<string[]> {
  const service = await reader.get('service', { uid });
  if (service) {
    return [
      uid,
      ...(await containersIn(reader, [service.id])),
      ...(await stackOf(reader, service)),
    ];
  }
  const stack = await reader.get('stack', { uid });
  if (stack) {
    const services = await reader.select('service', {
      columns: ['id', 'uid'],
      where: eq('stackId', stack.id),
    });
    const below = await containersIn(
      reader,
      services.map(({ id }) => id),
    );
    return [uid, ...services.map((each) => each.uid), ...below];
  }
  const machine = await reader.get('machine', { uid });
  if (machine) {
    const { serviceId, arrayId } = machine;
    const parent = serviceId !== null ? await reader.get('service', { id: serviceId }) : undefined;
    const array = arrayId !== null ? await reader.get('nodeArray', { id: arrayId }) : undefined;
    return [
      uid,
      ...(parent ? [parent.uid, ...(await stackOf(reader, parent))] : []),
      ...(array ? [array.uid] : []),
    ];
  }
  const array = await reader.get('nodeArray', { uid });
  if (!array) return [uid];
  const nodes = await reader.select('machine', {
    columns: ['uid'],
    where: eq('arrayId', array.id),
  });
  return [uid, ...nodes.map((node) => node.uid)];
}

async function containersIn(reader: Reader, serviceIds: readonly number[]): Promise<string[]> {
  const rows = await reader.select('machine', {
    columns: ['uid'],
    where: isIn('serviceId', serviceIds),
  });
  return rows.map(({ uid }) => uid);
}

async function stackOf(
  reader: Reader,
  { stackId }: { readonly stackId: number | null },
): Promise<string[]> {
  const stack = stackId === null ? undefined : await reader.get('stack', { id: stackId });
  return stack ? [stack.uid] : [];
}
