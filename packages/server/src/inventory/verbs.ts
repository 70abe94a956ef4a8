import type { Machine } from '../store/tables.js';
import type { MachineState } from './states.js';

/** What can be asked of one machine. Each accepted one becomes a step in the machine's queue. */
export const verbs = [
  'create',
  'start',
  'stop',
  'shutdown',
  'pause',
  'resume',
  'restart',
  'reset',
  'deallocate',
  'reimage',
  'resize',
  'capture',
  'snapshot',
  'deleteSnapshot',
  'restoreSnapshot',
  'archive',
  'restore',
  'run',
  'terminate',
  'delete',
] as const;

export type Verb = (typeof verbs)[number];

interface VerbFacts {
  /** The state while the step is at work; null: the machine stays as it is. */
  readonly during: MachineState | null;
  /** States that are passed after `during`, in order. */
  readonly phases: readonly MachineState[];
  /** The state at the end; null: the state from before. */
  readonly done: MachineState | null;
  /** SoftLayer shows a running step of such a verb as the active transaction. */
  readonly transaction: boolean;
}

const verb = (
  during: MachineState | null,
  phases: readonly MachineState[],
  done: MachineState | null,
  transaction = false,
): VerbFacts => ({ during, phases, done, transaction });

const inPlace = verb(null, [], null, true);

/**
 * `terminate` destroys the virtual machine and keeps the record (a fixed node); `delete` removes
 * both. `stop` pulls the plug, `shutdown` asks the system first; `reset` and `restart` likewise.
 */
export const verbFacts: Readonly<Record<Verb, VerbFacts>> = {
  create: verb('queued', ['allocating', 'booting'], 'running', true),
  start: verb('booting', [], 'running'),
  stop: verb('stopping', [], 'stopped'),
  shutdown: verb('stopping', [], 'stopped'),
  pause: verb(null, [], 'paused'),
  resume: verb(null, [], 'running'),
  restart: verb('restarting', [], 'running'),
  reset: verb('restarting', [], 'running'),
  deallocate: verb('deallocating', [], 'deallocated'),
  reimage: verb('reimaging', ['booting'], 'running', true),
  resize: inPlace,
  capture: inPlace,
  snapshot: inPlace,
  deleteSnapshot: inPlace,
  restoreSnapshot: inPlace,
  archive: verb('deallocating', [], 'deallocated'),
  restore: verb(null, [], 'stopped', true),
  run: verb(null, [], null),
  terminate: verb('deleting', [], 'off'),
  delete: verb('deleting', [], 'deleted'),
};

/** States without a virtual machine: starting from one of them makes a new one. */
const bare = new Set<MachineState>(['off', 'deallocated', 'failed']);

/** What a verb does to a machine that is in `state` when its step becomes the head. */
export function planOf(verbName: Verb, state: MachineState): VerbFacts {
  return verbName === 'start' && bare.has(state) ? verbFacts.create : verbFacts[verbName];
}

/** Why a verb is refused; each dialect has its own words for these. */
export type Refusal =
  /** The machine is being deleted, or is gone. */
  | 'gone'
  /** Another step is at work that the verb cannot wait for. */
  | 'busy'
  /** The verb has no meaning in this state. */
  | 'wrong-state'
  | 'archived'
  | 'keep-alive'
  /** A limit leaves no room; the message says which. */
  | 'limit';

export type Verdict = 'step' | 'noop' | Refusal;

type States = readonly MachineState[];

const starting: States = ['queued', 'allocating', 'booting'];
const going: States = ['deleting', 'deleted'];

function verdicts(rule: {
  step: States;
  noop?: States;
  busy?: States;
}): Record<MachineState, Verdict> {
  const table = {} as Record<MachineState, Verdict>;
  const all: States = [
    'off',
    ...starting,
    'running',
    'restarting',
    'reimaging',
    'stopping',
    'stopped',
    'paused',
    'deallocating',
    'deallocated',
    ...going,
    'failed',
    'lost',
  ];
  for (const state of all) table[state] = going.includes(state) ? 'gone' : 'wrong-state';
  for (const state of rule.busy ?? []) table[state] = 'busy';
  for (const state of rule.noop ?? []) table[state] = 'noop';
  for (const state of rule.step) table[state] = 'step';
  return table;
}

