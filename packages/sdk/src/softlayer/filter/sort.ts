import { parseFilterDate } from './dates.js';
import type { FilterRead } from './match.js';
import { toNumber } from './operation.js';
import type { FilterOrder, FilterValue } from './types.js';

/**
 * A sorted copy, stable. Absent values come first in ascending order; numbers and dates compare as
 * such, other text without regard to case. An order by a property that does not exist has no effect;
 * of a list its first value counts.
 */
export function sortByFilter<T>(
  items: readonly T[],
  orderBy: readonly FilterOrder[],
  readOf: (item: T) => FilterRead,
): T[] {
  if (orderBy.length === 0) return [...items];
  const rows = items.map((item) => {
    const read = readOf(item);
    return { item, keys: orderBy.map(({ path }) => sortKey(first(read(path)))) };
  });
  rows.sort((a, b) => {
    for (const [i, { descending }] of orderBy.entries()) {
      const order = compareKeys(a.keys[i]!, b.keys[i]!);
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  });
  return rows.map(({ item }) => item);
}

interface SortKey {
  readonly rank: 'absent' | 'number' | 'text';
  readonly number: number;
  readonly text: string;
}

function sortKey(value: FilterValue | undefined): SortKey {
  if (value === null || value === undefined) {
    return { rank: 'absent', number: 0, text: '' };
  }
  const text = typeof value === 'boolean' ? String(Number(value)) : String(value).toLowerCase();
  const number = toNumber(text) ?? parseFilterDate(text);
  return number === null ? { rank: 'text', number: 0, text } : { rank: 'number', number, text: '' };
}

/** Every absent value before every number before every text, so that the order is total. */
function compareKeys(a: SortKey, b: SortKey): number {
  if (a.rank !== b.rank) return a.rank < b.rank ? -1 : 1;
  if (a.rank === 'number') return a.number - b.number;
  return a.text === b.text ? 0 : a.text < b.text ? -1 : 1;
}

function first(values: FilterValue | readonly FilterValue[] | undefined): FilterValue | undefined {
  return Array.isArray(values) ? (values[0] ?? null) : (values as FilterValue | undefined);
}
