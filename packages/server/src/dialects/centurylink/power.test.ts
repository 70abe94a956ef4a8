import {
  type ErrorBody,
  type ExperimentalStatus,
  type OperationStatus,
  type QueuedServer,
  refusalTexts,
  type Server,
  type ServerDetails,
} from '@pileus/sdk/centurylink/wire';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { aWhile, type Plane, startPlane } from './plane.test.helper.js';

let plane: Plane;
beforeAll(async () => {
  plane = await startPlane();
  const groupId = await plane.group('Default Group', 'va1');
  for (const more of [{}, {}, { groupId }]) {
    await plane.call('POST /v2/servers/ALTD', { body: await plane.server(more) });
  }
});
afterAll(() => plane.close());

const one = 'DE1ALTDWEB01';
const two = 'de1altdweb02';
const far = 'VA1ALTDWEB01';

beforeEach(async () => {
  await plane.run(aWhile);
  await ask('powerOn', [one, two, far]);
  await plane.run(aWhile);
});

const ask = async (operation: string, body: unknown) =>
  plane.call<QueuedServer[]>(`POST /v2/operations/ALTD/servers/${operation}`, { body });

const details = async (id: string): Promise<ServerDetails> =>
  (await plane.call<Server>(`GET /v2/servers/ALTD/${id}`)).body.details as ServerDetails;

/** Asks, waits, and answers the first server's power state. */
async function after(operation: string): Promise<string> {
  const { body } = await ask(operation, [one]);
  expect(body[0]!.isQueued).toBe(true);
  await plane.run(aWhile);
  return (await details(one)).powerState;
}

const statusIds = (elements: readonly QueuedServer[]) =>
  elements.map((element) => (element.isQueued ? element.links[0]!.id : null));

test('servers of one data centre share one status id, whatever the case of their ids', async () => {
  const { status, body } = await ask('powerOff', [one, far, two]);
  expect(status).toBe(200);
  expect(body.map(({ server, isQueued }) => [server, isQueued])).toEqual([
    ['de1altdweb01', true],
    ['va1altdweb01', true],
    ['de1altdweb02', true],
  ]);
  const [first, other, second] = statusIds(body);
  expect(first).toBe(second);
  expect(first).toMatch(/^de1-\d+$/);
  expect(other).toMatch(/^va1-\d+$/);
  for (const element of body) {
    expect(Object.keys(element)).toEqual(['server', 'isQueued', 'links']);
  }
});

test('a server that is already as asked for says so in the literal text', async () => {
  const { body } = await ask('powerOn', [one]);
  expect(body).toEqual([
    { server: 'de1altdweb01', isQueued: false, errorMessage: refusalTexts.noop },
  ]);
  expect(refusalTexts.noop).toBe('The server already in desired state.');
});

test('an unknown server, and one in a wrong state, share the other literal text', async () => {
  await after('powerOff');
  const { status, body } = await ask('reboot', ['DE1ALTDNONE01', one]);
  expect(status).toBe(200);
  const errorMessage =
    'The operation cannot be queued because the server cannot be found or it is not in a valid state.';
  expect(body).toEqual([
    { server: 'de1altdnone01', isQueued: false, errorMessage },
    { server: 'de1altdweb01', isQueued: false, errorMessage },
  ]);
});

test('an empty list is answered by an empty list', async () => {
  const { status, text } = await ask('powerOff', []);
  expect([status, text]).toEqual([200, '[]']);
});

test('a server that is named twice is asked once', async () => {
  const { body } = await ask('powerOff', [one, one.toLowerCase()]);
  expect(body.map(({ isQueued }) => isQueued)).toEqual([true, true]);
  expect(new Set(statusIds(body)).size).toBe(1);
});

test.each([
  ['powerOff', 'stopped'],
  ['shutDown', 'stopped'],
  ['SHUTDOWN', 'stopped'],
  ['pause', 'paused'],
  ['reboot', 'started'],
  ['reset', 'started'],
])('%s leaves a server %s', async (operation, powerState) => {
  expect(await after(operation)).toBe(powerState);
});

test('a paused server starts again', async () => {
  expect(await after('pause')).toBe('paused');
  expect(await after('powerOn')).toBe('started');
});

test('operations that follow one another happen one after the other', async () => {
  await ask('powerOff', [one]);
  const { body } = await ask('powerOn', [one]);
  expect(body[0]!.isQueued).toBe(true);
  await plane.run(aWhile);
  expect((await details(one)).powerState).toBe('started');
});

