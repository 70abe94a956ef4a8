import type { ControlPlane } from '@pileus/server';
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

/** Lets the demo cluster hold `nodes` nodes of its array `execute`, beside the one that it has. */
export async function roomFor(plane: ControlPlane, nodes: number): Promise<void> {
  const system = { accountId: null, actor: 'bench', role: 'admin' } as const;
  await plane.store.command(system, async (tx) => {
    for (const { id } of await tx.select('cluster')) {
      await tx.update('cluster', id, { maxCount: nodes + 100, maxCoreCount: 100_000_000 });
    }
    for (const { id } of await tx.select('nodeArray')) {
      await tx.update('nodeArray', id, { maxCount: nodes + 100, maxCoreCount: null });
    }
    for (const { id } of await tx.select('quota'))
      await tx.update('quota', id, { cores: 100_000_000 });
  });
}
