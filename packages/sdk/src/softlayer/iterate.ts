import { ArgumentError } from '../http/argument-error.js';
import { ascending } from './conditions.js';
import type { ListResult } from './result.js';
import { methodOf, propertiesOf, shortName } from './schema.js';
import { type CallChecks, type CallOptions, fullName } from './wire-options.js';

/** How a list is walked through. */
export interface PagedOptions extends CallOptions {
  /** Objects a call, at least 2: for 1 the API may pass over the offset (documented). Default 100. */
  readonly pageSize?: number | undefined;
  /** Calls under way at once. Default 1. */
  readonly concurrency?: number | undefined;
}

/** Asks for one page. */
export type AskPage = (part: {
  readonly limit: number;
  readonly offset: number;
  readonly signal: AbortSignal;
}) => Promise<unknown>;

/**
 * All objects of a list in their order, page by page. Once the first answer has told how many there are,
 * further pages are asked for ahead, `concurrency` at once; a server that does not tell is asked until a
 * page is short. Leaving the loop stops what is under way. A result that is no list comes as it is.
 *
 * @throws (rejects) ArgumentError for a page size or concurrency that cannot be.
 */
export async function* iteratePages(
  ask: AskPage,
  options: PagedOptions,
): AsyncGenerator<unknown, void, undefined> {
  const { pageSize = 100, concurrency = 1, offset = 0 } = options;
  whole('pageSize', pageSize, 2);
  whole('concurrency', concurrency, 1);
  whole('limit', options.limit ?? 0, 0);
  whole('offset', offset, 0);
  const stop = new AbortController();
  const { signal: caller } = options;
  const signal = caller ? AbortSignal.any([caller, stop.signal]) : stop.signal;
  /** Up to where the caller wants objects, and the server has some as far as it has told. */
  const wanted = options.limit ? offset + options.limit : Number.POSITIVE_INFINITY;
  let known = Number.NaN;
  let next = offset;
  let left = wanted - offset;
  const pages: Promise<unknown>[] = [];
  const more = (): void => {
    const page = ask({ limit: pageSize, offset: next, signal });
    // A page that fails while an earlier one is read must not count as unhandled.
    page.catch(() => {});
    pages.push(page);
    next += pageSize;
  };
  try {
    more();
    for (let page = pages.shift(); page; page = pages.shift()) {
      const list = await page;
      if (!Array.isArray(list)) {
        yield list;
        return;
      }
      known = (list as ListResult<unknown>).total ?? known;
      // Without a total a full page promises another one; a longer one shows that limits are ignored.
      const end = Number.isNaN(known) && list.length === pageSize ? next + 1 : known;
      while (pages.length < concurrency && next < Math.min(end, wanted)) more();
      for (const item of list) {
        if (left-- <= 0) return;
        yield item;
      }
      if (list.length === 0) return;
    }
  } finally {
    stop.abort();
  }
}

function whole(what: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  const message = `The SoftLayer client's \`${what}\` must be a whole number from ${least}.`;
  throw new ArgumentError(what, message, 'SoftLayer');
}

/**
 * A filter that also orders by id, so that pages fit together: unless it orders already or tests the id
 * (as the vendor's Python client does it), or the objects have none.
 */
export function orderedById(
  filter: object | undefined,
  service: string,
  method: string,
  { filters }: CallChecks,
): object | undefined {
  const tree: Readonly<Record<string, unknown>> = { ...filter };
  if (JSON.stringify(tree).includes('"orderBy"')) return filter;
  const facts = filters ? methodOf(shortName(fullName(service)), method) : undefined;
  if (facts && !propertiesOf(facts.result.element)?.has('id')) return filter;
  const root = facts?.getterFor;
  const below = root === undefined ? undefined : tree[root];
  // The filter may be written with the getter's own property around it.
  if (root !== undefined && typeof below === 'object' && below !== null) {
    return 'id' in below ? filter : { ...tree, [root]: { ...below, id: ascending() } };
  }
  return 'id' in tree ? filter : { ...tree, id: ascending() };
}
