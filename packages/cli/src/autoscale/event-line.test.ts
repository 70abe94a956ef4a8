import { expect, test } from 'vitest';
import { eventLine } from './event-line.js';

const at = '2026-01-01T00:00:00.000Z';
const set = { kind: 'create', nodearray: 'htc', machineType: 'F4s', requestId: 'x' } as const;

test.each([
  [
    { ...set, asked: 2, nodes: ['htc-1', 'htc-2'], jobs: ['a'] },
    'create 2 htc F4s for a: htc-1, htc-2',
  ],
  [
    { ...set, placementGroup: 'pg0', asked: 4, nodes: [], jobs: [], message: 'no quota' },
    'create 0 of 4 asked for htc F4s in pg0 (no quota)',
  ],
  [
    { ...set, asked: 9, nodes: Array.from({ length: 9 }, (_, n) => `n${n}`), jobs: [] },
    'create 9 htc F4s: n0, n1, n2, n3, n4, n5, n6 and 2 more',
  ],
  [{ kind: 'delete', node: 'htc-1', reason: 'it is Failed' }, 'delete htc-1: it is Failed'],
] as const)('%j', (event, line) => {
  expect(eventLine({ at, ...event })).toBe(`${at} ${line}`);
});
