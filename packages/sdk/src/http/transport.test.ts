import { describe, expect, it } from 'vitest';
import { HttpClient } from './http-client.js';
import { loopback } from './loopback.test.helper.js';
import { path } from './path.js';
import { ResponseError } from './response-error.js';

const ask = (url: string, maxBytes: number) =>
  new HttpClient({ vendor: 'Vendor', url, secrets: [], maxBytes }).request('getThing', () => ({
    method: 'POST',
    path: path`/things`,
    text: '<a/>',
    headers: { accept: '*/*', 'content-type': 'text/xml' },
    read: ({ bytes, body }) => ({ bytes: Buffer.from(bytes!).toString('latin1'), body }),
  }));

describe('an answer wanted as bytes', () => {
  it('comes as bytes and as text, and the request goes out as it was given', async () => {
    const server = await loopback(() => ({ body: 'é' }));
    expect(await ask(server.url, 2)).toEqual({ bytes: 'Ã©', body: 'é' });
    const { headers, body } = server.received[0]!;
    expect(body).toBe('<a/>');
    expect(headers).toMatchObject({ accept: '*/*', 'content-type': 'text/xml' });
    expect(headers).not.toHaveProperty('authorization');
  });

  it('is refused when it is too long, and asked for once only', async () => {
    const server = await loopback(() => ({ body: 'x'.repeat(1_000_000) }));
    const failure = await ask(server.url, 999_999).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ResponseError);
    expect(failure).toMatchObject({
      status: 200,
      message: "Vendor's answer to getThing has more than 999999 bytes.",
    });
    expect(server.received).toHaveLength(1);
    expect(await ask(server.url, 1_000_000)).toHaveProperty('bytes.length', 1_000_000);
  });
});
