import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, type TransportName } from '@pileus/sdk/softlayer';
import { FirewallManager, NetworkManager, UserManager } from '@pileus/sdk/softlayer/managers';
import { type ControlPlane, startControlPlane } from '@pileus/server/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const here = fileURLToPath(new URL('.', import.meta.url));
const folder = join(here, '../../packages/sdk/src/softlayer/managers');
const library = '/usr/lib/python3/dist-packages/SoftLayer';
const missing = !existsSync(library);
if (missing) {
  const message =
    'The recorded calls of softlayer-python are not recorded anew: the Debian package python3-softlayer is not installed.';
  if (process.env.CI) throw new Error(message);
  console.warn(`SKIPPED: ${message}`);
}

const lines = (text: string): unknown[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('the managers', () => {
  it.skipIf(missing).each(['softlayer-python.test.jsonl', 'softlayer-python-compute.test.jsonl'])(
    "are compared with calls that the vendor's own managers make: %s",
    (file) => {
      const recorded = readFileSync(join(folder, file), 'utf8');
      const script = join(here, 'record-manager-calls.py');
      const anew = execFileSync('/usr/bin/python3', [script], {
        input: recorded,
        encoding: 'utf8',
        stdio: ['pipe', 'pipe', 'ignore'],
        maxBuffer: 1e8,
      });
      expect(lines(anew)).toEqual(lines(recorded));
    },
    60_000,
  );

  describe.each<TransportName>(['rest', 'xmlrpc'])('against a server over %s', (transport) => {
    let plane: ControlPlane;
    let client: Client;
    beforeAll(async () => {
      const password = 'a-good-password';
      plane = await startControlPlane({ world: 'demo', admin: { username: 'admin', password } });
      client = new Client({
        ...{ username: 'admin', apiKey: password, endpointUrl: plane.url, transport },
        env: { HOME: '/nowhere' },
      });
    });
    afterAll(() => plane?.close());

    it('tell users, by id and by name', async () => {
      const users = new UserManager(client);
      const me = await users.getCurrentUser();
      expect(me).toMatchObject({ username: 'admin', userStatus: { name: 'Active' } });
      const id = me.id as number;
      expect(await users.resolveIds('ADMIN')).toEqual([id]);
      expect((await users.listUsers()).map(({ username }) => username)).toEqual(['admin']);
      expect((await users.getUser(id, { mask: { email: true } })).email).toBe(me.email);
      await expect(users.resolveIds('nobody')).rejects.toThrow('No user has the name nobody.');
    });

    it('tell data centres, VLANs and firewalls', async () => {
      const network = new NetworkManager(client);
      const [dallas, ...others] = await network.getDatacenter({ datacenter: 'dal05' });
      expect([dallas?.longName, others]).toEqual(['Dallas 5', []]);
      const vlans = await network.listVlans({ mask: 'id,networkSpace', pageSize: 2 });
      expect(vlans.length).toBeGreaterThan(2);
      const ids = vlans.map(({ id }) => id as number);
      expect(ids).toEqual(ids.toSorted((a, b) => a - b));
      expect(await new FirewallManager(client).getFirewalls()).toEqual([]);
    });

    it('pass on what the server refuses', async () => {
      await expect(new UserManager(client).getUser(999_999)).rejects.toMatchObject({
        name: 'SoftLayerNotFoundError',
      });
    });
  });
});
