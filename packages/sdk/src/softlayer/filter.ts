/**
 * The language of SoftLayer object filters: struct to conditions, conditions to a predicate and a
 * sort order, and the short forms that clients accept.
 */
export { parseFilterDate } from './filter/dates.js';
export { type FilterRead, filterMatcher } from './filter/match.js';
export { filterBelow, parseFilter } from './filter/parse.js';
export { patternTest } from './filter/pattern.js';
export { objectRead } from './filter/read.js';
export {
  type FilterOperation,
  queryFilter,
  queryFilterDate,
  queryFilterOrderBy,
} from './filter/shorthand.js';
export { sortByFilter } from './filter/sort.js';
export type {
  CompareOperator,
  FilterCondition,
  FilterOperand,
  FilterOrder,
  FilterTest,
  FilterValue,
  ObjectFilter,
} from './filter/types.js';
