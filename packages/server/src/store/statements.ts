import type { Dialect } from './dialect.js';
import { insertedFields } from './insert-values.js';
import { Recent } from './recent.js';
import { type Field, fieldNamed, type Shape, shapeOf } from './shape.js';
import { claimText, deleteText, insertText, updateText } from './sql.js';
import type { TableName } from './tables.js';

/** A statement that writes `fields` of a table. */
export interface Write {
  readonly shape: Shape;
  readonly fields: readonly Field[];
  readonly text: string;
}

type Given = Readonly<Record<string, unknown>>;

/** The statements of writes, each made once for a table and a set of columns. */
export class Statements {
  readonly #dialect: Dialect;
  readonly #writes = new Recent<Write>(2000);
  /** Parameters: see {@link claimText}. */
  readonly claim: string;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
    this.claim = claimText(dialect);
  }

  /** Inserts rows that have no columns but `names`. */
  insert(table: TableName, names: readonly string[]): Write {
    return this.#writes.get(`insert ${table} ${names.join()}`, () => {
      const shape = shapeOf(table);
      const fields = insertedFields(shape, names);
      return { shape, fields, text: insertText(shape, fields, this.#dialect) };
    });
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

const stamps = ['changedAt', 'changedBy'];

const changedFields = (shape: Shape, names: readonly string[]): Field[] => {
  const changed = names.filter((name) => name !== 'id' && !stamps.includes(name));
  const stamped = changed.length > 0 && shape.dated ? [...changed, ...stamps] : changed;
  return stamped.map((name) => fieldNamed(shape, name));
};
