import type { ClusterStatus, NodeRecord } from '@pileus/sdk/cyclecloud/wire';
import { describe, expect, it } from 'vitest';
import { limitsOf } from '../limits-of.js';
import { readConfig } from './config.js';
import { readCapacity } from './read.js';
import { readVmSizes } from './vm-sizes.js';

const record = (Name: string, more: Partial<NodeRecord> = {}): NodeRecord => ({
  Name,
  NodeId: `id-${Name}`,
  Template: 'hpc',
  MachineType: 'Standard_HC44rs',
  Status: 'Ready',
  TargetState: 'Started',
  ...more,
});

/** The worked sample of the vendor's page: 44 cores, 11 available, a quota of 8800. */
const hc44 = {
  bucketId: 'b',
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
  familyConsumedCoreCount: 44,
  familyQuotaCoreCount: 8800,
  regionalConsumedCoreCount: 44,
  regionalQuotaCoreCount: 9000,
  maxPlacementGroupSize: 40,
  maxPlacementGroupCoreSize: 1760,
  placementGroups: [],
  lastCapacityFailure: -1,
};

function status(array: object = {}, bucket: object = {}, nodes: NodeRecord[] = []): ClusterStatus {
  return {
    maxCount: 10_000,
    maxCoreCount: 1_000_000,
    nodearrays: [
      {
        name: 'hpc',
        nodearray: { Region: 'eastus', SubnetId: 'a/b/c', ...array },
        maxCount: 100,
        maxCoreCount: 4400,
        buckets: [{ ...hc44, ...bucket }],
      },
    ],
    nodes,
  };
}

describe('readCapacity', () => {
  it('reads the vendor’s sample', () => {
    const capacity = readCapacity({ status: status() });
    expect(capacity.buckets).toMatchObject([
      {
        id: 'hpc/Standard_HC44rs',
        family: 'standardHCSFamily',
        location: 'eastus',
        spot: false,
        vcpuCount: 44,
        memoryGb: 327.83,
        infiniband: true,
        colocation: true,
        maxPlacementGroupSize: 40,
        resources: { ncpus: 44, memgb: 327.83, nodearray: 'hpc' },
      },
    ]);
    expect(limitsOf(capacity)).toMatchObject([{ available: 11 }]);
    expect(capacity.buckets[0]).not.toHaveProperty('lastCapacityFailure');
  });

  it('is bound by the least of cluster, array, region and family', () => {
    const room = (array: object, bucket: object, cluster: Partial<ClusterStatus> = {}) => {
      const body = { ...status(array, bucket), ...cluster };
      return limitsOf(readCapacity({ status: body }))[0];
    };
    expect(room({}, { familyQuotaCoreCount: 132 })).toMatchObject({
      available: 2,
      tightest: 'quota of family standardHCSFamily in eastus',
    });
    expect(room({}, { regionalQuotaCoreCount: 100 })).toMatchObject({ available: 1 });
    expect(room({}, {}, { maxCoreCount: 100 })).toMatchObject({
      available: 2,
      tightest: 'cluster limit',
    });
    expect(room({ Interruptible: true }, { familyQuotaCoreCount: 0 })).toMatchObject({
      available: 11,
    });
  });

  it('counts nodes that are going, not those that are gone', () => {
    const nodes = [
      record('hpc-1'),
      record('hpc-2', { Status: 'Terminating', TargetState: 'Terminated' }),
      record('hpc-3', { Status: 'Terminated', TargetState: 'Terminated' }),
      record('hpc-4', { Status: 'Off', TargetState: 'Terminated' }),
    ];
    const { limits } = readCapacity({ status: status({}, {}, nodes) });
    expect(limits.find(({ id }) => id === 'nodearray/hpc/nodes')).toMatchObject({
      used: 2,
      max: 100,
    });
    expect(limits.find(({ id }) => id === 'nodearray/hpc/cores')).toMatchObject({ used: 88 });
  });

  it('tells what each node can do, and knows deallocated ones from the list of nodes', () => {
    const nodes = [
      record('hpc-1', { Hostname: 'ip-1', PlacementGroupId: 'pg0' }),
      record('hpc-2', { Status: 'Acquiring' }),
      record('hpc-3', { Status: 'Failed' }),
      record('hpc-4', { Status: 'Terminating', TargetState: 'Terminated' }),
    ];
    const off = record('hpc-9', { Status: 'Deallocated', TargetState: 'Deallocated' });
    const head = record('scheduler', { Template: 'scheduler' });
    const capacity = readCapacity({
      status: status({}, {}, nodes),
      nodes: { nodes: [...nodes, off, head] },
    });
    expect(capacity.nodes.map(({ name, phase }) => [name, phase])).toEqual([
      ['hpc-1', 'ready'],
      ['hpc-2', 'booting'],
      ['hpc-3', 'failed'],
      ['hpc-4', 'ending'],
      ['hpc-9', 'deallocated'],
    ]);
    expect(capacity.nodes[0]).toMatchObject({
      hostname: 'ip-1',
      placementGroup: 'pg0',
      bucket: 'hpc/Standard_HC44rs',
    });
    expect(capacity.buckets[0]!.placementGroups).toEqual([{ name: 'pg0', nodes: 1 }]);
    expect(capacity.reservedNames).toContain('scheduler');
  });

  it('counts the list of nodes where the status has none', () => {
    const { nodes: _, ...body } = status();
    const nodes = [record('hpc-1'), record('scheduler', { Template: 'scheduler' })];
    const { limits } = readCapacity({ status: body, nodes: { nodes } });
    expect(limits.find(({ id }) => id === 'cluster/nodes')).toMatchObject({ used: 1 });
    expect(limits.find(({ id }) => id === 'cluster/cores')).toMatchObject({ used: 44 });
  });

  it('leaves out arrays that are not to be scaled, and takes settings of those that are', () => {
    const set = (autoscale: object) =>
      readCapacity({ status: status({ Configuration: { autoscale } }) }).buckets;
    expect(set({ enabled: false })).toEqual([]);
    expect(set({ is_hpc: false, resources: { ncpus: 40, kind: 'mpi' } })).toMatchObject([
      { colocation: false, resources: { ncpus: 40, kind: 'mpi' } },
    ]);
  });

  it('orders buckets by the priority of their array, then by their place', () => {
    const body = status();
    const [array] = body.nodearrays;
    const other = { ...array!, name: 'htc', nodearray: { ...array!.nodearray, Priority: 2 } };
    const { buckets } = readCapacity({ status: { ...body, nodearrays: [array!, other] } });
    expect(buckets.map(({ nodearray }) => nodearray)).toEqual(['htc', 'hpc']);
  });

  it('asks the given table, then its own catalogue, for what the body does not tell', () => {
    const { virtualMachine: _, ...bare } = hc44;
    const body = status();
    const array = { ...body.nodearrays[0]!, buckets: [bare as typeof hc44] };
    const vmSizes = readVmSizes({
      eastus: {
        Standard_HC44rs: {
          family: 'given',
          capabilities: { vCPUs: '44', vCPUsAvailable: 16, MemoryGB: 300 },
        },
      },
    });
    const without = { ...body, nodearrays: [array] };
    expect(readCapacity({ status: without }).buckets[0]).toMatchObject({
      vcpuCount: 44,
      memoryGb: 327.83,
      price: 3.168,
    });
    expect(readCapacity({ status: without, vmSizes }).buckets[0]).toMatchObject({
      vcpuCount: 16,
      quotaCoreCount: 44,
      memoryGb: 300,
      family: 'given',
    });
  });

  it.each([
    [{}, "no 'nodearrays'"],
    [{ nodearrays: [], nodes: [{}] }, "no 'Name'"],
  ])('refuses %j', (body, message) => {
    expect(() => readCapacity({ status: body as ClusterStatus })).toThrow(message);
  });
});

