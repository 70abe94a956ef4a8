import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Views } from './plane.js';

const system = { accountId: null, actor: 'test', role: 'admin' } as const;

type State =
  | 'off'
  | 'queued'
  | 'allocating'
  | 'booting'
  | 'running'
  | 'restarting'
  | 'reimaging'
  | 'stopping'
  | 'stopped'
  | 'paused'
  | 'deallocating'
  | 'deallocated'
  | 'deleting'
  | 'deleted'
  | 'failed'
  | 'lost';

interface Line {
  readonly state: State;
  /** Before the machine was ready for the first time. */
  readonly first?: true;
  /** State / Status / TargetState; undefined: not listed. */
  readonly cycle: readonly [string | undefined, string, string] | undefined;
  /** status and powerState; the latter undefined: no details. */
  readonly clc: readonly [string, string | undefined] | 404;
  readonly softlayer: string | 404;
}

/** The words of each dialect for each state, written down apart from the tables that the dialects use. */
const lines: readonly Line[] = [
  {
    state: 'off',
    first: true,
    cycle: [undefined, 'Off', 'Terminated'],
    clc: ['active', 'stopped'],
    softlayer: 'HALTED',
  },
  {
    state: 'off',
    cycle: ['Terminated', 'Terminated', 'Terminated'],
    clc: ['active', 'stopped'],
    softlayer: 'HALTED',
  },
  {
    state: 'queued',
    first: true,
    cycle: ['Starting', 'Allocating', 'Started'],
    clc: ['underConstruction', undefined],
    softlayer: 'HALTED',
  },
  {
    state: 'queued',
    cycle: ['Starting', 'Allocating', 'Started'],
    clc: ['active', 'stopped'],
    softlayer: 'HALTED',
  },
  {
    state: 'allocating',
    first: true,
    cycle: ['Starting', 'Acquiring', 'Started'],
    clc: ['underConstruction', undefined],
    softlayer: 'HALTED',
  },
  {
    state: 'booting',
    first: true,
    cycle: ['Starting', 'Preparing', 'Started'],
    clc: ['underConstruction', undefined],
    softlayer: 'INITIATING',
  },
  {
    state: 'running',
    cycle: ['Started', 'Ready', 'Started'],
    clc: ['active', 'started'],
    softlayer: 'RUNNING',
  },
  {
    state: 'restarting',
    cycle: ['Started', 'Restarting', 'Started'],
    clc: ['active', 'started'],
    softlayer: 'RUNNING',
  },
  {
    state: 'reimaging',
    cycle: ['Started', 'Reimaging', 'Started'],
    clc: ['active', 'stopped'],
    softlayer: 'HALTED',
  },
  {
    state: 'stopping',
    cycle: ['Stopping', 'Stopping', 'Deallocated'],
    clc: ['active', 'started'],
    softlayer: 'RUNNING',
  },
  {
    state: 'stopped',
    cycle: ['Deallocated', 'Deallocated', 'Deallocated'],
    clc: ['active', 'stopped'],
    softlayer: 'HALTED',
  },
  {
    state: 'paused',
    cycle: ['Deallocated', 'Deallocated', 'Deallocated'],
    clc: ['active', 'paused'],
    softlayer: 'PAUSED',
  },
  {
    state: 'deallocating',
    cycle: ['Stopping', 'Stopping', 'Deallocated'],
    clc: ['active', 'started'],
    softlayer: 'RUNNING',
  },
  {
    state: 'deallocated',
    cycle: ['Deallocated', 'Deallocated', 'Deallocated'],
    clc: ['active', 'stopped'],
    softlayer: 'HALTED',
  },
  {
    state: 'deleting',
    cycle: ['Terminating', 'Terminating', 'Terminated'],
    clc: ['queuedForDelete', undefined],
    softlayer: 404,
  },
  { state: 'deleted', cycle: undefined, clc: 404, softlayer: 404 },
  {
    state: 'failed',
    first: true,
    cycle: ['Started', 'Failed', 'Started'],
    clc: ['underConstruction', undefined],
    softlayer: 'HALTED',
  },
  {
    state: 'failed',
    cycle: ['Started', 'Failed', 'Started'],
    clc: ['active', 'stopped'],
    softlayer: 'HALTED',
  },
  {
    state: 'lost',
    cycle: ['Started', 'Unavailable', 'Started'],
    clc: ['active', 'started'],
    softlayer: 'RUNNING',
  },
];

/** Tutum knows containers and nodes only. */
const containerWords: Readonly<Partial<Record<State, string>>> = {
  queued: 'Starting',
  allocating: 'Starting',
  booting: 'Starting',
  running: 'Running',
  restarting: 'Starting',
  stopping: 'Stopping',
  stopped: 'Stopped',
  deleting: 'Terminating',
  deleted: 'Terminated',
  failed: 'Stopped',
  lost: 'Running',
};

describe('every machine state, in every dialect', () => {
  let views: Views;
  let node: string;
  let container: string;
  beforeAll(async () => {
    views = await Views.open();
    node = await views.createNode();
    const created = await views.send('POST', '/api/v1/application/', {
      image: 'tutum/hello-world',
      name: 'web',
    });
    await views.plane.run(10_000);
    const [uri] = (await views.get(created.body.resource_uri)).containers;
    container = (await views.get(uri)).uuid;
    // From here on states are what the test says.
    await views.plane.reconciler.stop();
  });
  afterAll(() => views.close());

  const put = (uid: string, state: State, first = false) =>
    views.plane.store.command(system, async (tx) => {
      const machine = (await tx.get('machine', { uid }))!;
      await tx.update('machine', machine.id, {
        state,
        reason: state === 'failed' ? 'It does not boot.' : null,
        firstReadyAt: first ? null : tx.now,
        deletedAt: state === 'deleted' ? tx.now : null,
        dueAt: null,
      });
    });

  it.each(lines)('$state (first: $first)', async ({ state, first, cycle, clc, softlayer }) => {
    await put(node, state, first);
    const record = await views.cyclecloud(node);
    if (cycle) {
      const [State, Status, TargetState] = cycle;
      expect([record.State, record.Status, record.TargetState]).toEqual([
        State,
        Status,
        TargetState,
      ]);
      expect(record.StatusMessage).toBe(state === 'failed' ? 'It does not boot.' : null);
    } else expect(record).toBeUndefined();

    const hex = node.replaceAll('-', '');
    const server = await views.send('GET', `/v2/servers/PIL/${hex}?uuid=true`);
    if (clc === 404) expect(server.status).toBe(404);
    else {
      const [status, powerState] = clc;
      expect(server.body.status).toBe(status);
      expect(server.body.details?.powerState).toBe(powerState);
    }

    const guest = await views.send(
      'GET',
      `/rest/v3.1/SoftLayer_Virtual_Guest/${node}.json?objectMask=mask[powerState,status,provisionDate]`,
    );
    if (softlayer === 404) expect(guest.status).toBe(404);
    else {
      expect(guest.body.powerState.keyName).toBe(softlayer);
      expect(guest.body.status.keyName).toBe('ACTIVE');
      expect(guest.body.provisionDate === null).toBe(first === true);
    }
  });

  it.each(Object.entries(containerWords))(
    'a container that is %s is "%s" in Tutum',
    async (state, word) => {
      await put(container, state as State);
      expect((await views.get(`/api/v1/container/${container}/`)).state).toBe(word);
    },
  );
});
