import type { ClusterStatus, NodearrayBucketStatus, NodeRecord } from '@pileus/sdk/cyclecloud';
import { describe, expect, it } from 'vitest';
import { createPaint } from '../present/paint.js';
import { bucketTable, clusterLine } from './bucket-table.js';
import { costTable } from './cost-table.js';
import { nodeTable } from './node-table.js';
import { sightingTable } from './sighting-table.js';

const paint = createPaint(false);

/** The how-to page's worked sample: one bucket of Standard_HC44rs. */
const bucket: NodearrayBucketStatus = {
  bucketId: 'd81e001a-a29e-4208-9754-79815cb7b225',
  definition: { machineType: 'Standard_HC44rs' },
  virtualMachine: { vcpuCount: 44, pcpuCount: 44, gpuCount: 0, memory: 327.83, infiniband: true },
  valid: true,
  activeCount: 0,
  activeCoreCount: 0,
  availableCount: 11,
  availableCoreCount: 484,
  maxCount: 11,
  maxCoreCount: 484,
  consumedCoreCount: 44,
  quotaCount: 200,
  quotaCoreCount: 8800,
  maxPlacementGroupSize: 40,
  maxPlacementGroupCoreSize: 1760,
  placementGroups: [],
  lastCapacityFailure: -1,
};

const status: ClusterStatus = {
  state: 'Started',
  targetState: 'Started',
  maxCount: 10_000,
  maxCoreCount: 1_000_000,
  nodearrays: [
    { name: 'ondemand', nodearray: {}, maxCount: 10_000, maxCoreCount: 500, buckets: [bucket] },
  ],
};

const node: NodeRecord = {
  Name: 'ondemand-1',
  NodeId: '62a1b116-3c4e-4229-b290-b54ea23f1b68',
  Template: 'ondemand',
  MachineType: 'Standard_HC44rs',
  Status: 'Ready',
  TargetState: 'Started',
  PrivateIp: '10.0.0.4',
  PlacementGroupId: 'pg0',
};

const lastLine = (text: string) =>
  text
    .split('\n')
    .at(-1)
    ?.split(/\s{2,}/);

describe('the tables of the tour', () => {
  it('show a bucket with its machine and how many can be started', () => {
    expect(lastLine(bucketTable(status, 80, paint))).toEqual([
      'ondemand',
      'Standard_HC44rs',
      '44',
      '327.8',
      'IB',
      '0',
      '11',
      '11',
    ]);
    expect(clusterLine('c', status)).toBe('c is Started: at most 10,000 nodes, 1,000,000 cores');
  });

  it('show a node, with dashes for what it does not have yet', () => {
    const { PrivateIp: _ip, PlacementGroupId: _group, ...young } = node;
    expect(lastLine(nodeTable([node], 80, paint))).toEqual([
      'ondemand-1',
      'Standard_HC44rs',
      'Ready',
      '10.0.0.4',
      'pg0',
    ]);
    expect(lastLine(nodeTable([young], 80, paint))?.slice(3)).toEqual(['-', '-']);
  });

  it('add up what machines cost', () => {
    const costs = [
      { machineType: 'a', count: 1, price: 1.353 },
      { machineType: 'b', count: 4, price: 3.168 },
    ];
    expect(lastLine(costTable(costs, 80, paint))).toEqual(['together', '5', '$14.03']);
  });

  it('fit 80 columns also with long names', () => {
    const long = 'a-name-that-is-as-long-as-names-may-be-in-a-cloud-that-has-seen-everything';
    const tables = [
      bucketTable(
        { ...status, nodearrays: status.nodearrays.map((a) => ({ ...a, name: long })) },
        80,
        paint,
      ),
      nodeTable([{ ...node, Name: long, PlacementGroupId: long }], 80, paint),
      sightingTable([{ dialect: 'SoftLayer', request: long, name: long, state: long }], 80, paint),
    ];
    for (const line of tables.flatMap((table) => table.split('\n'))) {
      expect(line.length).toBeLessThanOrEqual(80);
    }
  });
});
