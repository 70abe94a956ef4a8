import type { ClusterStatus } from '@pileus/sdk/cyclecloud/wire';
import type { Paint } from '../present/paint.js';
import { count, decimal } from '../present/quantity.js';
import { renderTable, type TableColumn } from '../present/table.js';

const columns: readonly TableColumn[] = [
  { title: 'Node array', flexible: true },
  { title: 'Machine type', flexible: true },
  { title: 'Cores', align: 'right' },
  { title: 'GB', align: 'right' },
  { title: 'Fabric' },
  { title: 'Active', align: 'right' },
  { title: 'Available', align: 'right' },
  { title: 'Limit', align: 'right' },
];

/** One line per bucket: what can be started, and how many of it. */
export function bucketTable(status: ClusterStatus, width: number, paint: Paint): string {
  const rows = status.nodearrays.flatMap(({ name, buckets }) =>
    buckets.map((bucket) => [
      name,
      bucket.definition?.machineType ?? '-',
      count(bucket.virtualMachine.vcpuCount),
      decimal(bucket.virtualMachine.memory),
      bucket.virtualMachine.infiniband ? 'IB' : '',
      count(bucket.activeCount),
      count(bucket.availableCount),
      count(bucket.maxCount),
    ]),
  );
  return renderTable({ columns, rows, width, paint });
}

/** `test-cluster-1 is Started: at most 10,000 nodes, 1,000,000 cores`. */
export function clusterLine(name: string, status: ClusterStatus): string {
  const state = status.state ?? 'not started yet';
  const limits = `at most ${count(status.maxCount)} nodes, ${count(status.maxCoreCount)} cores`;
  return `${name} is ${state}: ${limits}`;
}
