import type { QueuedServer } from '@pileus/sdk/centurylink/wire';
import type { WireAnswer } from '../../http/command.js';
import { claimAddress } from '../../inventory/addresses.js';
import { defaultNetwork } from '../../inventory/catalogue.js';
import { RefusedError } from '../../inventory/errors.js';
import { ensureGroups } from '../../inventory/groups.js';
import { createGuests, type GuestDisk } from '../../inventory/guests.js';
import { machinePassword } from '../../security/machine-password.js';
import { newPassword } from '../../security/secrets.js';
import type { Vault } from '../../security/vault.js';
import { eq } from '../../store/predicate.js';
import type { Tx } from '../../store/store.js';
import type { Machine, Row } from '../../store/tables.js';
import { templateGb, templatesOf } from './capabilities.js';
import { answer, hexOf, uidOf } from './codec.js';
import type { AdditionalDisk, CreateRequest } from './create-request.js';
import { customFieldValues, storeCustomFields } from './custom-fields.js';
import { isWindows, reservedPaths } from './images.js';
import { link, Paths } from './links.js';
import { findServers, nextServerName } from './names.js';
import { operationId, statusLink } from './operations.js';
import type { ServerExt } from './views.js';

/** What a new server is made from. */
interface Source {
  readonly image: Row<'image'> | undefined;
  readonly disks: readonly GuestDisk[];
  /** Of a cloned server, in the clear. */
  readonly password?: string;
}

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

async function sourceOf(
  tx: Tx,
  vault: Vault,
  wanted: CreateRequest,
  locationId: number,
  alias: string,
): Promise<Source> {
  const { fields, sourceServerId } = wanted;
  const name = sourceServerId.toLowerCase();
  const templates = await templatesOf(tx, locationId);
  const template = templates.find((each) => each.name.toLowerCase() === name);
  if (template) return { image: template.image, disks: systemDisks(template.image) };
  const server = (await findServers(tx, [sourceServerId], alias)).get(sourceServerId);
  if (server) return cloneOf(tx, vault, wanted, server);
  if (name !== '') {
    fields.refuse('sourceServerId', 'There is neither a template nor a server of this name.');
  }
  return { image: undefined, disks: [] };
}

async function cloneOf(
  tx: Tx,
  vault: Vault,
  { fields, sourceServerPassword }: CreateRequest,
  server: Machine,
): Promise<Source> {
  const password = machinePassword(vault, server);
  if (sourceServerPassword !== password) {
    fields.refuse(
      'sourceServerPassword',
      sourceServerPassword === undefined
        ? 'The sourceServerPassword is required to clone a server.'
        : 'The sourceServerPassword is not the password of the source server.',
    );
  }
  const image = server.imageId === null ? undefined : await tx.get('image', { id: server.imageId });
  const disks = await tx.select('disk', {
    columns: ['sizeGb', 'path', 'kind'],
    where: eq('machineId', server.id),
    orderBy: [{ column: 'slot' }],
  });
  return { image, disks: disks.length > 0 || !image ? disks : systemDisks(image), password };
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

function checkPaths(disks: readonly AdditionalDisk[], { image, disks: own }: Source): void {
  const taken = new Set(own.flatMap(({ path }) => (path == null ? [] : [path.toLowerCase()])));
  const reserved = new Set(image ? reservedPaths(image) : []);
  for (const { path, fields } of disks) {
    if (path === undefined) continue;
    const first = path.toLowerCase().replace(/^\/+/, '').replace(/:.*$/, '').split('/')[0]!;
    if (reserved.has(first)) fields.refuse('path', `The path "${path}" is reserved.`);
    else if (taken.has(path.toLowerCase())) fields.refuse('path', `"${path}" is taken.`);
    taken.add(path.toLowerCase());
  }
}

/** Disks 0:0, 0:1 and 0:2 of a Linux template (recorded); Windows has one. */
function systemDisks(image: Row<'image'>): GuestDisk[] {
  const sizeGb = templateGb(image);
  if (isWindows(image)) return [{ sizeGb, path: 'C:\\', kind: 'system' }];
  return [
    { sizeGb: 1, path: '/boot', kind: 'system' },
    { sizeGb: 2, path: '(swap)', kind: 'swap' },
    { sizeGb: Math.max(1, sizeGb - 3), path: '/', kind: 'system' },
  ];
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
