import { expect, test } from 'vitest';
import { bucket, capacity, limit } from '../../capacity.test.helper.js';
import { slurmFiles } from './files.js';
import { groupOf, placeOf, slurmLayout } from './layout.js';

const hpc = bucket({
  ...{ nodearray: 'hpc', machineType: 'Standard_HB120', vcpuCount: 8, infiniband: true },
  ...{ memoryGb: 64, maxPlacementGroupSize: 3, pcpuCount: 4, limits: ['nodes/hpc'], gpuCount: 2 },
});
const htc = bucket({ limits: ['nodes/htc'] });
const cluster = capacity(
  [
    { ...htc, available: 1 },
    bucket({ machineType: 'F8s', limits: ['nodes/htc'] }),
    hpc,
    bucket({ nodearray: 'off', configuration: { slurm: { autoscale: false } } }),
  ],
  [limit('cores', 'cores', 1000)],
);
const layout = slurmLayout({
  ...cluster,
  limits: [...cluster.limits, limit('nodes/htc', 'nodes', 20), limit('nodes/hpc', 'nodes', 7)],
});

test('arrays become partitions whose nodes are as many as the limits ever allow', () => {
  const files = slurmFiles(layout, { folder: '/etc/slurm' });
  const about = files['pileus.conf'].split('\n').filter((line) => /^(NodeN|Part|# L)/.test(line));
  expect(about).toEqual([
    'NodeName=htc-[1-20] State=CLOUD CPUs=4 ThreadsPerCore=1 RealMemory=7168 Feature=cloud,F4s',
    'PartitionName=htc Nodes=htc-[1-20] Default=YES DefMemPerCPU=1792 MaxTime=INFINITE State=UP',
    'NodeName=hpc-[1-7] State=CLOUD CPUs=8 ThreadsPerCore=2 RealMemory=62259 Feature=cloud,Standard_HB120 Gres=gpu:2',
    'PartitionName=hpc Nodes=hpc-[1-7] Default=NO DefMemPerCPU=7782 MaxTime=INFINITE State=UP',
    '# Left out: machine type F8s of htc: a partition has one machine type.',
    '# Left out: node array off: slurm.autoscale is false.',
  ]);
  expect(files['gres.conf']).toContain('NodeName=hpc-[1-7] Name=gpu Count=2 File=/dev/nvidia[0-1]');
});

test('a switch is a placement group, and the loop makes nodes in the group of their switch', () => {
  const switches = slurmFiles(layout)
    ['topology.conf'].split('\n')
    .filter((l) => l.startsWith('S'));
  expect(switches).toEqual([
    'SwitchName=htc Nodes=htc-[1-20]',
    'SwitchName=hpc-Standard_HB120_pg0 Nodes=hpc-[1-3]',
    'SwitchName=hpc-Standard_HB120_pg1 Nodes=hpc-[4-6]',
    'SwitchName=hpc-Standard_HB120_pg2 Nodes=hpc-7',
  ]);
  const groups = ['htc-4', 'hpc-3', 'hpc-4', 'hpc-7'].map((name) => {
    const { partition, number } = placeOf(layout, name)!;
    return groupOf(partition, number);
  });
  expect(groups).toEqual([
    undefined,
    'Standard_HB120_pg0',
    'Standard_HB120_pg1',
    'Standard_HB120_pg2',
  ]);
  expect(
    ['htc-0', 'htc-21', 'htc-01', 'off-1', 'hpc-x'].map((name) => placeOf(layout, name)),
  ).toEqual(Array(5).fill(undefined));
});

test('what is free just now does not change the names', () => {
  const busier = { ...cluster, limits: cluster.limits.map((l) => ({ ...l, used: l.max })) };
  expect(slurmFiles(slurmLayout(busier))).toEqual(slurmFiles(slurmLayout(cluster)));
});
