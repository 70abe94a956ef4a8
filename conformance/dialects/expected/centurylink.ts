import type { Wire } from '../plane.js';
import { centurylinkDate, type Facts } from './facts.js';

/** What CenturyLink shows of a running server of any birth. */
export function centurylinkServer(row: Wire, name: string, location: string, facts: Facts) {
  const id = name.toLowerCase();
  const self = `/v2/servers/pil/${id}`;
  const byUid = `/v2/servers/pil/${row.uid.replaceAll('-', '')}`;
  const { disks, system, group } = facts;
  // A server that was born elsewhere tells its own name here.
  const hostName = row.serverName === null ? row.hostname : id;
  return {
    id,
    name,
    description: row.serverName === null ? row.hostname : '',
    groupId: group,
    isTemplate: false,
    locationId: location.toUpperCase(),
    osType: system.title,
    os: system.os,
    status: 'active',
    details: {
      ipAddresses: [{ internal: row.privateIp, ...(row.publicIp && { public: row.publicIp }) }],
      secondaryIPAddresses: [],
      alertPolicies: [],
      cpu: row.vcpus,
      diskCount: disks.length,
      hostName,
      inMaintenanceMode: false,
      memoryMB: row.memoryMb,
      powerState: 'started',
      storageGB: disks.reduce((sum, { sizeGb }) => sum + sizeGb, 0),
      disks: disks.map(({ sizeGb }, i) => ({ id: `0:${i}`, sizeGB: sizeGb, partitionPaths: [] })),
      partitions: disks.flatMap(({ sizeGb, path }) => (path ? [{ sizeGB: sizeGb, path }] : [])),
      snapshots: [],
      customFields: [],
    },
    type: row.kind === 'metal' ? 'bareMetal' : 'standard',
    storageType: 'standard',
    changeInfo: {
      createdBy: row.createdBy,
      createdDate: centurylinkDate(row.createdAt),
      modifiedBy: 'system',
      modifiedDate: centurylinkDate(row.changedAt),
    },
    links: [
      { rel: 'self', href: self, id, verbs: ['GET', 'PATCH', 'DELETE'] },
      { rel: 'group', href: `/v2/groups/pil/${group}`, id: group },
      { rel: 'account', href: '/v2/accounts/pil', id: 'pil' },
      { rel: 'billing', href: `/v2/billing/pil/serverPricing/${id}` },
      { rel: 'publicIPAddresses', href: `${self}/publicIPAddresses`, verbs: ['POST'] },
      { rel: 'credentials', href: `${self}/credentials` },
      { rel: 'statistics', href: `${self}/statistics` },
      { rel: 'upcomingScheduledActivities', href: `${byUid}/upcomingScheduledActivities` },
      { rel: 'scheduledActivities', href: `${byUid}/scheduledActivities`, verbs: ['GET', 'POST'] },
      { rel: 'capabilities', href: `${self}/capabilities` },
      { rel: 'alertPolicyMappings', href: `${self}/alertPolicies`, verbs: ['POST'] },
      policyLink('antiAffinityPolicyMapping', `${self}/antiAffinityPolicy`),
      policyLink('cpuAutoscalePolicyMapping', `${self}/cpuAutoscalePolicy`),
      ...(row.publicIp
        ? [
            {
              rel: 'publicIPAddress',
              href: `${self}/publicIPAddresses/${row.publicIp}`,
              id: row.publicIp,
              verbs: ['GET', 'PUT', 'DELETE'],
            },
          ]
        : []),
    ],
  };
}

const policyLink = (rel: string, href: string) => ({ rel, href, verbs: ['PUT', 'DELETE'] });
