import type { Group, Link, Server } from '@pileus/sdk/centurylink/wire';
import { hexOf, wireDate } from './codec.js';
import type { GroupIndex, GroupRow } from './group-index.js';
import { link, Paths } from './links.js';

/** A server in a group, as far as the group shows it. */
export interface GroupMember {
  /** In capitals. */
  readonly name: string;
  readonly active: boolean;
  /** Where the caller asked for full servers. */
  readonly server?: Server;
}

export interface GroupSurroundings {
  readonly alias: string;
  readonly locationCode: string;
  readonly groups: GroupIndex;
  /** Servers by the id of the group that they are directly in. */
  readonly members: ReadonlyMap<number, readonly GroupMember[]>;
  /** Full servers instead of links. */
  readonly detailed: boolean;
}

/**
 * A group object with all groups below it. The count is of active servers in the whole subtree, or, with
 * full servers, of all of them; servers in Archive are never counted (recorded).
 */
export function groupView(group: GroupRow, around: GroupSurroundings): Group {
  const members = around.members.get(group.id) ?? [];
  const children = around.groups.children(group).map((child) => groupView(child, around));
  const own = around.detailed ? members.length : members.filter(({ active }) => active).length;
  const count =
    group.type === 'archive'
      ? 0
      : children.reduce((sum, { serversCount = 0 }) => sum + serversCount, own);
  return {
    ...head(group, around.locationCode),
    serversCount: count,
    serverCount: count,
    ...(around.detailed && { servers: members.flatMap(({ server }) => server ?? []) }),
    groups: children,
    links: groupLinks(group, around, around.detailed ? [] : members),
    ...tail(group),
  };
}

/** The object that a creation answers: without counts (recorded). */
export function newGroupView(group: GroupRow, place: Place): Group {
  return {
    ...head(group, place.locationCode),
    groups: [],
    links: groupLinks(group, place, []),
    ...tail(group),
  };
}

type Place = Pick<GroupSurroundings, 'alias' | 'locationCode' | 'groups'>;

const head = (group: GroupRow, locationCode: string) => ({
  id: hexOf(group.uid),
  name: group.name,
  ...(group.description !== null && { description: group.description }),
  locationId: locationCode.toUpperCase(),
  type: group.type === 'root' ? 'default' : group.type,
  status: 'active' as const,
});

const tail = (group: GroupRow) => ({
  changeInfo: {
    createdBy: group.createdBy,
    createdDate: wireDate(group.createdAt),
    modifiedBy: group.changedBy,
    modifiedDate: wireDate(group.changedAt),
  },
  customFields: [],
});

/** In recorded order. Archive and Templates take no groups and no servers. */
function groupLinks(group: GroupRow, place: Place, members: readonly GroupMember[]): Link[] {
  const paths = new Paths(place.alias);
  const self = paths.group(group.uid);
  const isRoot = group.type === 'root';
  const isOpen = isRoot || group.type === 'default';
  const parent = place.groups.parent(group);
  const parentLink = parent
    ? [link('parentGroup', paths.group(parent.uid), { id: hexOf(parent.uid) })]
    : [];
  const servers = members.map(({ name }) => link('server', paths.server(name), { id: name }));
  const defaults = link('defaults', `${self}/defaults`, { verbs: ['GET', 'POST'] });
  const billing = link('billing', `${self}/billing`);
  if (!isOpen) {
    const itself = link('self', self, { verbs: ['GET', 'PATCH'] });
    return [itself, ...parentLink, defaults, billing, ...servers];
  }
  return [
    link('createGroup', paths.groups, { verbs: ['POST'] }),
    link('createServer', paths.servers, { verbs: ['POST'] }),
    link('self', self, { verbs: isRoot ? ['GET', 'PATCH'] : ['GET', 'PATCH', 'DELETE'] }),
    ...parentLink,
    defaults,
    billing,
    ...(isRoot ? [] : [link('archiveGroupAction', `${self}/archive`)]),
    link('statistics', `${self}/statistics`),
    link('upcomingScheduledActivities', `${self}/upcomingScheduledActivities`),
    link('horizontalAutoscalePolicyMapping', `${self}/horizontalAutoscalePolicy`, {
      verbs: ['GET', 'PUT', 'DELETE'],
    }),
    link('scheduledActivities', `${self}/scheduledActivities`, { verbs: ['GET', 'POST'] }),
    ...servers,
  ];
}
