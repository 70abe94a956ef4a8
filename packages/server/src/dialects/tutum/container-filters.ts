import { and, eq, isIn, or, type Predicate } from '../../store/predicate.js';
import type { Reader } from '../../store/store.js';
import type { ColumnOf } from '../../store/tables.js';
import { uuidFilters } from './lists.js';
import { matchingServices } from './service-filters.js';
import { keyIn } from './uris.js';
import { containerStates, listedMachines, statesShownAs } from './views.js';

type Where = Predicate<ColumnOf<'machine'>>;

/** Filters of a container's service begin with one of these: `application__name`, `service__stack__name`. */
const parents = ['service', 'application'] as const;

/** All filters of containers, as a condition for the store. Unknown ones are ignored. */
export async function containerWhere(reader: Reader, filters: URLSearchParams): Promise<Where> {
  const all: Where[] = [
    eq('kind', 'container'),
    listedMachines(reader.now),
    ...uuidFilters(filters),
  ];
  const uniqueName = filters.get('unique_name');
  if (uniqueName !== null) all.push(eq('name', uniqueName));
  const state = filters.get('state');
  if (state !== null) all.push(isIn('state', statesShownAs(containerStates, state)));
  const name = filters.get('name');
  if (name !== null) all.push(await named(reader, name));
  const node = filters.get('node');
  if (node !== null) {
    const host = await reader.get('machine', { uid: keyIn(node).toLowerCase() });
    all.push(eq('hostId', host?.id ?? 0));
  }
  const ofService = serviceFilters(filters);
  if (ofService) {
    const services = await matchingServices(reader, ofService);
    all.push(
      isIn(
        'serviceId',
        services.map(({ service }) => service.id),
      ),
    );
  }
  return and(...all);
}

/** What the filters say of the container's service, as filters of services; undefined: nothing. */
function serviceFilters(filters: URLSearchParams): URLSearchParams | undefined {
  const found = new URLSearchParams();
  for (const [filter, value] of filters) {
    for (const parent of parents) {
      if (filter === parent) found.set('uuid', keyIn(value));
      else if (filter.startsWith(`${parent}__`)) found.set(filter.slice(parent.length + 2), value);
    }
  }
  return found.size > 0 ? found : undefined;
}

/** By the name that is shown: `web-2` of a service, the application's own of the first generation. */
async function named(reader: Reader, name: string): Promise<Where> {
  const [, service, ordinal] = /^(.+)-(\d{1,6})$/.exec(name) ?? [];
  const rows = await reader.select('service', {
    columns: ['id', 'name', 'generation'],
    where: isIn('name', service === undefined ? [name] : [name, service]),
  });
  const idsOf = (wanted: string, generation: number) =>
    rows.filter((row) => row.name === wanted && row.generation === generation).map((row) => row.id);
  const whole: Where = isIn('serviceId', idsOf(name, 1));
  if (service === undefined) return whole;
  return or<ColumnOf<'machine'>>(
    whole,
    and<ColumnOf<'machine'>>(isIn('serviceId', idsOf(service, 2)), eq('ordinal', Number(ordinal))),
  );
}
