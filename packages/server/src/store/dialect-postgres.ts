import { sql } from 'kysely';
import { after } from './awaitable.js';
import type { Bulk, Dialect } from './dialect.js';
import { type Field, fieldNamed, type Kind, type Shape } from './shape.js';
import type { Value } from './values.js';

const storedAs: Readonly<Record<Kind, string>> = {
  int: 'integer',
  time: 'bigint',
  real: 'double precision',
  text: 'text',
  flag: 'smallint',
  json: 'text',
};

/** Types that hold every value that a query may compare with, and still use a column's index. */
const comparedAs: Readonly<Record<Kind, string>> = { ...storedAs, int: 'bigint' };

const jsonItem = (field: Field): string =>
  field.kind === 'json' ? `${field.sql}::json` : field.sql;

const jsonArray = (fields: readonly Field[]): string =>
  `json_build_array(${fields.map(jsonItem).join()})`;

/** An array literal; the driver's own writer is slower. */
const arrayOf = (values: readonly Value[]): string => {
  const items = values.map((value) => {
    if (value === null) return 'NULL';
    return typeof value === 'string' ? `"${value.replace(/["\\]/g, '\\$&')}"` : String(value);
  });
  return `{${items.join()}}`;
};

/** Rows turned into one array parameter a column, and the text of `unnest` that turns them back. */
export const columnArrays = (fields: readonly Field[], rows: readonly (readonly Value[])[]) => ({
  params: fields.map((_, i) => arrayOf(rows.map((row) => row[i] ?? null))),
  unnest: `unnest(${fields.map(({ kind }, i) => `$${i + 1}::${storedAs[kind]}[]`).join(', ')})`,
});

const columnList = (fields: readonly Field[]): string => fields.map(({ sql }) => sql).join(', ');

/**
 * An event's id is its transaction's number and its own number in it, so that ids ascend in the
 * order in which readers may see them: once no transaction below a number is under way, no event
 * below it can appear any more. (Numbers from a sequence do not: of two transactions, the later one
 * may draw the lower number and commit last.) The shift keeps ids ascending when the data is
 * restored into another PostgreSQL, whose transactions have lower numbers.
 */
const eventBits = 18;
const eventIdFrom = (transaction: string): string =>
  `((${transaction}::text::bigint + (SELECT shift FROM event_shift)) << ${eventBits})`;

/** Sets `event_shift` so that new ids are above those that exist. Run once as a store is opened. */
export const shiftEventsText = `UPDATE event_shift SET shift = needed
  FROM (
    SELECT (coalesce((SELECT max(id) FROM "event"), 0) >> ${eventBits}) + 1
      - pg_current_xact_id()::text::bigint AS needed
  ) AS n
  WHERE needed > shift`;

const bulk: Bulk = {
  insert(session, { shape, fields }, rows) {
    const { params, unnest } = columnArrays(fields, rows);
    const names = fields.map((_, i) => `c${i}`).join(', ');
    const text = `INSERT INTO ${shape.sql} (${columnList(fields)})
      SELECT ${names} FROM ${unnest} WITH ORDINALITY AS r(${names}, ordinal) ORDER BY ordinal
      RETURNING id`;
    return after(session.values(text, params), (ids) =>
      fields[0]?.name === 'id' ? rows.map((row) => row[0] as number) : (ids as number[]),
    );
  },
  insertEvents(session, { fields }, rows) {
    if (rows.length > 2 ** eventBits) {
      throw new RangeError(
        `A command may write ${2 ** eventBits} events, not ${rows.length}. Split it.`,
      );
    }
    const { params, unnest } = columnArrays(fields, rows);
    const names = fields.map((_, i) => `c${i}`).join(', ');
    const text = `INSERT INTO "event" (id, ${columnList(fields)})
      SELECT ${eventIdFrom('pg_current_xact_id()')} + ordinal - 1, ${names}
      FROM ${unnest} WITH ORDINALITY AS r(${names}, ordinal)`;
    return after(session.run(text, params), () => {});
  },
  update(session, { shape, fields }, rows, accountId) {
    const columns = [...fields, fieldNamed(shape, 'id')];
    const { params, unnest } = columnArrays(columns, rows);
    const names = columns.map((_, i) => `c${i}`);
    const settings = fields.map((field, i) => `${field.sql} = r.c${i}`).join(', ');
    const account = accountId === null ? '' : ` AND t.account_id = $${columns.length + 1}`;
    const text = `UPDATE ${shape.sql} AS t SET ${settings}
      FROM ${unnest} AS r(${names.join(', ')}) WHERE t.id = r.${names.at(-1)}${account}`;
    return session.run(text, accountId === null ? params : [...params, accountId]);
  },
};

/** PostgreSQL's side of {@link Dialect}. */
export const postgresDialect: Dialect = {
  kind: 'postgres',
  place: (n) => `$${n}`,
  returningId: ' RETURNING id',
  jsonRow: (fields) => `${jsonArray(fields)}::text`,
  jsonRows: (fields) => `coalesce(json_agg(${jsonArray(fields)})::text, '[]')`,
  forUpdate: ' for update',
  skipLocked: ' FOR UPDATE SKIP LOCKED',
  noLimit: null,
  param: ({ kind }, value) => sql`${value}::${sql.raw(comparedAs[kind])}`,
  isAny: (column, { kind }, values) =>
    sql`${column} = any(${values}::${sql.raw(comparedAs[kind])}[])`,
  list: (values) => arrayOf(values),
  likeness: {
    starts: (text, needle) => sql`starts_with(${text}, ${needle})`,
    ends: (text, needle) => sql`right(${text}, length(${needle})) = ${needle}`,
    contains: (text, needle) => sql`strpos(${text}, ${needle}) > 0`,
    same: (text, needle) => sql`${text} = ${needle}`,
  },
  idIn: (n) => `id = any($${n}::bigint[])`,
  nulls: ({ nullable }, descending) => {
    if (!nullable) return undefined;
    return descending ? 'last' : 'first';
  },
  numberFrom(session, shape: Shape) {
    const sequence = `pg_get_serial_sequence('${shape.sql}', 'id')`;
    const text = `SELECT setval(${sequence}, highest)
      FROM (SELECT max(id) AS highest FROM ${shape.sql}) AS t WHERE highest > nextval(${sequence})`;
    return after(session.value(text, []), () => {});
  },
  settledEvents: ` AND id < ${eventIdFrom('pg_snapshot_xmin(pg_current_snapshot())')}`,
  bulk,
};
