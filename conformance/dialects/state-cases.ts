import type { State } from './verb-table.js';

/** A dialect shows nothing: the machine is not found. */
export const hidden = 'hidden';

export interface Words {
  /** State, Status, TargetState; the first absent for a node that was never started. */
  readonly cyclecloud: readonly [string | undefined, string, string] | typeof hidden;
  /** status and powerState; without the latter there are no details. */
  readonly centurylink: readonly [string, string?] | typeof hidden;
  readonly softlayer: Guest | typeof hidden;
  /** As a node of Tutum. */
  readonly node: string | typeof hidden;
}

interface Guest {
  readonly power: string;
  readonly transaction: boolean;
  /** Whether there is a provision date. */
  readonly provisioned: boolean;
}

const guest = (power: string, transaction: boolean, provisioned: boolean): Guest => ({
  power,
  transaction,
  provisioned,
});

/** Brings a machine into a state; its verbs are those of the admin API. */
export interface Stage {
  /** Makes the machine; `until` is how far the driver comes with it. */
  make(until?: Until): Promise<void>;
  ask(verb: string, until?: Until): Promise<void>;
  /** Writes columns that no call can write. */
  write(columns: Readonly<Record<string, unknown>>): Promise<void>;
  /** Puts a step to work that no call of these dialects asks for. */
  work(verb: string): Promise<void>;
  /** The driver no longer reaches the machine. */
  lose(): Promise<void>;
}

export type Until = 'done' | 'fails' | 'waits' | 'allocating' | 'booting';

export interface StateCase extends Words {
  readonly name: string;
  readonly state: State;
  readonly archived?: true;
  readonly keepAlive?: true;
  readonly reach: (stage: Stage) => Promise<unknown>;
}

const starting = (status: string) => ['Starting', status, 'Started'] as const;
const thrice = (word: string) => [word, word, word] as const;
const stopping = ['Stopping', 'Stopping', 'Deallocated'] as const;

/** A machine that has run, and is then asked something. */
const then =
  (...asked: readonly (readonly [verb: string, until?: Until])[]) =>
  async (stage: Stage): Promise<void> => {
    await stage.make();
    for (const [verb, until] of asked) await stage.ask(verb, until);
  };