test('maintenance begins and ends at once, with an operation that has succeeded', async () => {
  const { body } = await ask('startMaintenance', [one, far]);
  expect((await details(one)).inMaintenanceMode).toBe(true);
  const [id] = statusIds(body);
  const watched = await plane.call<OperationStatus>(`GET /v2/operations/ALTD/status/${id}`);
  expect(watched.body).toEqual({ status: 'succeeded' });
  const again = await ask('startMaintenance', [one]);
  expect(again.body[0]).toMatchObject({ isQueued: false, errorMessage: refusalTexts.noop });
  const marks = [
    { id: one, inMaintenanceMode: 'false' },
    { id: far, inMaintenanceMode: 'True' },
    { id: 'nobody', inMaintenanceMode: true },
  ];
  const set = await ask('setMaintenance', { servers: marks });
  expect(set.body.map(({ isQueued }) => isQueued)).toEqual([true, false, false]);
  expect((await details(one)).inMaintenanceMode).toBe(false);
  await ask('stopMaintenance', [far]);
  expect((await details(far)).inMaintenanceMode).toBe(false);
});

test('an operation goes from notStarted through executing to succeeded, under both ids at both roots', async () => {
  const { body } = await ask('powerOff', [one]);
  const id = statusIds(body)[0]!;
  const row = await plane.store
    .reader(plane.scope)
    .get('operation', { id: Number(id.split('-')[1]) });
  const hex = row!.uid.replaceAll('-', '');
  const plain = async (key: string) =>
    (await plane.call<OperationStatus>(`GET /v2/operations/ALTD/status/${key}`)).body;
  const experimental = async (key: string) =>
    (await plane.call<ExperimentalStatus>(`GET /v2-experimental/operations/altd/status/${key}`))
      .body;
  expect([await plain(id), await plain(hex)]).toEqual([
    { status: 'notStarted' },
    { status: 'notStarted' },
  ]);
  expect(await experimental(hex)).toMatchObject({
    requestType: 'blueprintOperation',
    status: 'queued',
    summary: { blueprintId: row!.id, locationId: 'DE1', links: [] },
    source: { userName: 'altd' },
  });
  await plane.run(0);
  expect((await plain(id.toUpperCase())).status).toBe('executing');
  expect((await experimental(id)).status).toBe('running');
  await plane.run(aWhile);
  expect((await plain(hex)).status).toBe('succeeded');
  expect((await experimental(id)).status).toBe('succeeded');
});

test.each(['de1-999999', 'va1-1', '1', 'de1-', 'f'.repeat(32), "de1-1' --"])(
  'an unknown operation is 404 at both roots: %s',
  async (id) => {
    for (const root of ['v2', 'v2-experimental']) {
      const path = `/${root}/operations/ALTD/status/${encodeURIComponent(id)}`;
      const { status, body } = await plane.call<ErrorBody>(`GET ${path}`);
      expect(status).toBe(404);
      expect(Object.keys(body)).toEqual(['message']);
    }
  },
);

test('an operation of another account is 404', async () => {
  const { body } = await ask('powerOff', [one]);
  const token = await plane.tokenOf('othr');
  const path = `GET /v2/operations/OTHR/status/${statusIds(body)[0]}`;
  expect((await plane.call(path, { token })).status).toBe(404);
});

test('a server of another account cannot be found', async () => {
  const token = await plane.tokenOf('othr');
  const body = [one];
  const reply = await plane.call<QueuedServer[]>('POST /v2/operations/OTHR/servers/powerOff', {
    token,
    body,
  });
  expect(reply.body[0]).toMatchObject({ isQueued: false });
  expect((await details(one)).powerState).toBe('started');
});

test.each([
  ['an object', { servers: [one] }],
  ['a list of numbers', [1, 2]],
  ['a list of lists', [[one]]],
])('refuses %s as list of servers', async (_name, body) => {
  expect((await ask('powerOff', body)).status).toBe(400);
  expect((await details(one)).powerState).toBe('started');
});

test('an operation that does not exist is 404', async () => {
  expect((await ask('explode', [one])).status).toBe(404);
});

test('an operator may work on servers', async () => {
  const token = await plane.tokenOf('altd-operator');
  const reply = await plane.call<QueuedServer[]>('POST /v2/operations/ALTD/servers/pause', {
    token,
    body: [two],
  });
  expect(reply.body[0]!.isQueued).toBe(true);
});

test('a deleted server is queued for that, then gone; a body that says nothing is no matter', async () => {
  await plane.call('POST /v2/servers/ALTD', { body: await plane.server({ name: 'gone' }) });
  await plane.run(aWhile);
  const path = '/v2/servers/ALTD/DE1ALTDGONE01';
  const reply = await plane.call<QueuedServer>(`DELETE ${path}`, { body: {} });
  expect(reply.status).toBe(202);
  expect(reply.body).toMatchObject({ server: 'de1altdgone01', isQueued: true });
  const during = await plane.call<Server>(`GET ${path}`);
  expect(during.body.status).toBe('queuedForDelete');
  expect(during.body).not.toHaveProperty('details');
  const again = await plane.call<QueuedServer>(`DELETE ${path}`);
  expect(again.body).toMatchObject({ isQueued: false, errorMessage: refusalTexts.noop });
  await plane.run(aWhile);
  expect((await plane.call(`GET ${path}`)).status).toBe(404);
  expect((await plane.call(`DELETE ${path}`)).status).toBe(404);
});
