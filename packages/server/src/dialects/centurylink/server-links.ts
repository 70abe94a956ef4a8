import type { Link, ServerStatus } from '@pileus/sdk/centurylink/wire';
import { hexOf } from './codec.js';
import { link, type Paths } from './links.js';

export interface LinkedServer {
  readonly id: string;
  readonly uid: string;
  readonly groupUid: string;
  readonly status: ServerStatus;
  readonly publicIp: string | null;
}

/** A server's links in recorded order; a server that is being built or removed has the first four. */
export function serverLinks(paths: Paths, server: LinkedServer): Link[] {
  const self = paths.server(server.id);
  const active = server.status === 'active';
  const first = [
    link('self', self, {
      id: server.id,
      verbs: active ? ['GET', 'PATCH', 'DELETE'] : ['GET', 'PATCH'],
    }),
    link('group', paths.group(server.groupUid), { id: hexOf(server.groupUid) }),
    link('account', paths.account, { id: paths.alias }),
    link('billing', `/v2/billing/${paths.alias}/serverPricing/${server.id}`),
  ];
  if (server.status === 'archived') {
    return [
      ...first,
      link('restore', `${self}/restore`, { verbs: ['POST'] }),
      link('delete', self, { verbs: ['DELETE'] }),
    ];
  }
  if (!active) return first;
  const byUid = `${paths.servers}/${hexOf(server.uid)}`;
  return [
    ...first,
    link('publicIPAddresses', `${self}/publicIPAddresses`, { verbs: ['POST'] }),
    link('credentials', `${self}/credentials`),
    link('statistics', `${self}/statistics`),
    link('upcomingScheduledActivities', `${byUid}/upcomingScheduledActivities`),
    link('scheduledActivities', `${byUid}/scheduledActivities`, { verbs: ['GET', 'POST'] }),
    link('capabilities', `${self}/capabilities`),
    link('alertPolicyMappings', `${self}/alertPolicies`, { verbs: ['POST'] }),
    link('antiAffinityPolicyMapping', `${self}/antiAffinityPolicy`, { verbs: ['PUT', 'DELETE'] }),
    link('cpuAutoscalePolicyMapping', `${self}/cpuAutoscalePolicy`, { verbs: ['PUT', 'DELETE'] }),
    ...(server.publicIp === null
      ? []
      : [
          link('publicIPAddress', `${self}/publicIPAddresses/${server.publicIp}`, {
            id: server.publicIp,
            verbs: ['GET', 'PUT', 'DELETE'],
          }),
        ]),
  ];
}
