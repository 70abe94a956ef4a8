import { type FilterOptions, parseOperation } from './operation.js';
import type { FilterCondition, FilterOrder, ObjectFilter } from './types.js';

const MAX_DEPTH = 32;

/**
 * Reads an object filter (a JSON value or an XML-RPC struct). Never fails: what is malformed is
 * listed in `ignored` and has no effect.
 */
export function parseFilter(filter: unknown): ObjectFilter {
  const reader = new FilterReader();
  reader.read(filter, []);
  return reader.result();
}

/**
 * The part of a filter below one property, with the paths made relative: for `Account::getHardware`
 * the part below `hardware`. What is outside has no effect (documented) and is left out.
 */
export function filterBelow(filter: ObjectFilter, root: string): ObjectFilter {
  const below = <T extends { readonly path: readonly string[] }>(items: readonly T[]): T[] =>
    items
      .filter(({ path }) => path.length > 1 && path[0] === root)
      .map((item) => ({ ...item, path: item.path.slice(1) }));
  return {
    conditions: below(filter.conditions),
    orderBy: below(filter.orderBy),
    ignored: below(filter.ignored),
  };
}

class FilterReader {
  readonly #conditions: FilterCondition[] = [];
  readonly #orders: (FilterOrder & { readonly rank: number })[] = [];
  readonly #ignored: { path: readonly string[]; reason: string }[] = [];

  read(node: unknown, path: readonly string[]): void {
    if (!isStruct(node)) {
      this.#ignore(path, 'neither an operation nor a property tree');
      return;
    }
    if (path.length > MAX_DEPTH) {
      this.#ignore(path, `more than ${MAX_DEPTH} levels`);
      return;
    }
    const operation = Object.hasOwn(node, 'operation') ? node.operation : undefined;
    // `operation` is also the name of a property, whose own filter is a struct.
    if (operation === undefined || isStruct(operation)) {
      for (const [name, child] of Object.entries(node)) this.read(child, [...path, name]);
      return;
    }
    const options = readOptions(node.options);
    if (typeof operation === 'string' && /^\s*orderBy\s*$/i.test(operation)) {
      this.#order(path, options);
      return;
    }
    const test = parseOperation(operation, options);
    if (test === null) this.#ignore(path, 'malformed operation');
    else this.#conditions.push({ path, test });
  }

  result(): ObjectFilter {
    const orders = this.#orders.toSorted((a, b) => a.rank - b.rank);
    return {
      conditions: this.#conditions,
      orderBy: orders.map(({ path, descending }) => ({ path, descending })),
      ignored: this.#ignored,
    };
  }

  #order(path: readonly string[], options: FilterOptions): void {
    const sort = String(options.get('sort')?.[0] ?? 'ASC')
      .trim()
      .toUpperCase();
    if (sort !== 'ASC' && sort !== 'DESC') {
      this.#ignore(path, 'an orderBy that is neither ASC nor DESC');
      return;
    }
    const rank = Number(options.get('sortorder')?.[0] ?? Number.NaN);
    // Without a sortOrder an order ranks after those that have one, as written.
    this.#orders.push({
      path,
      descending: sort === 'DESC',
      rank: Number.isNaN(rank) ? Number.MAX_VALUE : rank,
    });
  }

  #ignore(path: readonly string[], reason: string): void {
    this.#ignored.push({ path, reason });
  }
}

/** Options by lower-case name; a scalar value counts as a list of one. */
function readOptions(options: unknown): FilterOptions {
  const read = new Map<string, readonly unknown[]>();
  for (const option of Array.isArray(options) ? options : [options]) {
    if (!isStruct(option) || typeof option.name !== 'string') continue;
    const { value } = option;
    read.set(option.name.toLowerCase(), Array.isArray(value) ? value : [value]);
  }
  return read;
}

function isStruct(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !ArrayBuffer.isView(value)
  );
}
