import { request } from 'undici';

/** The administrator of measured control planes. */
export const basic = { username: 'admin', password: 'bench-password', apiKey: 'b'.repeat(64) };

export const authorization = `Basic ${Buffer.from(`${basic.username}:${basic.password}`).toString('base64')}`;

/** One call of a control plane; answers the decoded body. */
export async function call(
  url: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const response = await request(`${url}${path}`, {
    method: method as 'GET',
    headers: { authorization, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.body.text();
  if (response.statusCode >= 300)
    throw new Error(`${method} ${path}: ${response.statusCode} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

const times = (seconds: number) =>
  Object.fromEntries(
    ['allocate', 'boot', 'stop', 'restart', 'reimage', 'delete', 'change'].map((what) => [
      what,
      seconds,
    ]),
  );

/** Machines boot, stop and go at once. */
export const instantFaults = (url: string) =>
  call(url, 'PATCH', '/pileus/v1/faults', { times: times(0) });

/** Machines take hours: nothing but the create is measured. */
export const slowFaults = (url: string) =>
  call(url, 'PATCH', '/pileus/v1/faults', { times: times(80_000) });
