import { Client } from '@pileus/sdk/cyclecloud';
import type { Step } from '@pileus/sdk/http';
import { expect, it } from 'vitest';
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

it('lets a look through', async () => {
  const { cluster, out, sent } = dryRun({});
  await cluster.listNodes();
  expect(sent).toEqual(['GET']);
  expect(out).toEqual([]);
});
