import { and, eq } from '../store/predicate.js';
import type { Tx } from '../store/store.js';
import type { Insert } from '../store/tables.js';
import { type Draft, type MachineWriter, restingIn } from './apply-machines.js';
import { type Directory, inPlace } from './directory.js';
import { fixed, insertRows } from './rows.js';
import type { World } from './schema.js';

/** Writes services, and their containers spread over the running hosts of their accounts. */
export async function addServices(
  tx: Tx,
  world: World,
  directory: Directory,
  writer: MachineWriter,
): Promise<void> {
  const { now } = tx;
  const rows = world.services.map((entry): Insert<'service'> & { accountId: number } => {
    const runs = entry.containers > 0 && entry.state === 'running';
    return {
      ...fixed(entry),
      accountId: directory.account(entry.account),
      generation: entry.generation,
      name: entry.name,
      uniqueName: entry.name,
      image: entry.image,
      definition: entry.definition,
      targetCount: entry.containers,
      synchronized: true,
      deployedAt: entry.containers > 0 ? now : null,
      startedAt: runs ? now : null,
      stoppedAt: entry.containers > 0 && !runs ? now : null,
    };
  });
  const ids = await insertRows(tx, 'service', rows);
  const hosts = await tx.select('machine', {
    where: and(eq('kind', 'host'), eq('state', 'running')),
  });
  const drafts: Draft[] = [];
  for (const [s, entry] of world.services.entries()) {
    const { accountId } = rows[s]!;
    const own = hosts.filter((host) => host.accountId === accountId);
    for (let ordinal = 1; ordinal <= entry.containers; ordinal++) {
      const host = own[(ordinal - 1) % own.length]!;
      const name = `${entry.name}-${ordinal}`;
      const uid = crypto.randomUUID();
      drafts.push({
        path: `services[${s}]`,
        row: {
          ...restingIn(entry.state, uid, now),
          uid,
          accountId,
          locationId: host.locationId,
          kind: 'container',
          hostId: host.id,
          serviceId: ids[s]!,
          ordinal,
          name,
          hostname: name,
          domain: host.domain,
          family: 'container',
          vcpus: 0,
          quotaVcpus: 0,
          memoryMb: 0,
          diskGb: 0,
          price: 0,
          networkId: directory.id('network', inPlace(accountId, host.locationId, 'kind:overlay')),
        },
      });
    }
  }
  await writer.write(drafts);
}
