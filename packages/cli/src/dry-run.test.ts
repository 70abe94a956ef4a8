import { execFileSync } from 'node:child_process';
import { Client } from '@pileus/sdk/cyclecloud';
import { HttpClient, HttpError, path, type Step } from '@pileus/sdk/http';
import { describe, expect, it } from 'vitest';
import { dryRunStep, wasDryRun } from './dry-run.js';
import { openTerminal } from './terminal.js';

function dryRun(env: Record<string, string>, options = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const terminal = openTerminal({
    stdout: { write: (text) => out.push(text), columns: 1000 },
    stderr: { write: (text) => err.push(text) },
    env,
  });
  const sent: string[] = [];
  const network: Step = async (call) => {
    sent.push(call.method);
    return { status: 200, headers: {}, body: '{"nodes": []}' };
  };
  const steps = [dryRunStep(terminal, ['PILEUS_PASSWORD', 'CYCLECLOUD_PASSWORD']), network];
  const login = { url: 'https://cc.example', username: 'o$ann', password: 'pass word' };
  const client = new Client({ ...login, ...options, steps });
  return { cluster: client.clusters.get('c 1'), out, err, sent };
}

it('shows a change, sends nothing, and keeps the password out', async () => {
  const { cluster, out, err, sent } = dryRun({});
  const error = await cluster
    .terminateNodes({ names: ["it's"] }, { requestId: 'r' })
    .catch((e) => e);
  expect(wasDryRun(error)).toBe(true);
  expect(sent).toEqual([]);
  expect(out).toEqual([
    `curl --request POST --user 'o$ann:'"$PILEUS_PASSWORD" --header 'content-type: application/json' ` +
      `--data-raw '{"requestId":"r","names":["it'\\''s"]}' https://cc.example/clusters/c%201/nodes/terminate\n`,
  ]);
  expect(err.join('')).toContain('set PILEUS_PASSWORD to the password of o$ann');
});

it('names the variable that holds the password already', async () => {
  const { cluster, out, err } = dryRun({ CYCLECLOUD_PASSWORD: 'pass word', PILEUS_PASSWORD: 'no' });
  await cluster.start().catch(() => undefined);
  expect(out[0]).toContain('"$CYCLECLOUD_PASSWORD"');
  expect(err.join('')).toContain('CYCLECLOUD_PASSWORD, which must be exported');
});

it('tells curl too to accept any certificate', async () => {
  const { cluster, out } = dryRun({}, { verifyCertificates: false });
  await cluster.start().catch(() => undefined);
  expect(out[0]).toMatch(/ --insecure\n$/);
});

describe('a secret in the body', () => {
  /** What curl would be given as the body, by a shell that has the variable. */
  const pasted = (value: string, body: object) => {
    const out: string[] = [];
    const err: string[] = [];
    const terminal = openTerminal({
      stdout: { write: (text) => out.push(text), columns: 80 },
      stderr: { write: (text) => err.push(text) },
      env: {},
    });
    const what = 'the new password of ann';
    const step = dryRunStep(terminal, ['PILEUS_PASSWORD'], [{ value, variable: 'NEW', what }]);
    const http = new HttpClient({
      vendor: 'Pileus',
      url: 'http://127.0.0.1:1',
      authorization: `Basic ${Buffer.from('admin:a-password').toString('base64')}`,
      secrets: ['a-password', value],
      steps: [step],
      toError: (call, response) => new HttpError(call, response, { message: 'No.' }),
    });
    const sending = http.request('POST /users', () => ({
      method: 'POST',
      path: path`/users`,
      body,
      decode: (json) => json,
    }));
    return sending.then(
      () => expect.unreachable(),
      () => {
        const command = out.join('');
        const script = `curl() { while [ "$1" != --data-raw ]; do shift; done; printf %s "$2"; }\n${command}`;
        const env = { PATH: process.env.PATH, NEW: value, PILEUS_PASSWORD: 'a-password' };
        const given = execFileSync('sh', ['-c', script], { env, encoding: 'utf8' });
        return { command, given: JSON.parse(given), note: err.join('') };
      },
    );
  };

  it.each(["it's $HOME", 'two "words"', 'C:\\new\\', 'password', '`id`', 'ünï'])(
    'is put in by the shell: %s',
    async (value) => {
      const body = { username: 'ann', password: value, note: `it's ${value} a-password` };
      const { command, given, note } = await pasted(value, body);
      expect(given).toEqual(body);
      expect(command).toContain('"$NEW"');
      if (value !== 'password') expect(command + note).not.toContain(value);
      expect(command).not.toMatch(/\[redacted\]|a-password/);
      expect(note).toContain('Set NEW to the new password of ann.');
    },
  );
});

it('lets a look through', async () => {
  const { cluster, out, sent } = dryRun({});
  await cluster.listNodes();
  expect(sent).toEqual(['GET']);
  expect(out).toEqual([]);
});
