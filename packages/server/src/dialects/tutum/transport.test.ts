import type { Credential, List } from '@pileus/sdk/tutum/wire';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashPassword } from '../../security/passwords.js';
import { createUser } from '../../security/users.js';
import { system } from '../../store/store.js';
import type { Role } from '../../store/tables.js';
import { testAdmin } from '../../testing/index.js';
import { startTutumPlane, type TutumPlane } from './tutum-plane.js';
import { unservedRoutes } from './unserved.js';

let plane: TutumPlane;
beforeAll(async () => {
  plane = await startTutumPlane();
});
afterAll(() => plane.close());

const { username, password, apiKey } = testAdmin;
const basic = (text: string) => Buffer.from(text).toString('base64');

describe('authentication', () => {
  it.each([
    ['ApiKey', `ApiKey ${username}:${apiKey}`],
    ['lower case', `apikey ${username}:${apiKey}`],
    ['as python 0.20.2 spells it', `Apikey ${username}:${apiKey}`],
    ['a key without a user', `Apikey ${apiKey}`],
    ['quoted user and key', `ApiKey "${username}":"${apiKey}"`],
    ['Basic with the key', `Basic ${basic(`${username}:${apiKey}`)}`],
    ['quoted Basic', `Basic "${basic(`${username}:${apiKey}`)}"`],
    ['Basic with the password', `Basic ${basic(`${username}:${password}`)}`],
    ['lower-case basic', `basic ${basic(`${username}:${password}`)}`],
  ])('accepts %s', async (_what, auth) => {
    expect((await plane.call('GET', '/service/', { auth })).status).toBe(200);
  });

  it.each([
    ['nothing', null],
    ['a wrong key', `ApiKey ${username}:wrong`],
    ['a wrong password', `Basic ${basic(`${username}:wrong`)}`],
    ['an unknown user', `ApiKey nobody:${apiKey}x`],
    ['another scheme', `Digest ${username}:${apiKey}`],
    ['rubbish', 'Basic %%%'],
    ['an empty key', `ApiKey ${username}:`],
  ])('refuses %s', async (_what, auth) => {
    expect((await plane.call('GET', '/service/', { auth })).status).toBe(401);
    expect((await plane.call('POST', '/service/', { auth, body: { image: 'a' } })).status).toBe(
      401,
    );
  });

  it('gives the API key to who has the password', async () => {
    const { status, body } = await plane.call<List<Credential>>('GET', '/auth/', {
      auth: `Basic ${basic(`${username}:${password}`)}`,
    });
    expect(status).toBe(200);
    expect(body.objects).toEqual([{ username, key: apiKey }]);
  });
});

describe('paths and methods', () => {
  it.each(['/service', '/service/', '//api/v1/service/', '//api//v1/service//'])(
    'serves %s without a redirect',
    async (path) => {
      expect((await plane.call('GET', path)).status).toBe(200);
    },
  );

  it('refuses methods that a path does not have', async () => {
    const uri = '/service/3e6f4c1c-0b1c-4b5e-9d0b-2f1f6c1f4a11/';
    const { status, headers } = await plane.call('PUT', uri);
    expect(status).toBe(405);
    expect(headers.allow).toContain('DELETE');
    expect((await plane.call('DELETE', '/service/')).status).toBe(405);
  });

  it('says of what it does not serve that it is not implemented', async () => {
    expect((await plane.call('GET', '/stack/')).status).toBe(405);
    expect((await plane.call('GET', '/image/tutum/hello-world/tag/latest/')).status).toBe(405);
  });

  it.each([
    '/service/3e6f4c1c-0b1c-4b5e-9d0b-2f1f6c1f4a11/',
    '/application/3e6f4c1c-0b1c-4b5e-9d0b-2f1f6c1f4a11/',
    '/container/3e6f4c1c-0b1c-4b5e-9d0b-2f1f6c1f4a11/',
    '/action/3e6f4c1c-0b1c-4b5e-9d0b-2f1f6c1f4a11/',
    '/node/3e6f4c1c-0b1c-4b5e-9d0b-2f1f6c1f4a11/',
    '/nodecluster/3e6f4c1c-0b1c-4b5e-9d0b-2f1f6c1f4a11/',
    '/service/none/',
    '/service/%00/',
    '/provider/none/',
    '/region/docker/none/',
    '/nothing/',
  ])('does not find %s', async (path) => {
    expect((await plane.call('GET', path)).status).toBe(404);
  });

  it('refuses a path that cannot be decoded', async () => {
    expect((await plane.call('GET', '/service/%ZZ/')).status).toBe(400);
  });

  it('answers action calls on what does not exist with 404, whatever the body', async () => {
    const uri = '/service/3e6f4c1c-0b1c-4b5e-9d0b-2f1f6c1f4a11/';
    expect((await plane.call('POST', `${uri}start/`, { body: 'not json' })).status).toBe(404);
    expect((await plane.call('DELETE', uri)).status).toBe(404);
  });
});

