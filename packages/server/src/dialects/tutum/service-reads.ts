import { containersOf, type Service } from '../../inventory/services.js';
import { isIn, isNull } from '../../store/predicate.js';
import type { Reader } from '../../store/store.js';
import { definitionOf } from './definition.js';
import type { IncomingLink, LoadedService } from './service-view.js';

const present = <T>(values: Iterable<T | null>): T[] => [
  ...new Set([...values].filter((value): value is T & {} => value !== null)),
];

/** Adds to services what their views need. Queries: containers, operations and, if any, stacks. */
export async function loadServices(
  reader: Reader,
  services: readonly Service[],
): Promise<LoadedService[]> {
  const containers = await containersOf(
    reader,
    services.map(({ id }) => id),
  );
  const operationIds = present(services.map(({ operationId }) => operationId));
  const operations = await reader.select('operation', {
    columns: ['id', 'action', 'state'],
    where: isIn('id', operationIds),
  });
  const stackIds = present(services.map(({ stackId }) => stackId));
  const stacks =
    stackIds.length === 0
      ? []
      : await reader.select('stack', {
          columns: ['id', 'uid', 'name'],
          where: isIn('id', stackIds),
        });
  const operationOf = new Map(operations.map((operation) => [operation.id, operation]));
  const stackOf = new Map(stacks.map((stack) => [stack.id, stack]));
  return services.map((service) => ({
    service,
    containers: containers.get(service.id) ?? [],
    operation: service.operationId === null ? undefined : operationOf.get(service.operationId),
    stack: service.stackId === null ? undefined : stackOf.get(service.stackId),
  }));
}

/** The living services that link to one. One query over the definitions of the account's services. */
export async function linksTo(reader: Reader, uid: string): Promise<IncomingLink[]> {
  const rows = await reader.select('service', {
    columns: ['uid', 'definition'],
    where: isNull('deletedAt'),
  });
  return rows.flatMap((row) =>
    definitionOf(row)
      .links.filter((link) => link.to === uid)
      .map((link) => ({ uid: row.uid, name: link.name ?? '' })),
  );
}