/** Every state, and how each dialect words it: written down apart from the tables of the dialects. */
export const stateCases: readonly StateCase[] = [
  {
    name: 'off, never started',
    state: 'off',
    reach: async (stage) => {
      await stage.make();
      await stage.write({ state: 'off', firstReadyAt: null, startedAt: null, instanceId: null });
    },
    cyclecloud: [undefined, 'Off', 'Terminated'],
    centurylink: ['active', 'stopped'],
    softlayer: guest('HALTED', false, false),
    node: hidden,
  },
  {
    name: 'off, terminated',
    state: 'off',
    reach: then(['terminate']),
    cyclecloud: thrice('Terminated'),
    centurylink: ['active', 'stopped'],
    softlayer: guest('HALTED', false, true),
    node: hidden,
  },
  {
    name: 'queued for the first time',
    state: 'queued',
    reach: (stage) => stage.make('waits'),
    cyclecloud: starting('Allocating'),
    centurylink: ['underConstruction'],
    softlayer: guest('HALTED', true, false),
    node: 'Deploying',
  },
  {
    name: 'queued again',
    state: 'queued',
    reach: then(['deallocate'], ['start', 'waits']),
    cyclecloud: starting('Allocating'),
    centurylink: ['active', 'stopped'],
    softlayer: guest('HALTED', true, true),
    node: 'Deploying',
  },
  {
    name: 'allocating for the first time',
    state: 'allocating',
    reach: (stage) => stage.make('allocating'),
    cyclecloud: starting('Acquiring'),
    centurylink: ['underConstruction'],
    softlayer: guest('HALTED', true, false),
    node: 'Deploying',
  },
  {
    name: 'allocating again',
    state: 'allocating',
    reach: then(['deallocate'], ['start', 'allocating']),
    cyclecloud: starting('Acquiring'),
    centurylink: ['active', 'stopped'],
    softlayer: guest('HALTED', true, true),
    node: 'Deploying',
  },
  {
    name: 'booting for the first time',
    state: 'booting',
    reach: (stage) => stage.make('booting'),
    cyclecloud: starting('Preparing'),
    centurylink: ['underConstruction'],
    softlayer: guest('INITIATING', true, false),
    node: 'Deploying',
  },
  {
    name: 'booting, made anew',
    state: 'booting',
    reach: then(['deallocate'], ['start', 'booting']),
    cyclecloud: starting('Preparing'),
    centurylink: ['active', 'stopped'],
    softlayer: guest('INITIATING', true, true),
    node: 'Deploying',
  },
  {
    name: 'booting, powered on',
    state: 'booting',
    reach: then(['stop'], ['start', 'waits']),
    cyclecloud: starting('Preparing'),
    centurylink: ['active', 'stopped'],
    // A power verb is no transaction.
    softlayer: guest('INITIATING', false, true),
    node: 'Deploying',
  },
  {
    name: 'running',
    state: 'running',
    reach: then(),
    cyclecloud: ['Started', 'Ready', 'Started'],
    centurylink: ['active', 'started'],
    softlayer: guest('RUNNING', false, true),
    node: 'Deployed',
  },
  {
    name: 'restarting',
    state: 'restarting',
    reach: then(['restart', 'waits']),
    cyclecloud: ['Started', 'Restarting', 'Started'],
    centurylink: ['active', 'started'],
    softlayer: guest('RUNNING', false, true),
    node: 'Deployed',
  },
  {
    name: 'reimaging',
    state: 'reimaging',
    reach: then(['reimage', 'waits']),
    cyclecloud: ['Started', 'Reimaging', 'Started'],
    centurylink: ['active', 'stopped'],
    softlayer: guest('HALTED', true, true),
    node: 'Upgrading',
  },
  {
    name: 'stopping',
    state: 'stopping',
    reach: then(['stop', 'waits']),
    cyclecloud: stopping,
    centurylink: ['active', 'started'],
    softlayer: guest('RUNNING', false, true),
    node: 'Unreachable',
  },
  {
    name: 'stopped',
    state: 'stopped',
    reach: then(['stop']),
    cyclecloud: thrice('Deallocated'),
    centurylink: ['active', 'stopped'],
    softlayer: guest('HALTED', false, true),
    node: 'Unreachable',
  },
  {
    name: 'paused',
    state: 'paused',
    reach: then(['pause']),
    cyclecloud: thrice('Deallocated'),
    centurylink: ['active', 'paused'],
    softlayer: guest('PAUSED', false, true),
    node: 'Unreachable',
  },
  {
    name: 'deallocating',
    state: 'deallocating',
    reach: then(['deallocate', 'waits']),
    cyclecloud: stopping,
    centurylink: ['active', 'started'],
    softlayer: guest('RUNNING', false, true),
    node: 'Unreachable',
  },
  {
    name: 'deallocated',
    state: 'deallocated',
    reach: then(['deallocate']),
    cyclecloud: thrice('Deallocated'),
    centurylink: ['active', 'stopped'],
    softlayer: guest('HALTED', false, true),
    node: 'Unreachable',
  },
  {
    name: 'archived',
    state: 'deallocated',
    archived: true,
    reach: async (stage) => {
      await then(['deallocate'])(stage);
      await stage.write({ archivedAt: 1 });
    },
    cyclecloud: thrice('Deallocated'),
    centurylink: ['archived', 'stopped'],
    softlayer: guest('HALTED', false, true),
    node: 'Unreachable',
  },
  {
    name: 'archived, to be restored',
    state: 'deallocated',
    archived: true,
    reach: async (stage) => {
      await then(['deallocate'])(stage);
      await stage.write({ archivedAt: 1 });
      await stage.work('restore');
    },
    cyclecloud: thrice('Deallocated'),
    centurylink: ['queuedForRestore', 'stopped'],
    softlayer: guest('HALTED', true, true),
    node: 'Unreachable',
  },
  {
    name: 'deleting',
    state: 'deleting',
    reach: then(['delete', 'waits']),
    cyclecloud: ['Terminating', 'Terminating', 'Terminated'],
    centurylink: ['queuedForDelete'],
    softlayer: hidden,
    node: 'Terminating',
  },
  {
    name: 'deleted',
    state: 'deleted',
    reach: then(['delete']),
    cyclecloud: hidden,
    centurylink: hidden,
    softlayer: hidden,
    node: 'Terminated',
  },
  {
    name: 'failed to come up',
    state: 'failed',
    reach: (stage) => stage.make('fails'),
    cyclecloud: ['Started', 'Failed', 'Started'],
    centurylink: ['underConstruction'],
    softlayer: guest('HALTED', false, false),
    node: 'Unreachable',
  },
  {
    name: 'failed to come up again',
    state: 'failed',
    reach: then(['deallocate'], ['start', 'fails']),
    cyclecloud: ['Started', 'Failed', 'Started'],
    centurylink: ['active', 'stopped'],
    softlayer: guest('HALTED', false, true),
    node: 'Unreachable',
  },
  {
    name: 'lost',
    state: 'lost',
    reach: (stage) => stage.lose(),
    cyclecloud: ['Started', 'Unavailable', 'Started'],
    centurylink: ['active', 'started'],
    softlayer: guest('RUNNING', false, true),
    node: 'Unreachable',
  },
  {
    name: 'running, in maintenance',
    state: 'running',
    reach: async (stage) => {
      await stage.make();
      await stage.write({ maintenance: true });
    },
    cyclecloud: ['Started', 'Ready', 'Started'],
    centurylink: ['active', 'started'],
    softlayer: guest('RUNNING', false, true),
    node: 'Deployed',
  },
  {
    name: 'running, kept alive',
    state: 'running',
    keepAlive: true,
    reach: async (stage) => {
      await stage.make();
      await stage.write({ keepAlive: true });
    },
    cyclecloud: ['Started', 'Ready', 'Started'],
    centurylink: ['active', 'started'],
    softlayer: guest('RUNNING', false, true),
    node: 'Deployed',
  },
];