const powerOff = verdicts({
  step: ['running', 'restarting', 'paused', 'lost'],
  noop: ['stopping', 'stopped', 'off', 'deallocating', 'deallocated'],
  busy: [...starting, 'reimaging'],
});

const reboot = verdicts({
  step: ['running', 'lost'],
  noop: ['restarting'],
  busy: [...starting, 'reimaging', 'stopping', 'deallocating'],
});

const change = verdicts({
  step: ['running', 'stopped', 'paused'],
  busy: [...starting, 'restarting', 'reimaging', 'stopping', 'deallocating'],
});

const anyButGone: States = [
  'off',
  ...starting,
  'running',
  'restarting',
  'reimaging',
  'stopping',
  'stopped',
  'paused',
  'deallocating',
  'deallocated',
  'failed',
  'lost',
];

/** Verb × state. A machine with waiting steps is judged by the state that they will leave it in. */
export const verdictOf: Readonly<Record<Verb, Readonly<Record<MachineState, Verdict>>>> = {
  create: verdicts({ step: [] }),
  start: verdicts({
    step: ['off', 'stopping', 'stopped', 'paused', 'deallocating', 'deallocated', 'failed', 'lost'],
    noop: [...starting, 'running', 'restarting', 'reimaging'],
  }),
  stop: powerOff,
  shutdown: powerOff,
  pause: verdicts({
    step: ['running'],
    noop: ['paused'],
    busy: [...starting, 'restarting', 'reimaging', 'stopping', 'deallocating'],
  }),
  resume: verdicts({
    step: ['paused'],
    noop: ['running'],
    busy: [...starting, 'restarting', 'reimaging', 'stopping', 'deallocating'],
  }),
  restart: reboot,
  reset: reboot,
  deallocate: verdicts({
    step: [
      ...starting,
      'running',
      'restarting',
      'reimaging',
      'stopping',
      'stopped',
      'paused',
      'failed',
      'lost',
    ],
    noop: ['deallocating', 'deallocated', 'off'],
  }),
  reimage: verdicts({
    step: ['running', 'restarting', 'stopped', 'failed', 'lost'],
    busy: [...starting, 'reimaging', 'stopping', 'deallocating'],
  }),
  resize: change,
  capture: change,
  snapshot: change,
  deleteSnapshot: change,
  restoreSnapshot: change,
  archive: verdicts({
    step: ['running', 'stopped', 'paused'],
    noop: ['deallocating', 'deallocated'],
    busy: [...starting, 'restarting', 'reimaging', 'stopping'],
  }),
  restore: verdicts({ step: ['deallocated'], busy: ['deallocating'] }),
  run: verdicts({ step: ['running'], busy: [...starting, 'restarting', 'reimaging'] }),
  terminate: verdicts({
    step: anyButGone.filter((state) => state !== 'off'),
    noop: ['off', 'deleting'],
  }),
  delete: verdicts({ step: anyButGone, noop: ['deleting'] }),
};

/** Verbs that do not wait in the queue: they cancel what waits and cut short what runs. */
export const supersedes = (verbName: Verb): boolean =>
  verbName === 'delete' || verbName === 'terminate';

/** Verbs from which `keepAlive` protects a machine, in every dialect. */
export const endsMachine = (verbName: Verb): boolean =>
  supersedes(verbName) || verbName === 'deallocate' || verbName === 'archive';

/** Of fixed nodes, and of nodes of a cluster that are in no array, the record stays when the virtual machine goes. */
export const keepsRecord = (machine: Pick<Machine, 'fixed' | 'clusterId' | 'arrayId'>): boolean =>
  machine.fixed || (machine.clusterId !== null && machine.arrayId === null);
