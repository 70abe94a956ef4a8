import type { List } from '@pileus/sdk/tutum/wire';
import type { FastifyRequest } from 'fastify';
import { RefusedError } from '../../inventory/errors.js';
import { eq, type Predicate } from '../../store/predicate.js';
import type { Query, Reader } from '../../store/store.js';
import type { ColumnOf, Row, TableName } from '../../store/tables.js';

/** Which objects of a collection were asked for. */
export interface ListQuery {
  /** The collection's path with its final slash. */
  readonly path: string;
  /** Filters; `limit`, `offset` and credentials are taken out. */
  readonly filters: URLSearchParams;
  readonly limit: number;
  readonly offset: number;
}

const defaultLimit = 25;
const mostObjects = 100;
/** A list's `next` must not repeat a secret. */
const notRepeated = ['limit', 'offset', 'user', 'token', 'auth', 'sid'];

/** @throws {RefusedError} `invalid` when limit or offset is no natural number. */
export function listQueryOf(request: FastifyRequest): ListQuery {
  const [path = '', query = ''] = request.url.split('?', 2);
  const all = new URLSearchParams(query);
  const limit = natural(all, 'limit', defaultLimit);
  const offset = natural(all, 'offset', 0);
  for (const name of notRepeated) all.delete(name);
  for (const [name, value] of all) {
    if (value.includes('\0')) throw new RefusedError('invalid', 'A filter holds NUL.', name);
  }
  return {
    path: `${path}/`,
    filters: all,
    // As Tastypie has it, 0 asks for as many as there may be.
    limit: limit === 0 ? mostObjects : Math.min(limit, mostObjects),
    offset,
  };
}

function natural(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name);
  if (text === null || text === '' || text === 'None') return otherwise;
  const value = Number(text);
  if (/^\d{1,9}$/.test(text)) return value;
  throw new RefusedError('invalid', `${name}: "${text.slice(0, 40)}" is no natural number.`, name);
}

/** One page, with path-relative addresses of its neighbours that repeat the filters. */
export function listOf<T>(query: ListQuery, total: number, objects: readonly T[]): List<T> {
  const { path, filters, limit, offset } = query;
  const pageAt = (at: number) => {
    const repeated = new URLSearchParams(filters);
    repeated.set('limit', String(limit));
    repeated.set('offset', String(at));
    return `${path}?${repeated}`;
  };
  return {
    meta: {
      limit,
      next: offset + limit < total ? pageAt(offset + limit) : null,
      offset,
      previous: offset > 0 ? pageAt(Math.max(0, offset - limit)) : null,
      total_count: total,
    },
    objects,
  };
}

/** Pages a collection that is small enough to be made whole. */
export const pageIn = <T>(query: ListQuery, all: readonly T[]): List<T> =>
  listOf(query, all.length, all.slice(query.offset, query.offset + query.limit));

/** The filters by uuid that every collection has. The prefix is taken literally, even when it is a name. */
export function uuidFilters(filters: URLSearchParams): Predicate<'uid'>[] {
  const found: Predicate<'uid'>[] = [];
  const uuid = filters.get('uuid');
  if (uuid !== null) found.push(eq('uid', uuid.toLowerCase()));
  const prefix = filters.get('uuid__startswith');
  if (prefix !== null) {
    found.push({ op: 'starts', field: 'uid', value: prefix.toLowerCase() });
  }
  return found;
}

/** Reads one page of a table. The rows are counted only where the page does not tell by itself. */
export async function readPage<T extends TableName>(
  reader: Reader,
  table: T,
  query: Pick<ListQuery, 'limit' | 'offset'>,
  where: Predicate<ColumnOf<T>>,
  orderBy: Query<T>['orderBy'] = [],
): Promise<{ readonly rows: Pick<Row<T>, ColumnOf<T>>[]; readonly total: number }> {
  const { limit, offset } = query;
  const rows = await reader.select<T>(table, { where, orderBy, limit, offset });
  const isLast = rows.length < limit && (rows.length > 0 || offset === 0);
  return { rows, total: isLast ? offset + rows.length : await reader.count(table, where) };
}
