import { expect, test } from 'vitest';
import { inService, parseNodes, wantOf } from './node-states.js';

const line = (name: string, state: string, rest = '') =>
  `NodeName=${name} CoresPerSocket=1  CPUAlloc=0 NodeAddr=10.0.0.5 NodeHostName=${name}x Port=17201 State=${state} ThreadsPerCore=1 Partitions=hpc  BootTime=None CfgTRES=cpu=8,mem=1000M ${rest}`;

test('nodes are read from lines as Slurm prints them', () => {
  const [node] = parseNodes(
    line(
      'hpc-1',
      'IDLE+CLOUD+INVALID_REG+POWERING_DOWN',
      'Reason=gres/gpu count reported lower than configured (0 < 2) [root@2026-11-25T09:42:09]',
    ),
  );
  expect(node).toEqual({
    name: 'hpc-1',
    states: new Set(['IDLE', 'CLOUD', 'INVALID_REG', 'POWERING_DOWN']),
    address: '10.0.0.5',
    hostname: 'hpc-1x',
    reason: 'gres/gpu count reported lower than configured (0 < 2)',
  });
  expect(parseNodes('No nodes in the system\n')).toEqual([]);
});

test.each([
  ['IDLE+CLOUD+POWERED_DOWN', 'down', false],
  ['IDLE+CLOUD+POWERING_DOWN', 'down', false],
  ['ALLOCATED+CLOUD+NOT_RESPONDING+POWERING_UP', 'up', false],
  ['MIXED*+CLOUD', 'up', true],
  ['DOWN*+CLOUD', 'up', true],
  ['FUTURE', 'idle', false],
  ['IDLE', 'idle', false],
])('%s wants the machine %s', (state, want, service) => {
  const [node] = parseNodes(line('n', state));
  expect([wantOf(node!), inService(node!)]).toEqual([want, service]);
});