describe('who sees and does what', () => {
  async function login(name: string, role: Role, accountId?: number): Promise<string> {
    const passwordHash = await hashPassword('a password of nine words that nobody else has');
    await plane.store.command(system, async (tx) => {
      const own = accountId ?? (await tx.get('user', { username }))!.accountId;
      await createUser(tx, { username: name, role, accountId: own }, { passwordHash });
    });
    return `Basic ${basic(`${name}:a password of nine words that nobody else has`)}`;
  }

  it('lets a reader look and nothing else', async () => {
    const auth = await login('looker', 'reader');
    expect((await plane.call('GET', '/service/', { auth })).status).toBe(200);
    const body = { image: 'a', name: 'no' };
    expect((await plane.call('POST', '/service/', { auth, body })).status).toBe(403);
    expect((await plane.list('/service/?name=no')).meta.total_count).toBe(0);
  });

  it('lets an operator make services', async () => {
    const auth = await login('worker', 'operator');
    const body = { image: 'a', name: 'by-worker' };
    const { status, body: made } = await plane.call('POST', '/service/', { auth, body });
    expect(status).toBe(201);
    expect(made.public_dns).toBe('by-worker.worker.svc.tutum.io');
  });

  it('shows nothing of one account to another', async () => {
    const body = { image: 'a', name: 'private' };
    const { uuid } = (await plane.call('POST', '/service/', { body })).body;
    const accountId = await plane.store.command(system, (tx) =>
      tx.insert('account', {
        uid: crypto.randomUUID(),
        alias: 'OTH',
        name: 'Another',
        domain: 'other.example',
        home: {},
        contact: {},
        status: 'active',
      }),
    );
    const auth = await login('stranger', 'admin', accountId);
    expect((await plane.call('GET', `/service/${uuid}/`, { auth })).status).toBe(404);
    expect((await plane.call('DELETE', `/service/${uuid}/`, { auth })).status).toBe(404);
    for (const collection of ['service', 'application', 'container', 'action', 'node']) {
      const answer = await plane.call<List<unknown>>('GET', `/${collection}/`, { auth });
      expect(answer.body.objects).toEqual([]);
    }
    // It has no node to carry a container, so nothing is made.
    const create = await plane.call('POST', '/application/', { auth, body });
    expect(create.status).toBe(400);
    expect(
      (await plane.call<List<unknown>>('GET', '/application/', { auth })).body.objects,
    ).toEqual([]);
  });
});

describe('an idempotency key', () => {
  it('makes one service of two equal requests', async () => {
    const call = {
      body: { image: 'nginx', name: 'once' },
      headers: { 'idempotency-key': 'k-1' },
    };
    const first = await plane.call('POST', '/service/', call);
    const second = await plane.call('POST', '/service/', call);
    expect(second).toMatchObject({ status: 201, body: first.body });
    expect(second.headers['x-tutum-action-uri']).toBe(first.headers['x-tutum-action-uri']);
    const other = { ...call, body: { image: 'nginx', name: 'twice' } };
    expect((await plane.call('POST', '/service/', other)).status).toBe(409);
  });
});

describe('what is not served', () => {
  it('is counted by call', () => {
    const counted: string[] = [];
    const routes = unservedRoutes((what) => counted.push(what));
    const handler = routes['/api/v1/stack/:uuid']!.PATCH!;
    expect(() => handler({} as FastifyRequest, {} as FastifyReply)).toThrow(/not implemented/);
    expect(counted).toEqual(['PATCH /stack/:uuid']);
  });
});
