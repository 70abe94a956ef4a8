import { describe, expect, it } from 'vitest';
import type { JsonRequest, SendJson } from './http-json.js';
import { seeByCenturyLink, seeBySoftLayer, seeByTutum, type Visitor } from './other-dialects.js';

const uid = '62a1b116-3c4e-4229-b290-b54ea23f1b68';

/** A visitor whose requests are answered from a list, in order, and written down. */
function visitorWith(...answers: readonly { status?: number; body: unknown }[]) {
  const sent: { url: string; request: JsonRequest }[] = [];
  const send: SendJson = async (url, request) => {
    const { status = 200, body } = answers[sent.length] ?? { status: 500, body: undefined };
    sent.push({ url, request });
    return { status, headers: new Headers(), body };
  };
  const visitor: Visitor = {
    url: 'http://127.0.0.1:1',
    username: 'admin',
    password: 'secret',
    send,
    signal: new AbortController().signal,
  };
  return { visitor, sent };
}

describe('seeByCenturyLink', () => {
  it('logs in, then asks for the server by the uid without dashes', async () => {
    const { visitor, sent } = visitorWith(
      { body: { bearerToken: 'token-1', accountAlias: 'PIL' } },
      { body: { id: 'eastuspilm000000004', status: 'active', details: { powerState: 'started' } } },
    );
    expect(await seeByCenturyLink(visitor, uid)).toMatchObject({
      name: 'EASTUSPILM000000004',
      state: 'active, started',
    });
    expect(sent[1]?.url).toBe(
      'http://127.0.0.1:1/v2/servers/PIL/62a1b1163c4e4229b290b54ea23f1b68?uuid=true',
    );
    expect(sent[1]?.request.headers?.authorization).toBe('Bearer token-1');
  });

  it('names the request that failed, not the password', async () => {
    const { visitor } = visitorWith({ status: 400, body: {} });
    const failing = seeByCenturyLink(visitor, uid);
    await expect(failing).rejects.toThrow('POST /v2/authentication/login was answered 400');
  });
});

describe('seeBySoftLayer', () => {
  it('asks for one guest by its global identifier', async () => {
    const guest = { id: 4, fullyQualifiedDomainName: 'a.b', powerState: { keyName: 'RUNNING' } };
    const { visitor, sent } = visitorWith({ body: [guest] });
    expect(await seeBySoftLayer(visitor, uid)).toMatchObject({ name: '4, a.b', state: 'RUNNING' });
    const { searchParams } = new URL(sent[0]?.url ?? '');
    expect(searchParams.get('resultLimit')).toBe('0,1');
    expect(searchParams.get('objectFilter')).toContain(uid);
  });

  it('says so when the guest is not in the list', async () => {
    const { visitor } = visitorWith({ body: [] });
    await expect(seeBySoftLayer(visitor, uid)).rejects.toThrow(`no guest ${uid}`);
  });
});

describe('seeByTutum', () => {
  it('shows the first service, or that there is none', async () => {
    const objects = [{ name: 'hello-world', state: 'Running' }];
    const full = visitorWith({ body: { meta: { total_count: 1 }, objects } });
    expect(await seeByTutum(full.visitor)).toMatchObject({ name: 'hello-world', state: 'Running' });
    const empty = visitorWith({ body: { meta: { total_count: 0 }, objects: [] } });
    expect(await seeByTutum(empty.visitor)).toMatchObject({ name: 'no service yet' });
  });
});
