import { describe, expect, it } from 'vitest';
import { node } from './cyclecloud.test.helper.js';
import { type Action, type NodeOutcome, outcomeOf } from './targets.js';
import type { NodeStatus, TargetState } from './wire.js';

type Row = [Action, NodeStatus, TargetState, NodeOutcome];

describe('outcomeOf', () => {
  it.each<Row>([
    ['create', 'Off', 'Started', 'pending'],
    ['create', 'Acquiring', 'Started', 'pending'],
    ['create', 'Ready', 'Started', 'done'],
    ['create', 'Started', 'Started', 'done'],
    ['create', 'Failed', 'Started', 'failed'],
    ['create', 'Unavailable', 'Started', 'failed'],
    ['create', 'Off', 'Terminated', 'done'],
    ['create', 'Terminating', 'Terminated', 'pending'],
    ['start', 'Off', 'Terminated', 'pending'],
    ['start', 'Deallocated', 'Deallocated', 'pending'],
    ['start', 'Preparing', 'Started', 'pending'],
    ['start', 'Ready', 'Started', 'done'],
    ['restart', 'Restarting', 'Started', 'pending'],
    ['reimage', 'Reimaging', 'Started', 'pending'],
    ['terminate', 'Ready', 'Started', 'pending'],
    ['terminate', 'Terminating', 'Terminated', 'pending'],
    ['terminate', 'Failed', 'Terminated', 'pending'],
    ['terminate', 'Failed', 'Started', 'failed'],
    ['terminate', 'Terminated', 'Terminated', 'done'],
    ['terminate', 'Off', 'Terminated', 'done'],
    ['deallocate', 'Stopping', 'Deallocated', 'pending'],
    ['deallocate', 'Deallocated', 'Deallocated', 'done'],
    ['shutdown', 'Deallocated', 'Deallocated', 'done'],
    ['shutdown', 'Terminated', 'Terminated', 'done'],
  ])('%s of a node that is %s with target %s: %s', (action, status, target, outcome) => {
    expect(outcomeOf(action, node('n', status, target))).toBe(outcome);
  });

  it('reads a node that is gone by what was wanted', () => {
    expect(outcomeOf('create', undefined)).toBe('failed');
    expect(outcomeOf('restart', undefined)).toBe('failed');
    expect(outcomeOf('terminate', undefined)).toBe('done');
    expect(outcomeOf('shutdown', undefined)).toBe('done');
  });
});
