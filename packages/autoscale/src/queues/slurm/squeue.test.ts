import { expect, test } from 'vitest';
import { bucket, capacity } from '../../capacity.test.helper.js';
import { slurmLayout } from './layout.js';
import { parseSqueue } from './squeue.js';

const layout = slurmLayout(
  capacity(
    [bucket(), bucket({ nodearray: 'hpc', infiniband: true })],
    [{ id: 'all', kind: 'cluster', title: 'all', unit: 'nodes', max: 10, used: 0 }],
  ),
);

/** As 22.05 prints them, without the keys that are empty. */
const old = [
  {
    ...{ array_job_id: 1, array_task_id: 1, job_id: 3, job_state: 'CONFIGURING', nodes: 'htc-1' },
    ...{ cpus: 1, node_count: 1, partition: 'htc', state_reason: 'None' },
    ...{ tres_req_str: 'cpu=1,mem=1000M,node=1,billing=1', shared: null },
  },
  {
    ...{
      job_id: 2,
      job_state: 'PENDING',
      state_reason: 'Resources',
      nodes: '',
      array_task_id: null,
    },
    ...{ cpus: 16, node_count: 2, partition: 'hpc', shared: 'none', tres_per_node: 'gres:gpu:1' },
    ...{ tres_req_str: 'cpu=2,mem=200M,node=2,billing=2', array_job_id: 0, array_task_string: '' },
  },
  {
    ...{ array_job_id: 1, array_task_id: null, array_task_string: '4-6', job_id: 1, nodes: '' },
    ...{ job_state: 'PENDING', state_reason: 'Resources', cpus: 1, node_count: 1 },
    ...{ partition: 'htc', tres_req_str: 'cpu=1,mem=1000M,node=1,billing=1' },
  },
  { job_id: 9, job_state: 'PENDING', state_reason: 'Dependency', cpus: 1, node_count: 1 },
  { job_id: 10, job_state: 'COMPLETED', cpus: 1, node_count: 1, nodes: 'htc-2' },
];

const number = (value: number | null) => ({
  set: value !== null,
  infinite: false,
  number: value ?? 0,
});

/** The same as 23.11 and newer print them. */
const recent = old.map((job) => ({
  ...job,
  job_state: [job.job_state],
  cpus: number(job.cpus),
  node_count: number(job.node_count),
  ...('array_job_id' in job && { array_job_id: number(job.array_job_id as number) }),
  ...('array_task_id' in job && { array_task_id: number(job.array_task_id as number | null) }),
  ...('shared' in job && { shared: job.shared === null ? [] : [job.shared] }),
  ...('tres_per_node' in job && { tres_per_node: 'gres/gpu:1' }),
}));

test.each([
  ['22.05', old],
  ['23.11', recent],
])('jobs of Slurm %s: arrays are counted, held and finished ones left out', (_, jobs) => {
  expect(parseSqueue(JSON.stringify({ jobs }), layout)).toEqual([
    {
      name: '1_1',
      constraints: { ncpus: 1, nodearray: 'htc' },
      iterations: 1,
      executingHostnames: ['htc-1'],
    },
    {
      name: '2',
      constraints: { ncpus: 1, ngpus: 1, nodearray: 'hpc', exclusive: true },
      iterations: 1,
      nodeCount: 2,
      colocated: true,
    },
    { name: '1', constraints: { ncpus: 1, nodearray: 'htc' }, iterations: 3 },
  ]);
});

test('tasks with steps and a limit are counted', () => {
  const count = (tasks: string) =>
    parseSqueue(
      JSON.stringify({ jobs: [{ job_id: 1, job_state: 'PENDING', array_task_string: tasks }] }),
      layout,
    )[0]?.iterations;
  expect(['7', '1-10', '0-10:5,15%4', ''].map(count)).toEqual([1, 10, 4, 1]);
});

test('an answer of an old Slurm says what is needed', () => {
  expect(() => parseSqueue('JOBID PARTITION', layout)).toThrow('Slurm 22.05 or newer is needed');
});
