import type { Tx } from '../store/store.js';
import type { Ext, Insert, TableName } from '../store/tables.js';

/** What an entry fixes of its row. */
export const fixed = ({
  id,
  uid,
  ext,
}: {
  readonly id?: number | undefined;
  readonly uid?: string | undefined;
  readonly ext: Ext;
}): { id?: number; uid?: string; ext: Ext } => ({
  ...(id !== undefined && { id }),
  ...(uid !== undefined && { uid }),
  ext,
});

/** The same object without the keys that hold undefined. */
export type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

export const defined = <T extends object>(of: T): Defined<T> =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as Defined<T>;

/**
 * Inserts rows some of which fix their ids, and answers the ids in the order of the rows. The fixed
 * ones come first, so that the database numbers the others past them.
 */
export async function insertRows<T extends TableName>(
  tx: Tx,
  table: T,
  rows: readonly Insert<T>[],
): Promise<number[]> {
  const ids: number[] = [];
  for (const numbered of [true, false]) {
    const places = rows.flatMap((row, place) => ('id' in row === numbered ? [place] : []));
    const written = await tx.insertMany(
      table,
      places.map((place) => rows[place]!),
    );
    for (const [i, place] of places.entries()) ids[place] = written[i]!;
  }
  return ids;
}
