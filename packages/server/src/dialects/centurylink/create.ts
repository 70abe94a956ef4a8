import type { QueuedServer } from '@pileus/sdk/centurylink/wire';
import type { WireAnswer } from '../../http/command.js';
import { claimAddress } from '../../inventory/addresses.js';
import { defaultNetwork } from '../../inventory/catalogue.js';
import { RefusedError } from '../../inventory/errors.js';
import { ensureGroups } from '../../inventory/groups.js';
import { createGuests, type GuestDisk } from '../../inventory/guests.js';
import { newPassword } from '../../security/secrets.js';
import type { Vault } from '../../security/vault.js';
import { eq } from '../../store/predicate.js';
import type { Tx } from '../../store/store.js';
import type { Row } from '../../store/tables.js';
import { answer, hexOf, uidOf } from './codec.js';
import type { AdditionalDisk, CreateRequest } from './create-request.js';
import { customFieldValues, storeCustomFields } from './custom-fields.js';
import { link, Paths } from './links.js';
import { nextServerName } from './names.js';
import { operationId, statusLink } from './operations.js';
import { checkPaths, sourceOf } from './source.js';
import type { ServerExt } from './views.js';

export interface Caller {
  readonly alias: string;
  /** The alias as it was typed in the path, which the reply repeats (recorded). */
  readonly typedAlias: string;
}

/**
 * Creates a server, or clones one. Its name is decided at once, and it can be looked up from now on.
 *
 * @throws {InvalidBodyError} with all that is wrong with the request.
 */
export async function createServer(
  tx: Tx,
  vault: Vault,
  wanted: CreateRequest,
  caller: Caller,
): Promise<WireAnswer> {
  const { fields } = wanted;
  const group = await groupFor(tx, wanted);
  const location = group && (await tx.get('location', { id: group.locationId }));
  if (!group || !location) {
    fields.check();
    throw new Error('A group without a location was accepted.');
  }
  const source = await sourceOf(tx, vault, wanted, location.id, caller.alias);
  const networkId = await networkFor(tx, wanted, location.id);
  await checkAddress(tx, wanted, networkId, location.id);
  checkPaths(wanted.disks, source);
  const customFields = await customFieldValues(tx, fields);
  fields.check();

  // Two creations in one data centre must not choose the same name.
  await tx.lock('machineGroup', await ensureGroups(tx, location));
  const serverName = await nextServerName(tx, location.code, caller.alias, wanted.name);
  const password = wanted.password ?? source.password ?? newPassword();
  const { operation, machineIds } = await createGuests(
    tx,
    [
      {
        location,
        hostname: serverName.toLowerCase(),
        serverName,
        groupId: group.id,
        ...(networkId !== undefined && { networkId }),
        ...(wanted.ipAddress !== undefined && { ip: wanted.ipAddress }),
        vcpus: wanted.cpu,
        memoryMb: wanted.memoryGb * 1024,
        ...(source.image && { image: source.image }),
        disks: [...source.disks, ...wanted.disks.map(diskOf)],
        ...(wanted.ttl !== undefined && { expiresAt: wanted.ttl }),
        passwordEnc: vault.seal(password),
        ext: { centurylink: { ...extOf(wanted) } },
      },
    ],
    { dialect: 'centurylink', action: 'create', locationId: location.id },
  );
  await storeCustomFields(tx, machineIds[0]!, customFields);
  const [machine] = await tx.select('machine', {
    columns: ['uid'],
    where: eq('id', machineIds[0]!),
  });
  const status = operationId(location.code, operation.id);
  return answer(202, queued(wanted.name, status, hexOf(machine!.uid), caller));
}

/** The reply has the name as it was asked for, by which one client knows that the server is new. */
function queued(name: string, status: string, hex: string, caller: Caller): QueuedServer {
  return {
    server: name.toLowerCase(),
    isQueued: true,
    links: [
      statusLink(new Paths(caller.alias), status),
      link('self', `/v2/servers/${caller.typedAlias}/${hex}?uuid=True`, {
        id: hex,
        verbs: ['GET'],
      }),
    ],
  };
}

async function groupFor(
  tx: Tx,
  { fields, groupId }: CreateRequest,
): Promise<Row<'machineGroup'> | undefined> {
  const uid = uidOf(groupId);
  const group = uid === undefined ? undefined : await tx.get('machineGroup', { uid });
  if (group && (group.type === 'root' || group.type === 'default') && group.archivedAt === null) {
    return group;
  }
  if (groupId !== '') {
    fields.refuse('groupId', group ? 'The group takes no servers.' : 'The group does not exist.');
  }
  return undefined;
}

async function networkFor(
  tx: Tx,
  { fields, networkId }: CreateRequest,
  locationId: number,
): Promise<number | undefined> {
  if (networkId === undefined) return undefined;
  const uid = uidOf(networkId);
  const network = uid === undefined ? undefined : await tx.get('network', { uid });
  if (network?.locationId === locationId && network.kind === 'vlan') return network.id;
  fields.refuse('networkId', 'The network does not exist in this data center.');
  return undefined;
}

/** Notes why the address that was asked for cannot be had. */
async function checkAddress(
  tx: Tx,
  { fields, ipAddress }: CreateRequest,
  networkId: number | undefined,
  locationId: number,
): Promise<void> {
  if (ipAddress === undefined) return;
  const id = networkId ?? (await defaultNetwork(tx, locationId, 'vlan'))?.id;
  if (id === undefined) return;
  try {
    await claimAddress(tx, id, ipAddress);
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    fields.refuse('ipAddress', error.message);
  }
}

const diskOf = ({ sizeGb, path, type }: AdditionalDisk): GuestDisk => ({
  sizeGb,
  path: path ?? null,
  kind: type,
});

function extOf(wanted: CreateRequest): ServerExt {
  const { description, type, storageType, isManagedOS, isManagedBackup } = wanted;
  const { primaryDns, secondaryDns } = wanted;
  return {
    type,
    storageType,
    ...(description !== undefined && { description }),
    ...(isManagedOS && { isManagedOS }),
    ...(isManagedBackup && { isManagedBackup }),
    ...(primaryDns !== undefined && { primaryDns }),
    ...(secondaryDns !== undefined && { secondaryDns }),
  };
}
