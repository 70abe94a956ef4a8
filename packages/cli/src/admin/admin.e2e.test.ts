import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ControlPlane, startControlPlane } from '@pileus/server/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Launched, launcher } from '../launched.js';

const admin = { username: 'admin', password: 'a-good-password' };

describe('profiles and the admin API, by the real process', () => {
  let home: string;
  let plane: ControlPlane;
  const running: Launched[] = [];
  const start = (port = 0) =>
    startControlPlane({ world: 'demo', admin, port, data: join(home, 'data') });
  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'pileus-admin-'));
    plane = await start();
  });
  afterEach(async () => {
    for (const process of running.splice(0)) process.signal('SIGKILL');
    await plane?.close();
    rmSync(home, { recursive: true, force: true });
  });

  const environment = { HOME: '', XDG_CONFIG_HOME: '' };
  function pileus(...args: string[]): Launched {
    const process = new Launched(args, { ...environment, HOME: home });
    running.push(process);
    return process;
  }

  /** Stores the server under a name, the password coming through a pipe. */
  async function addProfile(name: string, password: string) {
    const args = ['profile', 'add', name, '--url', plane.url, '--username', admin.username];
    const child = spawn(process.execPath, [launcher, ...args, '--password-stdin'], {
      env: { ...process.env, ...environment, HOME: home },
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    let told = '';
    child.stderr.on('data', (chunk) => {
      told += chunk;
    });
    child.stdin.end(`${password}\n`);
    const [code] = await once(child, 'close');
    return { code, told };
  }

  it('stores a server that answers, and no other', async () => {
    const refused = await addProfile('lab', 'hunter22');
    expect(refused).toMatchObject({ code: 4, told: expect.stringMatching(/was not stored/) });
    expect(refused.told).not.toContain('hunter22');
    expect(await pileus('profile', 'show', 'lab').ended()).toMatchObject({ code: 3 });

    expect(await addProfile('lab', admin.password)).toMatchObject({ code: 0 });
    const file = readFileSync(join(home, '.config/pileus/config.json'), 'utf8');
    expect(JSON.parse(file).profiles.lab.password).toBe(admin.password);
    const listed = await pileus('admin', 'users', 'ls', '--profile', 'lab', '-o', 'csv').ended();
    expect(listed).toMatchObject({ code: 0, err: '' });
    expect(listed.out).toMatch(/^user,role,[\s\S]*\nadmin,admin,/);
    // The default profile does for the vendor's own commands, too.
    expect(await pileus('cycle', 'clusters').ended()).toMatchObject({ code: 0 });
  });

  it('follows events over the end of a connection, missing none and repeating none', async () => {
    await addProfile('lab', admin.password);
    const follow = pileus('admin', 'events', '--follow', '--after', '0', '--output', 'json');
    const idOf = async (pattern: RegExp): Promise<number> =>
      JSON.parse(await follow.line(pattern)).id;
    await idOf(/"user\.created"/);
    const { port } = new URL(plane.url);
    await plane.close();
    plane = await start(Number(port));
    // It happens while nobody is connected: the pause before the next attempt is a second.
    const added = await pileus('admin', 'users', 'add', 'robot', '--no-password').ended();
    expect(added.code).toBe(0);
    await idOf(/"user\.created"/);
    follow.signal('SIGINT');
    const { code, out, err } = await follow.ended();
    expect(code).toBe(0);
    expect(err).toMatch(/The connection was lost .*next attempt in 1 s/);
    const ids = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).id);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
  });
}, 60_000);
