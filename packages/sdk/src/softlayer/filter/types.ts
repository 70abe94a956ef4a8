/** A value as the API gives it: dates are RFC 3339 text, decimals may be text. */
export type FilterValue = string | number | boolean | null;

/** What a value is compared with. */
export type FilterOperand =
  | {
      readonly kind: 'literal';
      readonly text: string;
      /** The literal as a number when it reads as one, else null. */
      readonly number: number | null;
    }
  /** `currentDate` or `sysdate`, moved by whole days: -2 for `sysdate - 2`. */
  | { readonly kind: 'now'; readonly days: number };

export type CompareOperator = '=' | '!=' | '>' | '>=' | '<' | '<=';

/** One test of one value. But for `null`, an absent value passes none, as in SQL. */
export type FilterTest =
  /** Case-sensitive for text, numeric when both sides are numbers, by instant for dates. */
  | {
      readonly kind: 'compare';
      readonly operator: CompareOperator;
      readonly operand: FilterOperand;
    }
  /** `_= ^= $= *=`, ignoring case; `text` is in lower case. `_=` is never negated. */
  | {
      readonly kind: 'text';
      readonly match: 'equals' | 'starts' | 'ends' | 'contains';
      readonly negated: boolean;
      readonly text: string;
    }
  /** `~`: a search by pattern, see `patternTest`. Case-sensitive. */
  | { readonly kind: 'pattern'; readonly negated: boolean; readonly pattern: string }
  /** `is null`, `not null` (negated). */
  | { readonly kind: 'null'; readonly negated: boolean }
  /** `in`, `not in`: compared as `=`. */
  | { readonly kind: 'in'; readonly negated: boolean; readonly operands: readonly FilterOperand[] }
  /** Milliseconds since the epoch, `from` and `to` included; null for an open end. */
  | { readonly kind: 'date'; readonly from: number | null; readonly to: number | null }
  /** `and`, `or` over operations on the same value. */
  | { readonly kind: 'and' | 'or'; readonly tests: readonly FilterTest[] };

/** A test of the property at a path, such as `['datacenter', 'name']`. */
export interface FilterCondition {
  readonly path: readonly string[];
  readonly test: FilterTest;
}

export interface FilterOrder {
  readonly path: readonly string[];
  readonly descending: boolean;
}

/** An object filter: all conditions must hold. */
export interface ObjectFilter {
  readonly conditions: readonly FilterCondition[];
  /** The most significant first (`sortOrder`, then as written). */
  readonly orderBy: readonly FilterOrder[];
  /** What was not understood, and is therefore without effect, as in the real service (documented). */
  readonly ignored: readonly { readonly path: readonly string[]; readonly reason: string }[];
}
