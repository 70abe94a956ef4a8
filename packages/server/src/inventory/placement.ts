import { and, eq, isIn, ne } from '../store/predicate.js';
import type { Tx } from '../store/store.js';
import type { Machine, Row } from '../store/tables.js';
import { defaultNetwork } from './catalogue.js';
import { RefusedError } from './errors.js';
import type { MachineDraft } from './machines.js';

/**
 * Containers for the lowest free numbers of a service, each on the host that carries fewest.
 *
 * @throws {RefusedError} `limit` when the account has no running host.
 */
export async function draftContainers(
  tx: Tx,
  service: Pick<Row<'service'>, 'id' | 'uniqueName'>,
  existing: readonly Machine[],
  count: number,
): Promise<MachineDraft[]> {
  const hosts = await tx.select('machine', {
    where: and(eq('kind', 'host'), eq('state', 'running')),
  });
  if (hosts.length === 0) {
    throw new RefusedError('limit', 'There is no running node to place containers on.');
  }
  const load = new Map(hosts.map((host) => [host.id, 0]));
  const placed = await tx.select('machine', {
    columns: ['hostId'],
    where: and(
      isIn(
        'hostId',
        hosts.map((host) => host.id),
      ),
      ne('state', 'deleted'),
    ),
  });
  for (const { hostId } of placed) load.set(hostId!, (load.get(hostId!) ?? 0) + 1);

  const taken = new Set(existing.map((container) => container.ordinal));
  const drafts: MachineDraft[] = [];
  for (let ordinal = 1; drafts.length < count; ordinal++) {
    if (taken.has(ordinal)) continue;
    const host = hosts.reduce((best, each) =>
      load.get(each.id)! < load.get(best.id)! ? each : best,
    );
    load.set(host.id, load.get(host.id)! + 1);
    const network = await defaultNetwork(tx, host.locationId, 'overlay');
    const name = `${service.uniqueName}-${ordinal}`;
    drafts.push({
      locationId: host.locationId,
      kind: 'container',
      hostId: host.id,
      serviceId: service.id,
      ordinal,
      name,
      hostname: name,
      domain: host.domain,
      family: 'container',
      vcpus: 0,
      quotaVcpus: 0,
      memoryMb: 0,
      diskGb: 0,
      networkId: network?.id ?? null,
      price: 0,
      start: true,
    });
  }
  return drafts;
}
