import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type ControlPlane, startControlPlane } from '@pileus/server/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);

/** Debian's own Python, which has Debian's packages. */
const python = '/usr/bin/python3';
const slcli = '/usr/bin/slcli';

const missing = [
  [slcli, 'python3-softlayer'],
  ['/usr/lib/python3/dist-packages/libcloud', 'python3-libcloud'],
].filter(([path]) => !existsSync(path!));

if (missing.length > 0) {
  const packages = missing.map(([, name]) => name).join(' and ');
  const message = `Real SoftLayer clients are not tested: the Debian packages ${packages} are not installed.`;
  if (process.env.CI) throw new Error(message);
  console.warn(`SKIPPED: ${message}`);
}

describe.skipIf(missing.length > 0)('SoftLayer clients that others wrote, unmodified', () => {
  let plane: ControlPlane;
  let home: string;
  const apiKey = 'a1b2c3d4'.repeat(8);
  beforeAll(async () => {
    plane = await startControlPlane({ world: 'demo', admin: { username: 'admin', apiKey } });
    home = mkdtempSync(join(tmpdir(), 'pileus-slcli-'));
    config('xmlrpc', apiKey);
    config('rest', apiKey);
    config('wrong', 'wrong');
  });
  afterAll(async () => {
    await plane?.close();
    if (home) rmSync(home, { recursive: true, force: true });
  });

  function config(name: string, key: string): void {
    const transport = name === 'rest' ? 'rest' : 'xmlrpc';
    const text = `[softlayer]\nusername = admin\napi_key = ${key}\nendpoint_url = ${plane.url}/${transport}/v3.1/\ntimeout = 30\n`;
    writeFileSync(join(home, `${name}.conf`), text);
  }
  const cli = async (name: string, ...args: string[]) => {
    const all = ['-C', join(home, `${name}.conf`), '--format', 'json', ...args];
    const { stdout } = await run(slcli, all, { env: { ...process.env, HOME: home } });
    return stdout;
  };
  const create = async (hostname: string): Promise<number> => {
    const response = await fetch(`${plane.url}/rest/v3.1/SoftLayer_Virtual_Guest.json`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`admin:${apiKey}`).toString('base64')}` },
      body: JSON.stringify({
        parameters: [
          {
            hostname,
            domain: 'example.org',
            startCpus: 1,
            maxMemory: 1024,
            hourlyBillingFlag: true,
            localDiskFlag: true,
            operatingSystemReferenceCode: 'UBUNTU_LATEST',
            datacenter: { name: 'dal09' },
          },
        ],
      }),
    });
    return ((await response.json()) as { id: number }).id;
  };

  it.each(['xmlrpc', 'rest'])(
    'slcli lists, shows and cancels servers over %s',
    async (transport) => {
      const id = await create(`web-${transport}`);
      await run(
        slcli,
        ['-C', join(home, `${transport}.conf`), 'vs', 'ready', String(id), '--wait', '60'],
        {
          env: { ...process.env, HOME: home },
        },
      );
      const list = JSON.parse(await cli(transport, 'vs', 'list'));
      expect(list.find((row: { id: number }) => row.id === id)).toMatchObject({
        hostname: `web-${transport}`,
        datacenter: 'dal09',
        primary_ip: expect.anything(),
      });
      const detail = await cli(transport, 'vs', 'detail', String(id));
      expect(detail).toContain(`web-${transport}.example.org`);
      expect(detail).toContain('RUNNING');
      await cli(transport, '-y', 'vs', 'cancel', String(id));
      const after = JSON.parse(await cli(transport, 'vs', 'list'));
      expect(after.map((row: { id: number }) => row.id)).not.toContain(id);
    },
    120_000,
  );

  it('slcli says what to do about a bad key', async () => {
    const failure = await cli('wrong', 'vs', 'list').catch((error: unknown) => error);
    const { code, stdout, stderr } = failure as { code: number; stdout: string; stderr: string };
    expect(code).toBe(1);
    expect(stdout + stderr).toContain('Authentication Failed');
    expect(stdout + stderr).not.toContain('Traceback');
  }, 60_000);

  it('runs the vendor’s Python article', async () => {
    const script = `
import SoftLayer
client = SoftLayer.Client(username='admin', api_key='${apiKey}', endpoint_url='${plane.url}/xmlrpc/v3.1/')
print(client['Account'].getObject()['companyName'])
guest = client['Virtual_Guest'].createObject({
    'hostname': 'myhostname', 'domain': 'example.org', 'startCpus': 1, 'maxMemory': 1024,
    'hourlyBillingFlag': 'true', 'operatingSystemReferenceCode': 'UBUNTU_LATEST', 'localDiskFlag': 'false',
    'datacenter': {'name': 'dal09'}})
print(guest['fullyQualifiedDomainName'])
mask = 'operatingSystem.passwords, networkComponents, datacenter, processorCount'
print(len(client['Account'].getHardware(mask=mask)))
print(len(client['Account'].getVirtualGuests(limit=10, offset=0)))
manager = SoftLayer.VSManager(client)
instance = manager.create_instance(hostname='manager', domain='example.org', cpus=1, memory=1024, hourly=True,
                                   os_code='UBUNTU_LATEST', local_disk=False)
print(manager.wait_for_ready(instance['id'], 60, delay=1))
hardware = SoftLayer.HardwareManager(client).list_hardware(datacenter='dal05', memory='> 8')
print(sorted(server['hostname'] for server in hardware))
try:
    SoftLayer.Client(username='invalid', api_key='invalid', endpoint_url='${plane.url}/xmlrpc/v3.1/')['Account'].getObject()
except SoftLayer.SoftLayerAPIError as e:
    print("Unable to retrieve account information faultCode=%s, faultString=%s" % (e.faultCode, e.faultString))
`;
    const { stdout } = await run(python, ['-c', script]);
    const lines = stdout.trim().split('\n');
    expect(lines[0]).toBe('Pileus Cap Clouds Inc.');
    expect(lines[1]).toBe('myhostname.example.org');
    expect(lines[2]).toBe('4');
    expect(Number(lines[3])).toBeGreaterThan(3);
    expect(lines[4]).toBe('True');
    expect(lines[5]).toBe("['db01', 'db02', 'hpc01']");
    expect(lines[6]).toBe(
      'Unable to retrieve account information faultCode=SoftLayer_Exception, faultString=Invalid API token.',
    );
  }, 120_000);

  it('Libcloud lists nodes, and knows bad credentials', async () => {
    const { hostname, port } = new URL(plane.url);
    const script = `
from libcloud.compute.types import Provider, InvalidCredsError
from libcloud.compute.providers import get_driver
cls = get_driver(Provider.SOFTLAYER)
driver = cls('admin', '${apiKey}', secure=False, host='${hostname}', port=${port})
nodes = driver.list_nodes()
print(sorted((node.name, node.state) for node in nodes))
try:
    cls('admin', 'wrong', secure=False, host='${hostname}', port=${port}).list_nodes()
except InvalidCredsError:
    print('bad credentials')
`;
    const { stdout } = await run(python, ['-c', script]);
    expect(stdout).toContain("('ondemand-3.example.com', running)");
    expect(stdout).toContain('bad credentials');
  }, 60_000);
});
