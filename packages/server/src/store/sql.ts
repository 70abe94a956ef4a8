import type { Dialect } from './dialect.js';
import { type Field, type Shape, shapeOf } from './shape.js';

/** The text of the statements that are the same for every call. */

const columnList = (fields: readonly Field[]): string =>
  fields.map((field) => field.sql).join(', ');

/** Parameters: the values of `fields`. */
export const insertText = (shape: Shape, fields: readonly Field[], dialect: Dialect): string => {
  const places = fields.map((_, i) => dialect.place(i + 1)).join(', ');
  const columns = columnList(fields);
  return `INSERT INTO ${shape.sql} (${columns}) VALUES (${places})${dialect.returningId}`;
};

/** Parameters: the values of `fields`, the id, and the account when `ofAccount`. */
export const updateText = (
  shape: Shape,
  fields: readonly Field[],
  dialect: Dialect,
  ofAccount: boolean,
): string => {
  const settings = fields.map((field, i) => `${field.sql} = ${dialect.place(i + 1)}`).join(', ');
  const id = dialect.place(fields.length + 1);
  const account = ofAccount ? ` AND account_id = ${dialect.place(fields.length + 2)}` : '';
  return `UPDATE ${shape.sql} SET ${settings} WHERE id = ${id}${account}`;
};

/** Parameters: a list of ids, and the account when `ofAccount`. */
export const deleteText = (shape: Shape, dialect: Dialect, ofAccount: boolean): string => {
  const account = ofAccount ? ` AND account_id = ${dialect.place(2)}` : '';
  return `DELETE FROM ${shape.sql} WHERE ${dialect.idIn(1)}${account}`;
};

/** Parameters: owner, end of the lease, world time, real time, limit. Rows come in no order. */
export const claimText = (dialect: Dialect): string => {
  const place = (n: number) => dialect.place(n);
  return `WITH due AS MATERIALIZED (
    SELECT id FROM "machine"
    WHERE due_at <= ${place(1)} AND (lease_until IS NULL OR lease_until <= ${place(2)})
    ORDER BY due_at, id LIMIT cast(${place(3)} AS bigint)${dialect.skipLocked}
  )
  UPDATE "machine" SET lease_owner = ${place(4)}, lease_until = ${place(5)}
  WHERE id IN (SELECT id FROM due)
  RETURNING ${dialect.jsonRow(shapeOf('machine').fields)}`;
};

/** Parameter: real time. The earliest time at which a machine is due that nobody works on. */
export const nextDueText = (dialect: Dialect): string => `SELECT due_at FROM "machine"
  WHERE due_at IS NOT NULL AND (lease_until IS NULL OR lease_until <= ${dialect.place(1)})
  ORDER BY due_at, id LIMIT 1`;

/** Parameter: real time. The end of the first lease. */
export const nextLeaseText = (dialect: Dialect): string => `SELECT lease_until FROM "machine"
  WHERE lease_until > ${dialect.place(1)} AND due_at IS NOT NULL ORDER BY lease_until LIMIT 1`;

/** Events after a cursor, or before it from the newest down. Parameters: cursor, the account when `ofAccount`, limit. */
export const eventsText = (
  dialect: Dialect,
  ofAccount: boolean,
  direction: 'after' | 'before',
): string => {
  const { fields } = shapeOf('event');
  const [isBeyond, order] = direction === 'after' ? ['>', ''] : ['<', ' DESC'];
  const account = ofAccount ? ` AND account_id = ${dialect.place(2)}` : '';
  return `SELECT ${dialect.jsonRows(fields)} FROM (
    SELECT ${columnList(fields)} FROM "event"
    WHERE id ${isBeyond} ${dialect.place(1)}${account}${dialect.settledEvents}
    ORDER BY id${order} LIMIT cast(${dialect.place(ofAccount ? 3 : 2)} AS bigint)
  ) AS e`;
};
