import type { Dialect, Write } from './dialect.js';
import { insertedFields } from './insert-values.js';
import { Recent } from './recent.js';
import { type Field, fieldNamed, type Shape, shapeOf } from './shape.js';
import { claimText, deleteText, insertText, updateText } from './sql.js';
import type { TableName } from './tables.js';

type Given = Readonly<Record<string, unknown>>;

interface Known {
  readonly names: readonly string[];
  readonly write: Write;
}

/** Columns that rows of one table are written with differ from caller to caller, but not much. */
const keptPerTable = 50;

/** The statements of writes, each made once for a table and a set of columns. */
export class Statements {
  readonly #dialect: Dialect;
  readonly #inserts = new Map<TableName, Known[]>();
  readonly #writes = new Recent<Write>(2000);
  /** Parameters: see {@link claimText}. */
  readonly claim: string;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
    this.claim = claimText(dialect);
  }

  /**
   * Inserts rows that have no columns but `names`. Names are compared one by one: joining the 30 of a
   * machine into a key costs more than everything else that is done here.
   */
  insert(table: TableName, names: readonly string[]): Write {
    const list = this.#inserts.get(table) ?? [];
    for (const known of list) if (sameNames(known.names, names)) return known.write;
    const shape = shapeOf(table);
    const fields = insertedFields(shape, names);
    const write = { shape, fields, text: insertText(shape, fields, this.#dialect) };
    if (list.length >= keptPerTable) list.shift();
    list.push({ names, write });
    this.#inserts.set(table, list);
    return write;
  }

  /** Changes the columns of `patch`, and who changed the row when. */
  update(table: TableName, patch: Given, ofAccount: boolean): Write {
    const names = Object.keys(patch);
    return this.#writes.get(`update ${table} ${ofAccount} ${names.join()}`, () => {
      const shape = shapeOf(table);
      const fields = changedFields(shape, names);
      return { shape, fields, text: updateText(shape, fields, this.#dialect, ofAccount) };
    });
  }

  delete(table: TableName, ofAccount: boolean): Write {
    return this.#writes.get(`delete ${table} ${ofAccount}`, () => {
      const shape = shapeOf(table);
      return { shape, fields: [], text: deleteText(shape, this.#dialect, ofAccount) };
    });
  }
}

const sameNames = (a: readonly string[], b: readonly string[]): boolean => {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
};

const stamps = ['changedAt', 'changedBy'];

const changedFields = (shape: Shape, names: readonly string[]): Field[] => {
  const changed = names.filter((name) => name !== 'id' && !stamps.includes(name));
  const stamped = changed.length > 0 && shape.dated ? [...changed, ...stamps] : changed;
  return stamped.map((name) => fieldNamed(shape, name));
};
