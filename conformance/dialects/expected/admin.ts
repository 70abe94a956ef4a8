import type { Wire } from '../plane.js';
import { isoDate } from './facts.js';

/** What the admin API shows of any machine. */
export const adminMachine = (
  row: Wire,
  place: { location: string; cluster: string | null; machineType: string | null },
) => ({
  id: row.id,
  uid: row.uid,
  kind: row.kind,
  name: row.name,
  hostname: row.hostname,
  domain: row.domain,
  serverName: row.serverName,
  state: row.state,
  stateSince: isoDate(row.stateSince),
  reason: row.reason,
  groupId: row.groupId,
  arrayId: row.arrayId,
  hostId: row.hostId,
  serviceId: row.serviceId,
  vcpus: row.vcpus,
  memoryMb: row.memoryMb,
  diskGb: row.diskGb,
  spot: row.spot,
  keepAlive: row.keepAlive,
  fixed: row.fixed,
  privateIp: row.privateIp,
  publicIp: row.publicIp,
  instanceId: row.instanceId,
  price: row.price,
  openSteps: row.openSteps,
  createdAt: isoDate(row.createdAt),
  createdBy: row.createdBy,
  firstReadyAt: isoDate(row.firstReadyAt),
  expiresAt: isoDate(row.expiresAt),
  ...place,
});
