import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allDialects, type Dialects } from './drivers.js';
import { Plane, type Wire } from './plane.js';
import { ScriptedDriver } from './scripted-driver.js';
import { Staged } from './staging.js';
import { containerCases, hidden, stateCases } from './state-cases.js';
import {
  centurylinkVerbs,
  cyclecloudVerbs,
  softlayerVerbs,
  tutumVerbs,
  type Verb,
  verbs,
  verdictOf,
} from './verb-table.js';

const noop = 'The server already in desired state.';
const refused =
  'The operation cannot be queued because the server cannot be found or it is not in a valid state.';
const notFound = 'SoftLayer_Exception_ObjectNotFound';
const publicCode = 'SoftLayer_Exception_Public';
const outstanding = {
  code: publicCode,
  error: 'There is currently an outstanding transaction for this server.',
};

/** All machines reach their states through the engine, which then stands still. */
describe('every machine state, in every dialect', () => {
  let plane: Plane;
  let dialects: Dialects;
  const guests = new Map<string, Staged>();
  const containers = new Map<unknown, Staged>();
  beforeAll(async () => {
    const driver = new ScriptedDriver();
    plane = await Plane.open({ driver: () => driver });
    dialects = allDialects(plane);
    for (const { name, reach } of stateCases) {
      const staged = new Staged(plane, driver, dialects.cyclecloud);
      await reach(staged);
      guests.set(name, staged);
    }
    const service = { ...dialects.tutum, create: createService(plane) };
    for (const each of containerCases) {
      const staged = new Staged(plane, driver, service);
      await each.reach(staged);
      containers.set(each, staged);
    }
    await plane.test.reconciler.stop();
  });
  afterAll(() => plane.close());

  describe.each(stateCases)('a machine that is $name', (words) => {
    const { state, name, cyclecloud, centurylink, softlayer, node } = words;
    const judge = (verb: Verb) => verdictOf(verb, words);
    let staged: Staged;
    let row: Wire;
    beforeAll(async () => {
      staged = guests.get(name)!;
      row = await staged.remember();
      expect(row.state).toBe(state);
    });

    it('is worded so', async () => {
      const record = await dialects.cyclecloud.read(row);
      if (cyclecloud === hidden) expect(record).toBeUndefined();
      else {
        expect([record.State, record.Status, record.TargetState]).toEqual(cyclecloud);
        const message = { failed: 'It does not boot.', lost: 'It does not answer.' };
        expect(record.StatusMessage).toBe(message[state as 'failed'] ?? null);
      }

      const server = await dialects.centurylink.read(row);
      if (centurylink === hidden) expect(server).toBeUndefined();
      else
        expect([server.status, server.details?.powerState]).toEqual([
          centurylink[0],
          centurylink[1],
        ]);

      const mask =
        'mask[status,powerState,activeTransaction[id],provisionDate,lastOperatingSystemReload[id]]';
      for (const api of [dialects.softlayerRest, dialects.softlayerXmlRpc]) {
        const guest = await api.readMasked(row, mask);
        if (softlayer === hidden) {
          expect([undefined, notFound]).toContain(guest?.code);
          continue;
        }
        expect(guest.status.keyName).toBe('ACTIVE');
        expect(guest.powerState.keyName).toBe(softlayer.power);
        const step = softlayer.transaction ? await openStep(plane, row) : undefined;
        expect(guest.activeTransaction).toEqual(step && expect.objectContaining({ id: step.id }));
        expect(Boolean(guest.provisionDate)).toBe(softlayer.provisioned);
        expect(guest.lastOperatingSystemReload?.id).toBe(
          state === 'reimaging' ? step.id : undefined,
        );
      }

      const shown = await dialects.tutum.read(row);
      expect(shown?.state).toBe(node === hidden ? undefined : node);
      expect((await dialects.admin.read(row)).state).toBe(state);
    });

    it('answers the verbs of CycleCloud', async () => {
      for (const [word, verb] of Object.entries(cyclecloudVerbs)) {
        const { status, body } = await dialects.cyclecloud.ask(row, word);
        const verdict = judge(verb);
        await staged.after(verdict);
        const isOk = verdict === 'step' || verdict === 'noop';
        const error = textOf(row, verb, verdict);
        const answer = {
          name: row.name,
          id: row.uid,
          status: isOk ? 'OK' : 'Error',
          ...(!isOk && { error }),
        };
        // A deleted node is none: it is not among those that were asked.
        const nodes = state === 'deleted' ? [] : [answer];
        expect([word, status, body]).toEqual([
          word,
          202,
          { operationId: expect.any(String), nodes },
        ]);
      }
    });

    it('answers the verbs of CenturyLink', async () => {
      const server = dialects.centurylink.idOf(row);
      const queued = {
        server,
        isQueued: true,
        links: [{ rel: 'status', href: expect.any(String), id: expect.any(String) }],
      };
      const not = (errorMessage: string) => ({ server, isQueued: false, errorMessage });
      const elementOf = (verdict: string) =>
        verdict === 'step' ? queued : not(verdict === 'noop' ? noop : refused);
      for (const [word, verb] of Object.entries(centurylinkVerbs)) {
        const { status, body } = await dialects.centurylink.ask(row, word);
        await staged.after(judge(verb));
        expect([word, status, body]).toEqual([word, 200, [elementOf(judge(verb))]]);
      }
      // Maintenance is a mark: it is refused while a server is made or removed.
      const unmarked = row.firstReadyAt === null || state === 'deleting' || state === 'deleted';
      for (const [word, wanted] of [
        ['startMaintenance', true],
        ['stopMaintenance', false],
      ] as const) {
        const { body } = await dialects.centurylink.ask(row, word);
        const verdict = unmarked ? 'refused' : row.maintenance === wanted ? 'noop' : 'step';
        await staged.after(verdict);
        expect([word, body]).toEqual([word, [elementOf(verdict)]]);
      }
      const gone = await dialects.centurylink.ask(row, 'DELETE');
      await staged.after(judge('delete'));
      expect([gone.status, gone.body]).toEqual(
        state === 'deleted'
          ? [404, { message: 'The server does not exist.' }]
          : [202, elementOf(judge('delete'))],
      );
    });

    it.each(['softlayerRest', 'softlayerXmlRpc'] as const)(
      'answers the verbs of SoftLayer: %s',
      async (api) => {
        for (const [word, verb] of Object.entries(softlayerVerbs)) {
          const { body } = await dialects[api].ask(row, word);
          const answer = softlayerAnswer(word, verb);
          await staged.after(answer === true ? judge(verb) : 'refused');
          expect([word, body]).toEqual([word, answer]);
        }
      },
    );

    function softlayerAnswer(word: string, verb: Verb): unknown {
      if (softlayer === hidden)
        return { code: notFound, error: `Unable to find object with id of '${row.id}'.` };
      if (softlayer.transaction && verb !== 'delete') return outstanding;
      const verdict = judge(verb);
      const notAllowed = {
        code: publicCode,
        error: `This action is not allowed while the server is ${softlayer.power}.`,
      };
      switch (verdict) {
        case 'step':
          return true;
        case 'noop':
          // Documented of these two alone: nothing to do is a fault.
          return word === 'pause' || word === 'resume' ? notAllowed : true;
        case 'busy':
          return outstanding;
        case 'wrong-state':
          return notAllowed;
        default:
          return { code: publicCode, error: textOf(row, verb, verdict) };
      }
    }

    it('answers the verbs of the admin API', async () => {
      for (const verb of verbs) {
        const { status, body } = await dialects.admin.ask(row, verb);
        const verdict = judge(verb);
        await staged.after(verdict);
        if (verdict === 'step' || verdict === 'noop') {
          expect([verb, status, body]).toEqual([
            verb,
            202,
            {
              outcome: verdict,
              operation: expect.toSatisfy((each) => each === null || typeof each === 'string'),
            },
          ]);
          continue;
        }
        const error = { code: verdict, message: textOf(row, verb, verdict), subject: 'uid' };
        expect([verb, status, body]).toEqual([verb, verdict === 'gone' ? 410 : 409, { error }]);
      }
    });
  });

  it('an archived server has no size, and is in Archive', async () => {
    for (const [name, details] of [
      [
        'archived',
        { cpu: 0, memoryMB: 0, storageGB: 16, powerState: 'stopped', inMaintenanceMode: false },
      ],
      ['archived, to be restored', { storageGB: 16, powerState: 'stopped' }],
    ] as const) {
      const server = await dialects.centurylink.read(await guests.get(name)!.row());
      expect(server.details).toMatchObject(details);
      expect(server.groupId).toBe(await dialects.centurylink.group('southcentralus', 'Archive'));
    }
  });

  it('maintenance and protection are told by who knows them', async () => {
    const marked = await guests.get('running, in maintenance')!.row();
    const kept = await guests.get('running, kept alive')!.row();
    const inMaintenance = async (row: Wire) =>
      (await dialects.centurylink.read(row)).details.inMaintenanceMode;
    expect([await inMaintenance(marked), await inMaintenance(kept)]).toEqual([true, false]);
    const isKept = async (row: Wire) => (await dialects.cyclecloud.read(row)).KeepAlive;
    expect([await isKept(marked), await isKept(kept)]).toEqual([false, true]);
  });

  describe.each(containerCases)(
    'a container that is $state (kept alive: $keepAlive)',
    (container) => {
      it(`is "${container.word}" in Tutum, and answers its verbs`, async () => {
        const { state, word } = container;
        const staged = containers.get(container)!;
        const row = await staged.remember();
        expect(row.state).toBe(state);
        const shown = await dialects.tutum.read(row);
        expect(shown.state).toBe(word);
        expect([shown.exit_code, shown.exit_code_msg]).toEqual(
          state === 'failed'
            ? [1, 'It does not boot.']
            : word === 'Stopped'
              ? [0, 'Exit code 0 (Success)']
              : [null, null],
        );
        for (const [asked, verb] of Object.entries(tutumVerbs)) {
          const { status, body, headers } = await dialects.tutum.ask(row, asked);
          const verdict = verdictOf(verb, container);
          await staged.after(verdict);
          if (verdict === 'step') {
            expect([asked, status, body.uuid]).toEqual([asked, 202, row.uid]);
            expect(headers['x-tutum-action-uri']).toMatch(/^\/api\/v1\/action\/[0-9a-f-]{36}\/$/);
          } else {
            const error =
              verdict === 'noop'
                ? `Container "${row.name}" is ${state}.`
                : textOf(row, verb, verdict);
            expect([asked, status, body]).toEqual([asked, 400, { error }]);
          }
        }
      });
    },
  );
});

/** What the rules say of a refusal, where a dialect has no words of its own. */
function textOf(row: Wire, verb: Verb, verdict: string): string {
  const machine = `Machine "${row.name}" is`;
  if (verdict === 'keep-alive') return `${machine} kept alive: clear KeepAlive first.`;
  if (verdict === 'archived') return `${machine} archived: restore it first.`;
  return `${machine} ${row.state} and cannot ${verb} now.`;
}

async function openStep(plane: Plane, row: Wire): Promise<Wire> {
  const steps = await plane.rows('step', {
    where: { op: 'eq', field: 'machineId', value: row.id },
  });
  return steps.find(({ endedAt }) => endedAt === null);
}

/** Services that are made after each other need names of their own. */
function createService(plane: Plane) {
  let number = 0;
  return async () => {
    number++;
    const { body } = await plane.send('POST', '/api/v1/service/', {
      image: 'tutum/hello-world',
      name: `state-${number}`,
    });
    await plane.send('POST', `/api/v1/service/${body.uuid}/start/`);
    const service = await plane.row('service', { uid: body.uuid });
    const { uid } = await plane.row('machine', { serviceId: service.id });
    return { uid, isDone: async () => true };
  };
}
