import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { openTerminal } from '../terminal.js';
import { type LiveKind, liveNames } from './live.js';

const names = (kind: LiveKind, path: readonly string[], env: Record<string, string>) =>
  liveNames(
    kind,
    { question: { kind: 'nothing' }, typed: '', path, flags: {}, args: { cluster: 'c' } },
    openTerminal({ stdout: { write: () => {} }, stderr: { write: () => {} }, env }),
  );

it.each<[LiveKind, string]>([
  ['clusters', 'cycle'],
  ['nodes', 'cycle'],
  ['users', 'admin'],
])('does not wait for a server that does not answer: %s of %s', async (kind, command) => {
  let asked = 0;
  const server = createServer(() => {
    asked += 1;
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const env = {
    ...{ HOME: '/nonexistent', PILEUS_COMPLETION_TIMEOUT: '0.5' },
    ...{ PILEUS_ADMIN_URL: url, PILEUS_ADMIN_PASSWORD: 'x', PILEUS_CYCLECLOUD_URL: url },
    ...{ PILEUS_CYCLECLOUD_USERNAME: 'u', PILEUS_CYCLECLOUD_PASSWORD: 'x' },
  };
  expect(await names(kind, [command], env)).toEqual([]);
  expect(asked).toBeGreaterThan(0);
});

it('is silent where no server is named, and where nobody knows such names', async () => {
  const env = { HOME: '/nonexistent' };
  expect(await names('clusters', ['cycle'], env)).toEqual([]);
  expect(await names('users', ['admin'], env)).toEqual([]);
  expect(await names('profiles', ['profile'], env)).toEqual([]);
  expect(await names('users', ['serve'], env)).toEqual([]);
});
