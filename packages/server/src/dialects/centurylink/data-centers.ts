import type { ComputeLimits, DataCenter, Link, NetworkLimits } from '@pileus/sdk/centurylink/wire';
import type { ServerContext } from '../../http/context.js';
import { findLocation } from '../../inventory/catalogue.js';
import { RefusedError } from '../../inventory/errors.js';
import type { Principal } from '../../security/authenticator.js';
import type { Reader } from '../../store/store.js';
import type { Row } from '../../store/tables.js';
import { hexOf } from './codec.js';
import { type GroupIndex, type GroupRow, groupsIn } from './group-index.js';
import { link, Paths } from './links.js';

type Location = Row<'location'>;

/** Every location is a data centre. Two queries, and one command when the caller's account is new there. */
export async function dataCenters(
  context: ServerContext,
  principal: Principal,
  groupLinks: boolean,
): Promise<DataCenter[]> {
  const locations = await context.store.reader(principal).select('location');
  const groups = await groupsIn(context, principal, locations);
  const paths = new Paths(principal.alias);
  return locations.map((location) => dataCenter(paths, location, groups, groupLinks));
}

export async function oneDataCenter(
  context: ServerContext,
  principal: Principal,
  code: string,
  groupLinks: boolean,
): Promise<DataCenter> {
  const location = await locationOf(context.store.reader(principal), code);
  const groups = await groupsIn(context, principal, [location]);
  return dataCenter(new Paths(principal.alias), location, groups, groupLinks);
}

/** @throws {RefusedError} `not-found`. */
export async function locationOf(reader: Reader, code: string): Promise<Location> {
  const location = await findLocation(reader, code);
  if (location) return location;
  throw new RefusedError('not-found', `There is no data center "${code.toUpperCase()}".`);
}

function dataCenter(
  paths: Paths,
  location: Location,
  groups: GroupIndex,
  groupLinks: boolean,
): DataCenter {
  const root = groups.root(location.id)!;
  const self = paths.dataCenter(location.code);
  const code = location.code.toLowerCase();
  return {
    id: code,
    name: dataCenterName(location),
    links: [
      link('self', self),
      link('deploymentCapabilities', `${self}/deploymentCapabilities`),
      link('loadBalancers', `/v2/sharedLoadBalancers/${paths.alias}/${code}`, {
        verbs: ['GET', 'POST'],
      }),
      link('computeLimits', `${self}/computeLimits`, { verbs: ['GET', 'POST'] }),
      link('networkLimits', `${self}/networkLimits`),
      link('availableOvfs', `/v2/vmImport/${paths.alias}/${code}/available`),
      // One client's lists rely on this link although they never ask for group links.
      link('group', paths.group(root.uid), { id: hexOf(root.uid), name: root.name }),
      ...(groupLinks ? rootLinks(paths, root) : []),
    ],
  };
}

function rootLinks(paths: Paths, root: GroupRow): Link[] {
  const self = paths.group(root.uid);
  return [
    link('createGroup', paths.groups, { verbs: ['POST'] }),
    link('createServer', paths.servers, { verbs: ['POST'] }),
    link('defaults', `${self}/defaults`, { verbs: ['GET', 'POST'] }),
    link('billing', `${self}/billing`),
    link('statistics', `${self}/statistics`),
    link('upcomingScheduledActivities', `${self}/upcomingScheduledActivities`),
    link('horizontalAutoscalePolicyMapping', `${self}/horizontalAutoscalePolicy`, {
      verbs: ['GET', 'PUT', 'DELETE'],
    }),
    link('scheduledActivities', `${self}/scheduledActivities`, { verbs: ['GET', 'POST'] }),
  ];
}

/** `DE1 - Germany (Frankfurt)`. */
function dataCenterName({ code, title }: Location): string {
  const start = `${code.toUpperCase()} - `;
  return title.startsWith(start) ? title : start + title;
}

/** Shown where no quota is set. */
const unlimited = 1_000_000;

export async function computeLimits(reader: Reader, location: Location): Promise<ComputeLimits> {
  const quota = await reader.get('quota', { locationId: location.id, family: '*', spot: false });
  const open = { value: unlimited, inherited: true };
  const cores = quota?.cores ?? null;
  return {
    cpu: cores === null ? open : { value: cores, inherited: false },
    memoryGB: open,
    storageGB: open,
  };
}

/** An account has one server network in each location. */
export const networkLimits: NetworkLimits = { networks: { value: 1, inherited: true } };
