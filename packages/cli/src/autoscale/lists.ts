import { type ExistingNode, explain, type Job, limitsOf } from '@pileus/autoscale';
import { type RecordColumn, renderRecords } from '../present/records.js';
import type { Terminal } from '../terminal.js';
import { loadCapacity, loadPlan } from './files.js';
import type { ListFlags } from './options.js';

export async function listBuckets(flags: ListFlags, terminal: Terminal): Promise<void> {
  const { capacity } = loadCapacity(flags);
  const room = new Map(limitsOf(capacity).map((each) => [each.bucket, each.available]));
  const buckets = capacity.buckets.map((bucket) => ({
    ...bucket,
    available: room.get(bucket.id)!,
  }));
  type Line = (typeof buckets)[number];
  const columns: readonly RecordColumn<Line>[] = [
    { name: 'array', value: (bucket) => bucket.nodearray },
    { name: 'machine-type', value: (bucket) => bucket.machineType, flexible: true },
    { name: 'cores', value: (bucket) => bucket.vcpuCount, align: 'right' },
    { name: 'pcpus', value: (bucket) => bucket.pcpuCount, align: 'right', wide: true },
    { name: 'gb', value: (bucket) => bucket.memoryGb, align: 'right' },
    { name: 'gpus', value: (bucket) => bucket.gpuCount, align: 'right' },
    { name: 'spot', value: (bucket) => (bucket.spot ? 'yes' : 'no') },
    { name: 'available', value: (bucket) => bucket.available, align: 'right' },
    { name: 'price', value: (bucket) => bucket.price, align: 'right' },
    { name: 'valid', value: (bucket) => (bucket.valid ? 'yes' : (bucket.invalidReason ?? 'no')) },
    { name: 'family', value: (bucket) => bucket.family, wide: true },
    {
      name: 'group-size',
      value: (bucket) => bucket.maxPlacementGroupSize,
      align: 'right',
      wide: true,
    },
    {
      name: 'groups',
      value: (bucket) =>
        bucket.placementGroups.map(({ name, nodes }) => `${name}:${nodes}`).join(' '),
      wide: true,
    },
    {
      name: 'resources',
      value: (bucket) =>
        Object.entries(bucket.resources)
          .filter(([name]) => !/^mem(b|kb|mb|tb)$/.test(name))
          .map(([name, value]) => `${name}=${value}`)
          .join(' '),
      wide: true,
    },
  ];
  terminal.write(await renderRecords(buckets, columns, flags, terminal));
}

export async function listLimits(flags: ListFlags, terminal: Terminal): Promise<void> {
  const { capacity } = loadCapacity(flags);
  const rows = limitsOf(capacity).flatMap(({ limits, ...bucket }) =>
    limits.map((limit) => ({
      ...bucket,
      limit: limit.title,
      kind: limit.kind,
      unit: limit.unit,
      max: limit.max,
      used: limit.used,
    })),
  );
  type Line = (typeof rows)[number];
  const columns: readonly RecordColumn<Line>[] = [
    { name: 'array', value: (row) => row.nodearray },
    { name: 'machine-type', value: (row) => row.machineType, flexible: true },
    { name: 'available', value: (row) => row.available, align: 'right' },
    { name: 'limit', value: (row) => row.limit, flexible: true },
    { name: 'unit', value: (row) => row.unit },
    { name: 'used', value: (row) => row.used, align: 'right' },
    { name: 'max', value: (row) => row.max, align: 'right' },
    { name: 'tightest', value: (row) => (row.limit === row.tightest ? 'yes' : ''), wide: true },
  ];
  terminal.write(await renderRecords(rows, columns, flags, terminal));
}

export async function listJobs(flags: ListFlags, terminal: Terminal): Promise<void> {
  const { planner, jobs } = loadPlan(flags);
  const rows = jobs.map((job: Job) => {
    const { asked, missing, nodes, status, reason } = explain(planner, job.name);
    return { ...job, asked, missing, nodes, ...(reason !== undefined && { status, reason }) };
  });
  type Line = (typeof rows)[number];
  const columns: readonly RecordColumn<Line>[] = [
    { name: 'job', value: (row) => row.name, flexible: true },
    { name: 'asked', value: (row) => row.asked, align: 'right' },
    { name: 'missing', value: (row) => row.missing, align: 'right' },
    { name: 'nodes', value: (row) => row.nodes.join(' '), flexible: true },
    { name: 'reason', value: (row) => row.reason, flexible: true },
    { name: 'colocated', value: (row) => row.colocated ?? false, wide: true },
    { name: 'constraints', value: (row) => JSON.stringify(row.constraints), wide: true },
  ];
  terminal.write(await renderRecords(rows, columns, flags, terminal));
}

export async function listNodes(flags: ListFlags, terminal: Terminal): Promise<void> {
  const { capacity } = loadCapacity(flags);
  const columns: readonly RecordColumn<ExistingNode>[] = [
    { name: 'name', value: (node) => node.name },
    { name: 'bucket', value: (node) => node.bucket, flexible: true },
    { name: 'phase', value: (node) => node.phase },
    { name: 'state', value: (node) => node.state },
    { name: 'group', value: (node) => node.placementGroup },
    { name: 'hostname', value: (node) => node.hostname, flexible: true },
    { name: 'keep', value: (node) => (node.keepAlive ? 'yes' : 'no') },
    { name: 'ip', value: (node) => node.privateIp, wide: true },
    { name: 'id', value: (node) => node.id, wide: true },
  ];
  terminal.write(await renderRecords(capacity.nodes, columns, flags, terminal));
}
