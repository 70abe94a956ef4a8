import { describe, expect, it } from 'vitest';
import { type NodePast, transitionOf } from './node-transitions.js';

type PastStep = NodePast['steps'][number];

/** Seconds stand for moments; steps are their own operations. */
const step = (
  id: number,
  verb: PastStep['verb'],
  [createdAt, endedAt]: readonly [number, number],
  more: Partial<PastStep> = {},
): PastStep => ({
  id,
  operationId: id,
  verb,
  state: 'succeeded',
  error: null,
  attempts: 0,
  createdAt: createdAt * 1000,
  startedAt: createdAt * 1000,
  endedAt: endedAt * 1000,
  ...more,
});
const past = (steps: readonly PastStep[], bootedAt: readonly number[] = []): NodePast => ({
  machine: { createdAt: 0, firstReadyAt: null },
  steps,
  bootedAt: bootedAt.map((time) => time * 1000),
});
const row = (kind: string, at: number, operationId: number | null) => ({
  kind: `machine.${kind}`,
  at: at * 1000,
  operationId,
});

describe('the transitions of a node', () => {
  // The vendor's own example: T1 = 0, T2 = 10, T3 = 30, T4 = 35, T5 = 60, T6 = 100, T7 = 104.
  const documented = past(
    [
      step(1, 'create', [0, 10], { state: 'failed', error: 'No capacity.' }),
      step(2, 'start', [30, 60]),
      step(3, 'delete', [100, 104]),
    ],
    [35],
  );

  it('are those of the documented example, with its timing', () => {
    expect(transitionOf(row('queued', 0, 1), documented)).toEqual({
      type: 'NodeAdded',
      status: 'Succeeded',
      retryCount: 0,
    });
    expect(transitionOf(row('failed', 10, 1), documented)).toEqual({
      type: 'NodeCreated',
      status: 'Failed',
      retryCount: 0,
      timing: { Create: 10, CreateVM: 10 },
    });
    expect(transitionOf(row('queued', 30, 2), documented)).toBeUndefined();
    expect(transitionOf(row('running', 60, 2), documented)).toEqual({
      type: 'NodeCreated',
      status: 'Succeeded',
      retryCount: 1,
      timing: { Create: 30, CreateVM: 5, Configure: 25 },
    });
    expect(transitionOf(row('deleting', 100, 3), documented)).toBeUndefined();
    expect(transitionOf(row('deleted', 104, 3), documented)).toEqual({
      type: 'NodeTerminated',
      status: 'Succeeded',
      retryCount: 0,
      timing: { Started: 40, Terminate: 4, DeleteVM: 4 },
    });
  });

  it('count what a driver was asked again as well', () => {
    const node = past([step(1, 'create', [0, 10], { attempts: 2 })], [4]);
    expect(transitionOf(row('running', 10, 1), node)).toMatchObject({ retryCount: 2 });
  });

  it('tell for how long a node was what it was, whatever happened to it meanwhile', () => {
    const node = past([
      step(1, 'create', [0, 10]),
      step(2, 'restart', [20, 25]),
      step(3, 'reimage', [30, 40], { state: 'failed', error: 'No luck.' }),
      step(4, 'deallocate', [50, 52]),
      step(5, 'start', [60, 70]),
      step(6, 'terminate', [80, 81]),
      step(7, 'start', [90, 95]),
    ]);
    expect(transitionOf(row('running', 25, 2), node)).toBeUndefined();
    expect(transitionOf(row('failed', 40, 3), node)).toBeUndefined();
    expect(transitionOf(row('deallocated', 52, 4), node)).toMatchObject({
      type: 'NodeDeallocated',
      timing: { Started: 40, Deallocate: 2, DeallocateVM: 2 },
    });
    expect(transitionOf(row('running', 70, 5), node)).toMatchObject({
      type: 'NodeStarted',
      timing: { Deallocated: 8, Start: 10, StartVM: 10 },
    });
    expect(transitionOf(row('off', 81, 6), node)).toMatchObject({
      type: 'NodeTerminated',
      timing: { Started: 10, Terminate: 1 },
    });
    // A virtual machine is made anew.
    expect(transitionOf(row('running', 95, 7), node)).toMatchObject({
      type: 'NodeCreated',
      timing: { Terminated: 9, Create: 5 },
    });
  });

  it('tell a failure of any of them', () => {
    const node = past([
      step(1, 'create', [0, 10]),
      step(2, 'delete', [20, 22], { state: 'failed', error: 'No luck.' }),
      step(3, 'delete', [30, 33]),
    ]);
    expect(transitionOf(row('failed', 22, 2), node)).toMatchObject({
      type: 'NodeTerminated',
      status: 'Failed',
    });
    expect(transitionOf(row('deleted', 33, 3), node)).toMatchObject({ retryCount: 1 });
  });

  it('end at once when a virtual machine is taken away', () => {
    const node = past([step(1, 'create', [0, 10])]);
    expect(transitionOf(row('deleted', 100, null), node)).toMatchObject({
      type: 'NodeTerminated',
      timing: { Started: 90, Terminate: 0, DeleteVM: 0 },
    });
    expect(transitionOf(row('running', 100, null), node)).toBeUndefined();
  });

  it('are canceled by what supersedes them', () => {
    const node = past([
      step(1, 'create', [0, 3], { state: 'failed', error: 'superseded' }),
      step(2, 'delete', [3, 5]),
    ]);
    expect(transitionOf(row('deleting', 3, 2), node)).toMatchObject({
      type: 'NodeCreated',
      status: 'Canceled',
      timing: { Create: 3 },
    });
    expect(transitionOf(row('deleted', 5, 2), node)).toMatchObject({ retryCount: 0 });
  });

  it('of a node that a world began with count from when it was ready', () => {
    const node: NodePast = {
      ...past([step(1, 'delete', [50, 51])]),
      machine: { createdAt: 0, firstReadyAt: 5000 },
    };
    expect(transitionOf(row('deleted', 51, 1), node)).toMatchObject({
      timing: { Started: 45, Terminate: 1 },
    });
  });
});
