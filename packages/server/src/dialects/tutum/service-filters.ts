import type { Service } from '../../inventory/services.js';
import { and, eq, ge, isIn, isNull, or, type Predicate } from '../../store/predicate.js';
import type { Reader } from '../../store/store.js';
import type { ColumnOf } from '../../store/tables.js';
import { type ListQuery, readPage, uuidFilters } from './lists.js';
import { loadServices } from './service-reads.js';
import { type LoadedService, stateOf } from './service-view.js';
import { keyIn } from './uris.js';
import { tombstoneMs } from './views.js';

type Where = Predicate<ColumnOf<'service'>>;

/** The filters that the store can apply: all but `state`. Unknown ones are ignored. */
async function whereOf(reader: Reader, filters: URLSearchParams): Promise<Where> {
  const listed = or<ColumnOf<'service'>>(
    isNull('deletedAt'),
    ge('deletedAt', reader.now - tombstoneMs),
  );
  const all: Where[] = [listed, ...uuidFilters(filters)];
  const name = filters.get('name');
  if (name !== null) all.push(eq('name', name));
  const uniqueName = filters.get('unique_name');
  if (uniqueName !== null) all.push(eq('uniqueName', uniqueName));
  for (const [filter, column] of [
    ['stack', 'uid'],
    ['stack__name', 'name'],
  ] as const) {
    const value = filters.get(filter);
    if (value === null) continue;
    const stacks = await reader.select('stack', {
      columns: ['id'],
      where: eq(column, column === 'uid' ? keyIn(value) : value),
    });
    all.push(
      isIn(
        'stackId',
        stacks.map(({ id }) => id),
      ),
    );
  }
  return and(...all);
}

/** Every listed service that the filters admit. */
export async function matchingServices(
  reader: Reader,
  filters: URLSearchParams,
): Promise<LoadedService[]> {
  const where = await whereOf(reader, filters);
  const rows: Service[] = await reader.select('service', { where });
  const loaded = await loadServices(reader, rows);
  const state = filters.get('state');
  return state === null ? loaded : loaded.filter((service) => stateOf(service) === state);
}

/** One page of services. A filter by state, which is made from the containers', reads all of them. */
export async function pageOfServices(
  reader: Reader,
  query: ListQuery,
): Promise<{ readonly services: readonly LoadedService[]; readonly total: number }> {
  if (query.filters.has('state')) {
    const all = await matchingServices(reader, query.filters);
    const services = all.slice(query.offset, query.offset + query.limit);
    return { services, total: all.length };
  }
  const where = await whereOf(reader, query.filters);
  const { rows, total } = await readPage(reader, 'service', query, where);
  return { services: await loadServices(reader, rows), total };
}
