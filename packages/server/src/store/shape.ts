import { type Column, type Columns, isJson, isNullable, snakeCase } from './columns.js';
import { type TableName, tables } from './tables.js';

/** How a column's values are converted. A `oneOf` column is text; an `int64` is as a time. */
export type Kind = 'int' | 'time' | 'real' | 'text' | 'flag' | 'json';

/** One column as statements need it. */
export interface Field {
  readonly name: string;
  /** The quoted column name. */
  readonly sql: string;
  readonly kind: Kind;
  readonly nullable: boolean;
  /** Its values are of a closed set, so that they may stand in a statement as literals. */
  readonly closed: boolean;
}

/** One table as statements need it. */
export interface Shape {
  readonly table: TableName;
  /** The quoted table name. */
  readonly sql: string;
  readonly fields: readonly Field[];
  readonly byName: ReadonlyMap<string, Field>;
  /** Rows belong to an account. */
  readonly owned: boolean;
  /** Whose rows every account sees: those without an account, or of account 0 (counters). */
  readonly seenByAll: 'null' | 'zero' | undefined;
  /** Rows tell who changed them last, and when. */
  readonly dated: boolean;
}

const kindOf = (column: Column): Kind => {
  if (typeof column === 'object') return isJson(column) ? 'json' : 'text';
  if (column === 'int64') return 'time';
  return column === 'id' ? 'int' : (column.replace('?', '') as Kind);
};

const fieldOf = (name: string, column: Column, table: TableName): Field => {
  // Ids are below 2^31, except those of events.
  const kind = table === 'event' && column === 'id' ? 'time' : kindOf(column);
  return {
    name,
    sql: `"${snakeCase(name)}"`,
    kind,
    nullable: isNullable(column),
    closed: typeof column === 'object' && !isJson(column),
  };
};

const makeShape = (table: TableName): Shape => {
  const columns: Columns = tables[table];
  const fields = Object.entries(columns).map(([name, column]) => fieldOf(name, column, table));
  const byName = new Map(fields.map((field) => [field.name, field]));
  const owned = byName.has('accountId');
  const ownerless = table === 'counter' ? 'zero' : undefined;
  return {
    table,
    sql: `"${snakeCase(table)}"`,
    fields,
    byName,
    owned,
    seenByAll: byName.get('accountId')?.nullable ? 'null' : ownerless,
    dated: byName.has('changedAt'),
  };
};

const shapes = new Map(
  (Object.keys(tables) as TableName[]).map((table) => [table, makeShape(table)]),
);

export const shapeOf = (table: TableName): Shape => shapes.get(table)!;

export const fieldNamed = (shape: Shape, name: string): Field => {
  const field = shape.byName.get(name);
  if (!field) throw new TypeError(`The table ${shape.table} has no column ${name}.`);
  return field;
};
