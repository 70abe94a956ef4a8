/**
 * What a query may ask, in inventory field names. Dialects compile their own filter languages to
 * this as far as it goes, and evaluate the rest in memory.
 *
 * There are two truth values. A comparison with null is false; `ne` is the opposite of `eq`, so
 * that null is unequal to every value. A value of another type than the column's (`"5"` for a
 * number, 1 for a flag, anything for JSON) is equal to nothing and in no order with anything. Texts
 * are ordered by code point.
 */
export type Predicate<F extends string = string> =
  | { readonly op: 'and' | 'or'; readonly all: readonly Predicate<F>[] }
  | { readonly op: 'not'; readonly of: Predicate<F> }
  | {
      readonly op: 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';
      readonly field: F;
      readonly value: string | number | boolean;
    }
  | { readonly op: 'in'; readonly field: F; readonly values: readonly (string | number)[] }
  | {
      /** Compares text; `ignoreCase` folds ASCII letters. */
      readonly op: 'starts' | 'ends' | 'contains' | 'same';
      readonly field: F;
      readonly value: string;
      readonly ignoreCase?: boolean;
    }
  | { readonly op: 'null' | 'present'; readonly field: F };

export const and = <F extends string>(...all: readonly Predicate<F>[]): Predicate<F> => ({
  op: 'and',
  all,
});
export const or = <F extends string>(...all: readonly Predicate<F>[]): Predicate<F> => ({
  op: 'or',
  all,
});
export const not = <F extends string>(of: Predicate<F>): Predicate<F> => ({ op: 'not', of });

export const eq = <F extends string>(field: F, value: string | number | boolean): Predicate<F> => ({
  op: 'eq',
  field,
  value,
});
export const ne = <F extends string>(field: F, value: string | number | boolean): Predicate<F> => ({
  op: 'ne',
  field,
  value,
});
export const ge = <F extends string>(field: F, value: string | number): Predicate<F> => ({
  op: 'ge',
  field,
  value,
});
export const gt = <F extends string>(field: F, value: string | number): Predicate<F> => ({
  op: 'gt',
  field,
  value,
});
export const lt = <F extends string>(field: F, value: string | number): Predicate<F> => ({
  op: 'lt',
  field,
  value,
});
export const isIn = <F extends string>(
  field: F,
  values: readonly (string | number)[],
): Predicate<F> => ({ op: 'in', field, values });
export const isNull = <F extends string>(field: F): Predicate<F> => ({ op: 'null', field });
export const isPresent = <F extends string>(field: F): Predicate<F> => ({ op: 'present', field });