describe('readConfig', () => {
  it('reads scalelib’s keys and ours, and lets others pass', () => {
    const config = readConfig({
      cluster_name: 'c',
      policy: 'cheapest',
      capacity_backoff: 60,
      nodearrays: { default: { max_placement_groups: 3 }, hpc: { placement_groups: ['pg1'] } },
      shared: { matlab: 3 },
    });
    expect(config.plan).toEqual({ policy: 'cheapest', capacityBackoff: 60, maxPlacementGroups: 3 });
    expect(config.read).toMatchObject({ placementGroups: { hpc: ['pg1'] }, shared: { matlab: 3 } });
  });

  it.each([
    [[], 'no object'],
    [{ policy: 'best' }, "'policy' must be one of ordered"],
    [{ capacity_backoff: -1 }, "'capacity_backoff' must be a number"],
    [{ default_resources: {} }, "'default_resources' must be a list"],
    [{ nodearrays: { a: { placement_groups: ['no spaces'] } } }, "'nodearrays.a.placement_groups'"],
    [{ shared: { x: 'many' } }, "'shared' must be numbers"],
  ])('refuses %j', (json, message) => {
    expect(() => readConfig(json)).toThrow(message);
  });
});

describe('readVmSizes', () => {
  it('reads tables with regions, without, and lists', () => {
    const size = {
      family: 'f',
      capabilities: { vCPUs: 4, vCPUsPerCore: 2, MemoryGB: 8, RdmaEnabled: 'True' },
    };
    const listed = { name: 'A', family: 'f', capabilities: [{ name: 'vCPUs', value: '4' }] };
    const facts = { family: 'f', vcpuCount: 4, pcpuCount: 2, memoryGb: 8, infiniband: true };
    expect(
      readVmSizes({ eastus: { A: size } })
        .get('eastus')!
        .get('a'),
    ).toEqual(facts);
    expect(readVmSizes({ A: size }).get('')!.get('a')).toEqual(facts);
    expect(readVmSizes([listed]).get('')!.get('a')).toEqual({ family: 'f', vcpuCount: 4 });
  });

  it.each([
    [5, 'no object'],
    [[{}], 'has no name'],
    [{ eastus: { A: 1 } }, "'A' in region 'eastus'"],
  ])('refuses %j', (json, message) => {
    expect(() => readVmSizes(json)).toThrow(message);
  });
});
