import type {
  CustomFieldValue,
  RestoringDetails,
  Server,
  ServerDetails,
  ServerDisk,
  ServerPartition,
} from '@pileus/sdk/centurylink/wire';
import type { Machine, Row } from '../../store/tables.js';
import { hexOf, wireDate } from './codec.js';
import type { GroupIndex } from './group-index.js';
import { osOf } from './images.js';
import { link, Paths } from './links.js';
import { serverNameOf } from './names.js';
import { serverLinks } from './server-links.js';
import { serverExt, stateWords, statusOf } from './views.js';

/** What a server object says of other rows than the machine's own. */
export interface ServerSurroundings {
  readonly alias: string;
  readonly groups: GroupIndex;
  readonly codes: ReadonlyMap<number, string>;
  readonly images: ReadonlyMap<number, Row<'image'>>;
  readonly disks: ReadonlyMap<number, readonly Row<'disk'>[]>;
  readonly snapshots: ReadonlyMap<number, readonly Row<'snapshot'>[]>;
  readonly customFields: ReadonlyMap<number, CustomFieldValue[]>;
  readonly secondaryAddresses: ReadonlyMap<number, readonly Row<'address'>[]>;
}

/** A server object, its keys in recorded order. */
export function serverView(machine: Machine, around: ServerSurroundings): Server {
  const { alias, groups, codes, images } = around;
  const code = codes.get(machine.locationId) ?? '';
  const name = serverNameOf(machine, code, alias);
  const id = name.toLowerCase();
  const group = groups.of(machine);
  const ext = serverExt(machine.ext);
  const { os, osType } = osOf(images.get(machine.imageId ?? 0));
  const status = statusOf(machine);
  const details = detailsOf(machine, id, around, status);
  return {
    id,
    name,
    description: ext.description ?? (machine.serverName === null ? machine.hostname : ''),
    groupId: hexOf(group.uid),
    isTemplate: machine.template,
    locationId: code.toUpperCase(),
    osType,
    os,
    ...(ext.isManagedOS && { isManagedOS: true }),
    ...(ext.isManagedBackup && { isManagedBackup: true }),
    status,
    ...(details && { details }),
    type: machine.kind === 'metal' ? 'bareMetal' : (ext.type ?? 'standard'),
    storageType: ext.storageType ?? 'standard',
    changeInfo: {
      createdBy: machine.createdBy,
      createdDate: wireDate(machine.createdAt),
      modifiedBy: machine.changedBy,
      modifiedDate: wireDate(machine.changedAt),
    },
    links: serverLinks(new Paths(alias), {
      id,
      uid: machine.uid,
      groupUid: group.uid,
      status,
      publicIp: machine.publicIp,
    }),
  };
}

function detailsOf(
  machine: Machine,
  id: string,
  around: ServerSurroundings,
  status: string,
): ServerDetails | RestoringDetails | undefined {
  if (status === 'underConstruction' || status === 'queuedForDelete') return undefined;
  const disks = disksOf(machine, around);
  const storageGB = disks.reduce((sum, disk) => sum + disk.sizeGB, 0);
  if (status === 'queuedForRestore') return { powerState: 'stopped', storageGB };
  const archived = status === 'archived';
  const { privateIp, publicIp } = machine;
  return {
    ipAddresses:
      privateIp === null
        ? []
        : [{ internal: privateIp, ...(publicIp !== null && { public: publicIp }) }],
    secondaryIPAddresses: (around.secondaryAddresses.get(machine.id) ?? []).map(({ ip }) => ({
      internal: ip,
    })),
    alertPolicies: [],
    cpu: archived ? 0 : machine.vcpus,
    diskCount: disks.length,
    hostName: machine.serverName === null ? machine.hostname : id,
    inMaintenanceMode: machine.maintenance,
    memoryMB: archived ? 0 : machine.memoryMb,
    powerState: stateWords[machine.state].powerState,
    storageGB,
    disks,
    partitions: partitionsOf(around.disks.get(machine.id) ?? []),
    snapshots: (around.snapshots.get(machine.id) ?? []).map((snapshot) => {
      const href = `${new Paths(around.alias).server(id)}/snapshots/${snapshot.id}`;
      return {
        name: snapshot.name,
        links: [
          link('self', href),
          link('delete', href, { verbs: ['DELETE'] }),
          link('restore', `${href}/restore`, { verbs: ['POST'] }),
        ],
      };
    }),
    customFields: around.customFields.get(machine.id) ?? [],
  };
}

/** Machines of other dialects may have no disk rows; they are shown with one disk. */
function disksOf(machine: Machine, around: ServerSurroundings): ServerDisk[] {
  const rows = around.disks.get(machine.id) ?? [];
  if (rows.length === 0) {
    return machine.diskGb > 0 ? [{ id: '0:0', sizeGB: machine.diskGb, partitionPaths: [] }] : [];
  }
  return rows.map((disk) => ({
    id: `0:${disk.slot}`,
    sizeGB: disk.sizeGb,
    partitionPaths: disk.kind === 'partitioned' && disk.path !== null ? [disk.path] : [],
  }));
}

function partitionsOf(disks: readonly Row<'disk'>[]): ServerPartition[] {
  return disks.flatMap(({ sizeGb, path, kind }) => {
    const shown = path ?? (kind === 'swap' ? '(swap)' : undefined);
    return shown === undefined ? [] : [{ sizeGB: sizeGb, path: shown }];
  });
}
