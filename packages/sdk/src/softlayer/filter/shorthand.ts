/** An operation as it travels: the leaf of an object filter. */
export interface FilterOperation {
  readonly operation: string | number;
  readonly options?: readonly {
    readonly name: string;
    readonly value: readonly (string | number)[];
  }[];
}

/** In the order in which softlayer-python tries them; `!=` is not among them (observed). */
const OPERATORS = ['<=', '>=', '<', '>', '~', '!~', '*=', '^=', '$=', '_='] as const;

/**
 * The operation that a short form stands for, as softlayer-python translates it:
 * `8` -> 8, `> 8` -> `> 8`, `*foo*` -> `*= foo`, `*foo` -> `$= foo`, `foo*` -> `^= foo`,
 * `foo` -> `_= foo`. true and false become 1 and 0.
 */
export function queryFilter(query: string | number | boolean): FilterOperation {
  if (typeof query !== 'string') return { operation: Number(query) };
  const text = query.trim();
  if (/^[+-]?\d+$/.test(text) && Number.isSafeInteger(Number(text))) {
    return { operation: Number(text) };
  }
  const operator = OPERATORS.find((candidate) => text.startsWith(candidate));
  if (operator !== undefined) {
    return { operation: `${operator} ${text.slice(operator.length).trim()}` };
  }
  const bare = text.replace(/^\*+/, '').replace(/(?<!\*)\*+$/, '');
  if (text.startsWith('*') && text.endsWith('*')) return { operation: `*= ${bare}` };
  if (text.startsWith('*')) return { operation: `$= ${bare}` };
  if (text.endsWith('*')) return { operation: `^= ${bare}` };
  return { operation: `_= ${text}` };
}

/** `orderBy`, ascending unless said otherwise. */
export function queryFilterOrderBy(sort: 'ASC' | 'DESC' = 'ASC'): FilterOperation {
  return { operation: 'orderBy', options: [{ name: 'sort', value: [sort] }] };
}

/**
 * `betweenDate` for two days written `YYYY-MM-DD`, both from midnight. Throws RangeError for other
 * spellings.
 */
export function queryFilterDate(start: string, end: string): FilterOperation {
  return {
    operation: 'betweenDate',
    options: [
      { name: 'startDate', value: [vendorDate(start)] },
      { name: 'endDate', value: [vendorDate(end)] },
    ],
  };
}

function vendorDate(day: string): string {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(day);
  if (match === null) throw new RangeError(`Not a day of the form YYYY-MM-DD: ${day}`);
  return `${Number(match[2])}/${Number(match[3])}/${match[1]} 0:0:0`;
}
