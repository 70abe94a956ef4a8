import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { Launched } from '../launched.js';

const running: Launched[] = [];
const folders: string[] = [];

afterEach(async () => {
  for (const process of running.splice(0)) process.signal('SIGKILL');
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function pileus(args: readonly string[], env?: Record<string, string>): Launched {
  const process = new Launched(args, env);
  running.push(process);
  return process;
}

interface Ready {
  readonly url: string;
  readonly admin: { username: string; password?: string; generated: boolean };
}

async function ready(process: Launched): Promise<Ready> {
  return JSON.parse(await process.line(/./));
}

const basic = (user: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
});

describe('pileus serve', () => {
  it('prints one line of JSON, serves with the generated password, ends at SIGTERM with 0', async () => {
    const process = pileus(['serve', '--memory', '--output', 'json']);
    const { url, admin } = await ready(process);
    expect(admin.generated).toBe(true);
    const headers = basic(admin.username, admin.password ?? '');
    const reply = await fetch(`${url}/clusters/test-cluster-1/status`, { headers });
    expect(reply.status).toBe(200);
    process.signal('SIGTERM');
    const { code, out } = await process.ended();
    expect(code).toBe(0);
    expect(out.split('\n')).toEqual([expect.stringContaining(url), '']);
  });

  it('takes the administrator from the environment and never prints that password', async () => {
    const env = { PILEUS_ADMIN_USER: 'ann', PILEUS_ADMIN_PASSWORD: 'planted-secret' };
    const process = pileus(['serve', '--world', 'empty'], env);
    const url = (await process.line(/listens on/)).split(' ').at(-1);
    const reply = await fetch(`${url}/operations/`, { headers: basic('ann', 'planted-secret') });
    expect(reply.status).toBe(200);
    process.signal('SIGINT');
    const { code, out, err } = await process.ended();
    expect(code).toBe(0);
    expect(out + err).not.toContain('planted-secret');
  });

  it('keeps its state in a data folder, and generates secrets only the first time', async () => {
    const data = mkdtempSync(join(tmpdir(), 'pileus-serve-'));
    folders.push(data);
    const first = pileus(['serve', '--data', data, '--output', 'json']);
    const { admin } = await ready(first);
    first.signal('SIGTERM');
    await first.ended();
    const second = pileus(['serve', '--data', data, '--output', 'json']);
    const again = await ready(second);
    expect(again.admin).toEqual({ username: admin.username, generated: false });
    const headers = basic(admin.username, admin.password ?? '');
    expect((await fetch(`${again.url}/operations/`, { headers })).status).toBe(200);
  });

  it('says what to do when the port is taken', async () => {
    const first = pileus(['serve', '--output', 'json']);
    const { port } = new URL((await ready(first)).url);
    const { code, err } = await pileus(['serve', '--port', port]).ended();
    expect(code).toBe(1);
    expect(err).toContain(`Another program listens on port ${port}`);
    expect(err).not.toMatch(/\n\s+at /);
  });

  it('serves HTTPS with a certificate of its own', async () => {
    const process = pileus(['serve', '--tls', 'auto', '--output', 'json']);
    expect((await ready(process)).url).toMatch(/^https:/);
  });
}, 30_000);