/** Tutum knows more of containers than of nodes; a container is never deallocated, reimaged or paused. */
export const containerCases: readonly {
  readonly word: string;
  readonly state: State;
  readonly keepAlive?: true;
  readonly reach: (stage: Stage) => Promise<unknown>;
}[] = [
  {
    word: 'Init',
    state: 'off',
    reach: async (stage) => {
      await stage.make();
      await stage.write({ state: 'off', firstReadyAt: null });
    },
  },
  { word: 'Starting', state: 'queued', reach: (stage) => stage.make('waits') },
  { word: 'Starting', state: 'allocating', reach: (stage) => stage.make('allocating') },
  { word: 'Starting', state: 'booting', reach: (stage) => stage.make('booting') },
  { word: 'Running', state: 'running', reach: then() },
  { word: 'Starting', state: 'restarting', reach: then(['restart', 'waits']) },
  { word: 'Stopping', state: 'stopping', reach: then(['stop', 'waits']) },
  { word: 'Stopped', state: 'stopped', reach: then(['stop']) },
  { word: 'Stopped', state: 'paused', reach: then(['pause']) },
  { word: 'Terminating', state: 'deleting', reach: then(['delete', 'waits']) },
  { word: 'Terminated', state: 'deleted', reach: then(['delete']) },
  { word: 'Stopped', state: 'failed', reach: (stage) => stage.make('fails') },
  { word: 'Running', state: 'lost', reach: (stage) => stage.lose() },
  {
    word: 'Running',
    state: 'running',
    keepAlive: true,
    reach: async (stage) => {
      await stage.make();
      await stage.write({ keepAlive: true });
    },
  },
];
