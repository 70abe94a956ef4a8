import {
  type FilterRead,
  type FilterTest,
  type FilterValue,
  filterBelow,
  type ObjectFilter,
  parseFilter,
  parseFilterDate,
} from '@pileus/sdk/softlayer/filter';
import {
  and,
  eq,
  ge,
  gt,
  isIn,
  isNull,
  isPresent,
  lt,
  ne,
  not,
  or,
  type Predicate,
} from '../../store/predicate.js';
import { isNode, isNodeList, type Node, type Value } from './nodes.js';
import { type Type, typeOf } from './schema/types.js';

/** A filter that has no effect. */
export const noFilter: ObjectFilter = { conditions: [], orderBy: [], ignored: [] };

/**
 * The filter of a list, with paths relative to its elements. `roots` are the properties under which a getter's
 * filter may stand; without them, the filter speaks of the elements themselves.
 */
export function filterOf(sent: unknown, roots?: readonly string[]): ObjectFilter {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) return noFilter;
  const filter = parseFilter(sent);
  if (!roots) return filter;
  const parts = roots.map((root) => filterBelow(filter, root));
  return {
    conditions: parts.flatMap(({ conditions }) => conditions),
    orderBy: parts.flatMap(({ orderBy }) => orderBy),
    ignored: [],
  };
}

/** Every name in the paths of a filter. */
export const namesInFilter = ({ conditions, orderBy }: ObjectFilter): string[] =>
  [...conditions, ...orderBy].flatMap(({ path }) => path);

/** Reads a node for a filter: paths that the types do not have are without effect. */
export const readerOf =
  (node: Node): FilterRead =>
  (path) => {
    if (!hasPath(typeOf(node.type), path)) return undefined;
    const values: FilterValue[] = [];
    collect(node, path, values);
    return values;
  };

function hasPath(type: Type | undefined, path: readonly string[]): boolean {
  let at = type;
  for (const name of path) {
    // What a type without a table has is not known: nothing of ours is in it.
    if (!at) return true;
    const property = at.properties.get(name);
    if (!property) return false;
    at = typeOf(property.type);
  }
  return true;
}

function collect(value: Value, path: readonly string[], into: FilterValue[]): void {
  if (isNodeList(value)) {
    for (const item of value) collect(item, path, into);
    return;
  }
  if (isNode(value)) {
    const [name, ...rest] = path;
    if (name === undefined) into.push(true);
    else collect(value.read(name), rest, into);
    return;
  }
  into.push(path.length === 0 ? (value ?? null) : null);
}

/** A property that is a column: what a filter says of it can be asked of the store. */
export interface FilterColumn<F extends string> {
  readonly field: F;
  readonly kind: 'text' | 'number' | 'time';
  readonly nullable?: boolean;
}

/** Columns by path (`datacenter.name` style). */
export type FilterColumns<F extends string> = Readonly<Record<string, FilterColumn<F>>>;

export interface SplitFilter<F extends string> {
  readonly pushed: readonly Predicate<F>[];
  readonly residual: ObjectFilter;
  /** Absent: the order cannot be asked of the store. */
  readonly orderBy?: readonly { readonly column: F; readonly descending: boolean }[];
}

/** Divides a filter into what the store can decide, exactly as the filter language means it, and the rest. */
export function splitFilter<F extends string>(
  filter: ObjectFilter,
  columns: FilterColumns<F>,
): SplitFilter<F> {
  const pushed: Predicate<F>[] = [];
  const rest = filter.conditions.filter(({ path, test }) => {
    const column = columns[path.join('.')];
    const predicate = column && predicateOf(column, test);
    if (predicate) pushed.push(predicate);
    return !predicate;
  });
  const orders = filter.orderBy.map(({ path, descending }) => {
    const column = columns[path.join('.')];
    return column && column.kind !== 'text' && !column.nullable
      ? { column: column.field, descending }
      : undefined;
  });
  const known = orders.filter((order) => order !== undefined);
  return {
    pushed,
    residual: { ...filter, conditions: rest },
    ...(known.length === orders.length && { orderBy: known }),
  };
}

function predicateOf<F extends string>(
  column: FilterColumn<F>,
  test: FilterTest,
): Predicate<F> | undefined {
  const { field, kind } = column;
  /** An absent value passes no test but that for null. */
  const present = (predicate: Predicate<F>) =>
    column.nullable ? and(isPresent(field), predicate) : predicate;
  switch (test.kind) {
    case 'null':
      if (kind === 'time') return undefined;
      return test.negated ? isPresent(field) : isNull(field);
    case 'text': {
      if (kind !== 'text' || !isAscii(test.text)) return undefined;
      const op = test.match === 'equals' ? 'same' : test.match;
      const like: Predicate<F> = { op, field, value: test.text, ignoreCase: true };
      return present(test.negated ? not(like) : like);
    }
    case 'compare': {
      const value = literalFor(kind, test.operand);
      return value === undefined ? undefined : present(comparisons[test.operator](field, value));
    }
    case 'in': {
      const values = test.operands.map((operand) => literalFor(kind, operand));
      if (values.some((value) => value === undefined)) return undefined;
      const within = isIn(field, values as (string | number)[]);
      return present(test.negated ? not(within) : within);
    }
    case 'and':
    case 'or': {
      const parts = test.tests.map((inner) => predicateOf(column, inner));
      const known = parts.filter((part) => part !== undefined);
      if (known.length < parts.length) return undefined;
      return test.kind === 'and' ? and(...known) : or(...known);
    }
    default:
      return undefined;
  }
}

const comparisons = {
  '=': eq,
  '!=': ne,
  '>': gt,
  '>=': ge,
  '<': lt,
  '<=': <F extends string>(field: F, value: string | number): Predicate<F> => ({
    op: 'le',
    field,
    value,
  }),
} as const;

/** A literal that means the same to the store; numbers and dates among texts do not. */
function literalFor(
  kind: FilterColumn<string>['kind'],
  operand: Extract<FilterTest, { kind: 'compare' }>['operand'],
): string | number | undefined {
  if (operand.kind !== 'literal') return undefined;
  if (kind === 'number') return operand.number ?? undefined;
  const isPlainText = operand.number === null && parseFilterDate(operand.text) === null;
  return kind === 'text' && isPlainText ? operand.text : undefined;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII begins with them.
const isAscii = (text: string): boolean => /^[\u0000-\u007f]*$/.test(text);
