import { type ControlPlane, startControlPlane } from '@pileus/server/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from '../program.js';
import { openTerminal } from '../terminal.js';

const admin = { username: 'admin', password: 'a-good-password' };

describe('pileus admin', () => {
  let plane: ControlPlane;
  beforeAll(async () => {
    plane = await startControlPlane({ world: 'demo', admin });
  });
  afterAll(() => plane?.close());

  async function run(args: readonly string[], env: Record<string, string> = {}) {
    const out: string[] = [];
    const err: string[] = [];
    const terminal = openTerminal({
      stdout: { write: (text) => out.push(text) },
      stderr: { write: (text) => err.push(text) },
      env: {
        ...{ HOME: '/nonexistent', PILEUS_ADMIN_URL: plane.url },
        ...{ PILEUS_ADMIN_PASSWORD: admin.password, ...env },
      },
    });
    const code = await runProgram(['admin', ...args], terminal, '1.2.3');
    return { code, out: out.join(''), err: err.join('') };
  }
  const json = async (...args: string[]) => {
    const { code, out, err } = await run([...args, '--output', 'json']);
    expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
    return JSON.parse(out);
  };
  const status = async (username: string, secret: string) => {
    const authorization = `Basic ${Buffer.from(`${username}:${secret}`).toString('base64')}`;
    return (await fetch(`${plane.url}/pileus/v1/world`, { headers: { authorization } })).status;
  };

  it('keeps every table within 80 columns', async () => {
    const views = [
      ...['users ls', 'keys ls', 'limits ls', 'machines ls', 'machines show 2', 'clusters ls'],
      ...['operations ls', 'events --limit 30', 'webhooks ls', 'faults show', 'world show'],
    ];
    await run(['machines', 'restart', '2', '--wait']);
    for (const view of views) {
      const { code, out } = await run(view.split(' '));
      expect(code, view).toBe(0);
      expect(Math.max(...out.split('\n').map((line) => line.length)), view).toBeLessThan(81);
    }
  });

  it('makes a user who can log in, changes him, and takes him away', async () => {
    const env = { PILEUS_NEW_PASSWORD: 'first-password' };
    const made = await run(['users', 'add', 'robot', '--role', 'reader'], env);
    expect(made).toMatchObject({ code: 0, out: expect.stringContaining('reader') });
    expect(made.out + made.err).not.toContain('first-password');
    expect(await status('robot', 'first-password')).toBe(200);

    expect((await json('users', 'role', 'robot', 'admin')).role).toBe('admin');
    await run(['users', 'password', 'robot'], { PILEUS_NEW_PASSWORD: 'second-password' });
    expect(await status('robot', 'first-password')).toBe(401);
    expect(await status('robot', 'second-password')).toBe(200);

    expect((await json('users', 'disable', 'robot')).disabled).toBe(true);
    expect(await status('robot', 'second-password')).toBe(401);
    expect((await json('users', 'enable', 'robot')).disabled).toBe(false);
    expect(await status('robot', 'second-password')).toBe(200);

    expect((await run(['users', 'rm', 'robot'])).code).toBe(2);
    expect((await run(['users', 'rm', 'robot', '--yes'])).code).toBe(0);
    expect((await json('users', 'ls')).map((user: { username: string }) => user.username)).toEqual([
      'admin',
    ]);
  });

  it('gives a key that works, alone on standard output, and ends it', async () => {
    await run(['users', 'add', 'keyed', '--no-password']);
    const { out } = await run(['keys', 'add', 'keyed']);
    expect(out).toMatch(/^\S+\n$/);
    expect(await status('keyed', out.trim())).toBe(200);
    expect(await run(['keys', 'add', 'keyed'])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/Replace the key of keyed/),
    });
    const { apiKey } = await json('keys', 'add', 'keyed', '--yes');
    expect(await status('keyed', out.trim())).toBe(401);
    expect(await status('keyed', apiKey)).toBe(200);
    expect((await run(['keys', 'rm', 'keyed', '--yes'])).code).toBe(0);
    expect(await status('keyed', apiKey)).toBe(401);
    const keys = await json('keys', 'ls');
    expect(keys.find((user: { username: string }) => user.username === 'keyed')).toMatchObject({
      hasApiKey: false,
    });
    expect((await run(['keys', 'rm', 'keyed', '--yes'])).code).toBe(3);
    await run(['users', 'rm', 'keyed', '--yes']);
  });

  it('sets one amount of a limit and leaves the other', async () => {
    const eastus = async () =>
      (await json('limits', 'ls', '--location', 'eastus')).find(
        (limit: { family: string; spot: boolean }) => limit.family === '*' && !limit.spot,
      );
    await run(['limits', 'set', 'eastus', '--cores', '2000', '--nodes', '40']);
    expect(await eastus()).toMatchObject({ cores: 2000, nodes: 40 });
    await run(['limits', 'set', 'eastus', '--cores', '0']);
    expect(await eastus()).toMatchObject({ cores: 0, nodes: 40 });
    await run(['limits', 'set', 'eastus', '--nodes', 'none']);
    expect(await eastus()).toMatchObject({ cores: 0, nodes: null });
    expect((await run(['limits', 'set', 'eastus'])).code).toBe(2);
    expect((await run(['limits', 'set', 'nowhere', '--cores', '1'])).code).toBe(3);
  });

  it('changes the faults that were named, and takes them away', async () => {
    const before = await json('faults', 'show');
    const args = ['--time', 'boot:1..3', '--fail', 'step:1,message=No, not today', '--evictions'];
    const set = await json('faults', 'set', ...args, '2');
    expect(set).toEqual({
      ...before,
      times: { ...before.times, boot: { min: 1, max: 3 } },
      failures: [{ kind: 'step', rate: 1, message: 'No, not today' }],
      spotEvictionsPerHour: 2,
    });
    const failed = await run(['machines', 'restart', 'mpi-build', '--wait']);
    expect(failed).toMatchObject({ code: 1, err: expect.stringMatching(/operations show/) });
    const [operation] = await json('operations', 'ls', '--state', 'failed', '--limit', '1');
    const shown = await run(['operations', 'show', operation.uid]);
    expect(shown.out).toContain('No, not today');
    expect((await run(['faults', 'reset'])).code).toBe(2);
    expect(await json('faults', 'reset', '--yes')).toEqual(before);
    expect((await run(['faults', 'set'])).code).toBe(2);
    expect((await run(['faults', 'set', '--time', 'boot:soon'])).code).toBe(2);
  });

  it('asks of several machines, by uid, id and name, and tells what was refused', async () => {
    const { uid } = await json('machines', 'show', 'VA1PILDB01');
    const done = await run(['machines', 'stop', uid, '5', 'VA1PILWEB01', '--wait']);
    expect(done.code).toBe(0);
    const stopped = await json('machines', 'ls', '--state', 'stopped');
    expect(stopped.map((machine: { id: number }) => machine.id)).toEqual([4, 5, 6]);

    await run(['machines', 'keep-alive', 'on', '4']);
    const partly = await run(['machines', 'delete', '4', '5', '--yes', '--wait']);
    expect(partly).toMatchObject({
      code: 7,
      out: expect.stringContaining('accepted'),
      err: expect.stringMatching(/VA1PILWEB01: .*KeepAlive[\s\S]*1 of 2 machines refused/),
    });
    expect((await run(['machines', 'delete', '4', '--yes'])).code).toBe(5);
    expect((await run(['machines', 'start', '4', 'nope'])).code).toBe(3);
    expect((await json('machines', 'show', '4')).state).toBe('stopped');
    expect((await run(['machines', 'evict', '4', '--yes'])).code).toBe(5);
  });

  it('shows what it would send, without the secrets, and sends nothing', async () => {
    const env = { PILEUS_NEW_PASSWORD: 'planted-secret' };
    const { code, out, err } = await run(['users', 'add', 'ghost', '--dry-run'], env);
    expect(code).toBe(0);
    expect(out).toMatch(/^curl --request POST --user admin:"\$PILEUS_ADMIN_PASSWORD"/);
    expect(out).toContain('"password":"\'"$PILEUS_NEW_PASSWORD"\'"');
    expect(err).toContain('It takes the new password of ghost from PILEUS_NEW_PASSWORD.');
    expect(out + err).not.toMatch(/planted-secret|a-good-password/);
    expect(await json('users', 'ls')).toHaveLength(1);
    const webhook = await run(['webhooks', 'add', 'http://127.0.0.1:9/hook', '--dry-run'], {
      PILEUS_WEBHOOK_SECRET: 'planted-secret',
    });
    expect(webhook.out).toContain('"secret":"\'"$PILEUS_WEBHOOK_SECRET"\'"');
    expect(webhook.out + webhook.err).not.toContain('planted-secret');
    await run(['machines', 'delete', '2', '7', '--dry-run']);
    expect((await json('machines', 'show', '7')).state).toBe('running');
  });

  it('has webhooks', async () => {
    const env = { PILEUS_WEBHOOK_SECRET: 'planted-secret' };
    const made = await run(['webhooks', 'add', 'http://127.0.0.1:9/hook'], env);
    expect(made.out).not.toContain('planted-secret');
    const [webhook] = await json('webhooks', 'ls');
    expect(webhook).toMatchObject({ target: 'http://127.0.0.1:9/hook', signed: true });
    expect((await run(['webhooks', 'rm', webhook.uid, '--yes'])).code).toBe(0);
    expect(await json('webhooks', 'ls')).toEqual([]);
  });

  it("moves the world's clock", async () => {
    const before = await json('world', 'clock');
    const moved = await json('world', 'clock', '--speed', '0', '--advance', '3600');
    expect(Date.parse(moved.now) - Date.parse(before.now)).toBeGreaterThanOrEqual(3_600_000);
    expect((await json('world', 'clock')).now).toBe(moved.now);
    expect((await json('world', 'clock', '--speed', '1')).speed).toBe(1);
    expect((await run(['world', 'clock', '--speed', '-1'])).code).toBe(2);
  });

  it('asks the doctor', async () => {
    expect(await run(['doctor'])).toMatchObject({ code: 0, out: '' });
    expect(await json('doctor', '--repair', '--yes')).toEqual([]);
  });

  it('starts and terminates a cluster', async () => {
    expect((await run(['clusters', 'terminate', 'test-cluster-1'])).code).toBe(2);
    const done = await run(['clusters', 'terminate', 'test-cluster-1', '--yes', '--wait']);
    expect(done.code).toBe(0);
    expect(await json('machines', 'ls', '--cluster', 'test-cluster-1')).toEqual([]);
    expect((await run(['clusters', 'start', 'test-cluster-1'])).code).toBe(0);
    expect((await run(['clusters', 'start', 'nope'])).code).toBe(3);
  });

  it('shows the newest events, or those after one', async () => {
    const newest = await json('events', '--limit', '3');
    expect(newest).toHaveLength(3);
    const last = newest.at(-1).id;
    await run(['machines', 'keep-alive', 'off', '4']);
    await run(['users', 'add', 'event', '--no-password']);
    const after = await json('events', '--after', String(last));
    expect(after.map((event: { kind: string }) => event.kind)).toContain('user.created');
    expect(Math.min(...after.map((event: { id: number }) => event.id))).toBeGreaterThan(last);
    expect((await run(['events', '--follow', '--output', 'csv'])).code).toBe(2);
    const two = await json('events', '--last', '2');
    expect(two).toHaveLength(2);
    expect(two[1]).toEqual(after.at(-1));
    expect((await run(['events', '--last', '2', '--after', '1'])).code).toBe(2);
  });

  it('ends with 3 for what is not there, however it is called, and with 2 for nonsense', async () => {
    for (const command of ['operations show', 'operations wait', 'machines show']) {
      expect((await run([...command.split(' '), 'no-uid'])).code, command).toBe(3);
    }
    expect((await run(['webhooks', 'rm', 'no-uid', '--yes'])).code).toBe(3);
    const env = { PILEUS_NEW_PASSWORD: 'a-good-password' };
    expect((await run(['users', 'add', 'a:b'], env)).code).toBe(2);
  });

  it('ends with 4 for a wrong password, and says so when the server is none', async () => {
    const wrong = await run(['users', 'ls'], { PILEUS_PASSWORD: 'hunter22' });
    expect(wrong.code).toBe(4);
    expect(wrong.err).not.toContain('hunter22');
    const other = await run(['users', 'ls'], { PILEUS_ADMIN_URL: `${plane.url}/nothing` });
    expect(other.err).toMatch(/is it one\?/);
  });
});
