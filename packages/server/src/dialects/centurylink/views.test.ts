import { expect, test } from 'vitest';
import { type MachineState, machineStates } from '../../inventory/states.js';
import { type StatusRow, stateWords, statusOf } from './views.js';

const row = (more: Partial<StatusRow>): StatusRow => ({
  state: 'running',
  firstReadyAt: 1,
  archivedAt: null,
  openSteps: 0,
  template: false,
  ...more,
});

test.each<[MachineState, string, string]>([
  ['queued', 'underConstruction', 'active'],
  ['allocating', 'underConstruction', 'active'],
  ['booting', 'underConstruction', 'active'],
  ['failed', 'underConstruction', 'active'],
  ['off', 'active', 'active'],
  ['running', 'active', 'active'],
  ['deleting', 'queuedForDelete', 'queuedForDelete'],
])('%s is %s until it has run, and %s afterwards', (state, before, after) => {
  expect(statusOf(row({ state, firstReadyAt: null }))).toBe(before);
  expect(statusOf(row({ state }))).toBe(after);
});

test('an archived server is archived, is queued for its restore, and can be deleted', () => {
  const archived = { state: 'deallocated', archivedAt: 5 } as const;
  expect(statusOf(row(archived))).toBe('archived');
  expect(statusOf(row({ ...archived, openSteps: 1 }))).toBe('queuedForRestore');
  expect(statusOf(row({ ...archived, state: 'deleting' }))).toBe('queuedForDelete');
});

test('a template is one', () => {
  expect(statusOf(row({ state: 'stopped', template: true }))).toBe('template');
});

test('every state has its words, and started is what can be reached', () => {
  expect(Object.keys(stateWords).sort()).toEqual([...machineStates].sort());
  const started = machineStates.filter((state) => stateWords[state].powerState === 'started');
  expect(started).toEqual(['running', 'restarting', 'stopping', 'deallocating', 'lost']);
});
