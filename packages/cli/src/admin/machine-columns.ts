import type { RecordColumn } from '../present/records.js';
import { instant } from './instant.js';
import type { Machine } from './wire.js';

/** In the order in which they stand below each other in `machines show`. */
export const machineColumns: readonly RecordColumn<Machine>[] = [
  { name: 'id', value: ({ id }) => id, align: 'right' },
  { name: 'name', value: ({ name, serverName }) => serverName ?? name, flexible: true },
  { name: 'kind', value: ({ kind }) => kind },
  { name: 'state', value: ({ state }) => state },
  { name: 'location', value: ({ location }) => location },
  { name: 'ip', value: ({ privateIp }) => privateIp },
  { name: 'machine-type', value: ({ machineType }) => machineType, flexible: true, spare: true },
  { name: 'cluster', value: ({ cluster }) => cluster, flexible: true, spare: true },
  { name: 'uid', value: ({ uid }) => uid, wide: true },
  { name: 'since', value: ({ stateSince }) => instant(stateSince), wide: true },
  { name: 'reason', value: ({ reason }) => reason, wide: true },
  { name: 'vcpus', value: ({ vcpus }) => vcpus, align: 'right', wide: true },
  { name: 'memory-mb', value: ({ memoryMb }) => memoryMb, align: 'right', wide: true },
  { name: 'disk-gb', value: ({ diskGb }) => diskGb, align: 'right', wide: true },
  { name: 'spot', value: ({ spot }) => spot, wide: true },
  { name: 'keep-alive', value: ({ keepAlive }) => keepAlive, wide: true },
  { name: 'public-ip', value: ({ publicIp }) => publicIp, wide: true },
  { name: 'price', value: ({ price }) => price, align: 'right', wide: true },
  { name: 'open-steps', value: ({ openSteps }) => openSteps, align: 'right', wide: true },
  { name: 'created', value: ({ createdAt }) => instant(createdAt), wide: true },
  { name: 'by', value: ({ createdBy }) => createdBy, wide: true },
  { name: 'expires', value: ({ expiresAt }) => instant(expiresAt), wide: true },
];
