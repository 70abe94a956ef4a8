import type { List, Service } from '@pileus/sdk/tutum/wire';
import { expect } from 'vitest';
import { startTestPlane, type TestPlane, testAdmin } from '../../testing/index.js';

/** A parsed answer; bodies of this dialect are objects. */
export interface Answer<T> {
  readonly status: number;
  readonly body: T;
  readonly headers: Readonly<Record<string, unknown>>;
}

export interface Call {
  /** A text is sent as it is, anything else as JSON. */
  readonly body?: unknown;
  readonly type?: string;
  /** The Authorization header; null: none. Default: the administrator's key. */
  readonly auth?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export const apiKeyHeader = `ApiKey ${testAdmin.username}:${testAdmin.apiKey}`;

/** A control plane as a Tutum client sees it. For tests. */
export interface TutumPlane extends TestPlane {
  /** Calls a path below `/api/v1`. Every answer is checked for what holds of all of them. */
  call<T = Service>(method: string, path: string, call?: Call): Promise<Answer<T>>;
  /** The objects and the total of a collection's first page. */
  list<T = Service>(path: string): Promise<List<T>>;
}

/** Keys that the vendor's Python objects have as methods; no reply may have them. */
const forbiddenKeys = [
  ...[
    'logs',
    'start',
    'stop',
    'scale',
    'redeploy',
    'deploy',
    'export',
    'save',
    'delete',
    'refresh',
  ],
  ...['list', 'fetch', 'create', 'execute', 'cancel', 'retry', 'pk', 'is_dirty'],
];

export async function startTutumPlane(): Promise<TutumPlane> {
  const plane = await startTestPlane({ world: 'demo' });
  async function call<T>(
    method: string,
    path: string,
    { body, type, auth = apiKeyHeader, headers = {} }: Call = {},
  ): Promise<Answer<T>> {
    const response = await plane.app.inject({
      method: method as 'GET',
      url: path.startsWith('//') ? path : `/api/v1${path}`,
      headers: {
        ...(auth !== null && { authorization: auth }),
        ...(type !== undefined && { 'content-type': type }),
        'user-agent': 'python-tutum/v1.0',
        ...headers,
      },
      ...(body !== undefined && {
        payload: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    });
    const { statusCode: status } = response;
    const parsed: unknown = JSON.parse(response.body);
    expect(response.headers['content-type']).toBe('application/json');
    expectWellFormed(status, parsed as Readonly<Record<string, unknown>>);
    return { status, body: parsed as T, headers: response.headers };
  }
  return {
    ...plane,
    call,
    list: async <T>(path: string) => {
      const { status, body } = await call<List<T>>('GET', path);
      expect(status).toBe(200);
      return body;
    },
  };
}

function expectWellFormed(status: number, body: Readonly<Record<string, unknown>>): void {
  expect(Array.isArray(body)).toBe(false);
  expect(Math.floor(status / 100)).not.toBe(3);
  expect(status).not.toBe(500);
  if (status >= 400) {
    expect(body).toEqual({ error: expect.any(String) });
    return;
  }
  const objects = (body.objects ?? [body]) as Readonly<Record<string, unknown>>[];
  for (const object of objects) {
    for (const key of forbiddenKeys) expect(object).not.toHaveProperty(key);
    if (object.uuid) expect(object.resource_uri).toMatch(/^\/api\/v1\/[a-z]+\/[0-9a-f-]{36}\/$/);
  }
}
