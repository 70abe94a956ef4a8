import type { Group, GroupDefaults, Server } from '@pileus/sdk/centurylink/wire';
import type { ServerContext } from '../../http/context.js';
import { RefusedError } from '../../inventory/errors.js';
import type { Principal } from '../../security/authenticator.js';
import { eq } from '../../store/predicate.js';
import type { Reader } from '../../store/store.js';
import { uidOf } from './codec.js';
import { type GroupIndex, type GroupRow, groupsIn } from './group-index.js';
import { type GroupMember, groupView } from './group-view.js';
import { serverNameOf, serversOnly } from './names.js';
import { showServers } from './servers.js';
import { statusOf } from './views.js';

/**
 * A group with everything below it. Five queries; with full servers nine, however many they are.
 *
 * @throws {RefusedError} `not-found`.
 */
export async function groupTree(
  context: ServerContext,
  principal: Principal,
  id: string,
  detailed: boolean,
): Promise<Group> {
  const reader = context.store.reader(principal);
  const { alias } = principal;
  const group = await findGroup(reader, id);
  const location = (await reader.get('location', { id: group.locationId }))!;
  const groups = await groupsIn(context, principal, [location]);
  const members = detailed
    ? await fullMembers(reader, groups, location, alias)
    : await briefMembers(reader, groups, location, alias);
  return groupView(group, { alias, locationCode: location.code, groups, members, detailed });
}

/** @throws {RefusedError} `not-found`. */
export async function findGroup(reader: Reader, id: string): Promise<GroupRow> {
  const uid = uidOf(id);
  const group = uid === undefined ? undefined : await reader.get('machineGroup', { uid });
  if (group) return group;
  throw new RefusedError('not-found', 'The group does not exist.');
}

type Place = { readonly id: number; readonly code: string };
type Members = ReadonlyMap<number, readonly GroupMember[]>;

/** What links and counts need of the servers of a location, by group. */
async function briefMembers(
  reader: Reader,
  groups: GroupIndex,
  location: Place,
  alias: string,
): Promise<Members> {
  const rows = await reader.select('machine', {
    columns: [
      'id',
      'locationId',
      'serverName',
      'groupId',
      'state',
      'firstReadyAt',
      'archivedAt',
      'openSteps',
      'template',
    ],
    where: serversOnly(eq('locationId', location.id)),
  });
  return grouped(
    rows.map((row): [number, GroupMember] => [
      groups.of(row).id,
      { name: serverNameOf(row, location.code, alias), active: statusOf(row) === 'active' },
    ]),
  );
}

async function fullMembers(
  reader: Reader,
  groups: GroupIndex,
  location: Place,
  alias: string,
): Promise<Members> {
  const machines = await reader.select('machine', {
    where: serversOnly(eq('locationId', location.id)),
  });
  const codes = new Map([[location.id, location.code]]);
  const servers = await showServers(reader, machines, { alias, groups, codes });
  return grouped(
    machines.map((machine, i): [number, GroupMember] => {
      const server: Server = servers[i]!;
      return [
        groups.of(machine).id,
        { name: server.name, active: server.status === 'active', server },
      ];
    }),
  );
}

function grouped(entries: readonly (readonly [number, GroupMember])[]): Members {
  const lists = new Map<number, GroupMember[]>();
  for (const [groupId, member] of entries) {
    const list = lists.get(groupId);
    if (list) list.push(member);
    else lists.set(groupId, [member]);
  }
  return lists;
}

/** Nothing can be set on a group, so everything is inherited and has no value. */
export const groupDefaults: GroupDefaults = {
  cpu: { inherited: true },
  memoryGB: { inherited: true },
  networkId: { inherited: true },
  primaryDns: { inherited: true },
  secondaryDns: { inherited: true },
  templateName: { inherited: true },
};
