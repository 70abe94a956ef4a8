import type { Server, ServerCredentials, ServerPricing } from '@pileus/sdk/centurylink/wire';
import type { ServerContext } from '../../http/context.js';
import { unitPrices } from '../../inventory/guests.js';
import type { Principal } from '../../security/authenticator.js';
import { machinePassword } from '../../security/machine-password.js';
import type { Vault } from '../../security/vault.js';
import { and, eq, isIn } from '../../store/predicate.js';
import type { Reader } from '../../store/store.js';
import type { Machine } from '../../store/tables.js';
import { customFieldsOf } from './custom-fields.js';
import { type GroupIndex, groupsIn } from './group-index.js';
import { isWindows } from './images.js';
import { findServer, findServerByUid } from './names.js';
import { serverView } from './server-view.js';

/** One server, by id, or by the uuid of the reply to its creation. At most nine queries. */
export async function oneServer(
  context: ServerContext,
  principal: Principal,
  id: string,
  byUid: boolean,
): Promise<Server> {
  const reader = context.store.reader(principal);
  const machine = byUid
    ? await findServerByUid(reader, id)
    : await findServer(reader, id, principal.alias);
  const location = (await reader.get('location', { id: machine.locationId }))!;
  const groups = await groupsIn(context, principal, [location]);
  const codes = new Map([[location.id, location.code]]);
  const [server] = await showServers(reader, [machine], { alias: principal.alias, groups, codes });
  return server!;
}

/** Servers with all their details, in five or six queries however many they are. */
export async function showServers(
  reader: Reader,
  machines: readonly Machine[],
  place: {
    readonly alias: string;
    readonly groups: GroupIndex;
    readonly codes: ReadonlyMap<number, string>;
  },
): Promise<Server[]> {
  if (machines.length === 0) return [];
  const ids = machines.map((machine) => machine.id);
  const imageIds = [...new Set(machines.flatMap(({ imageId }) => imageId ?? []))];
  const images = await reader.select('image', { where: isIn('id', imageIds) });
  const disks = await reader.select('disk', {
    where: isIn('machineId', ids),
    orderBy: [{ column: 'machineId' }, { column: 'slot' }],
  });
  const snapshots = await reader.select('snapshot', { where: isIn('machineId', ids) });
  const addresses = await reader.select('address', {
    where: and(isIn('machineId', ids), eq('role', 'secondary')),
  });
  const around = {
    ...place,
    images: new Map(images.map((image) => [image.id, image])),
    disks: byMachine(disks),
    snapshots: byMachine(snapshots),
    customFields: await customFieldsOf(reader, ids),
    secondaryAddresses: byMachine(addresses),
  };
  return machines.map((machine) => serverView(machine, around));
}

function byMachine<T extends { readonly machineId: number | null }>(
  rows: readonly T[],
): Map<number, T[]> {
  const lists = new Map<number, T[]>();
  for (const row of rows) {
    if (row.machineId === null) continue;
    const list = lists.get(row.machineId);
    if (list) list.push(row);
    else lists.set(row.machineId, [row]);
  }
  return lists;
}

export async function credentialsOf(
  reader: Reader,
  vault: Vault,
  id: string,
  alias: string,
): Promise<ServerCredentials> {
  const machine = await findServer(reader, id, alias);
  const image =
    machine.imageId === null ? undefined : await reader.get('image', { id: machine.imageId });
  return {
    userName: isWindows(image) ? 'Administrator' : 'root',
    password: machinePassword(vault, machine),
  };
}

/**
 * What a server costs per hour and unit. A machine of a type has one price for all of it, which is
 * divided among its processors, so that the sum that clients make is right.
 */
export async function pricingOf(reader: Reader, id: string, alias: string): Promise<ServerPricing> {
  const machine = await findServer(reader, id, alias);
  if (machine.machineTypeId !== null && machine.vcpus > 0) {
    return { cpu: machine.price / machine.vcpus, memoryGB: 0, storageGB: 0, managedOS: 0 };
  }
  const { vcpu, memoryGb, storageGb } = unitPrices;
  // Management is not charged for.
  return { cpu: vcpu, memoryGB: memoryGb, storageGB: storageGb, managedOS: 0 };
}
