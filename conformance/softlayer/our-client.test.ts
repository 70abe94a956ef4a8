import { Client, SoftLayerApiError, type TransportName } from '@pileus/sdk/softlayer';
import { type ControlPlane, startControlPlane } from '@pileus/server/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const password = 'a-good-password';
const transports: TransportName[] = ['rest', 'xmlrpc'];

let plane: ControlPlane;
beforeAll(async () => {
  plane = await startControlPlane({ world: 'demo', admin: { username: 'admin', password } });
});
afterAll(() => plane?.close());

const clientOf = (transport: TransportName, options = {}) =>
  new Client({
    username: 'admin',
    apiKey: password,
    endpointUrl: plane.url,
    transport,
    env: { HOME: '/nowhere' },
    ...options,
  });

/** Text without a value is null over REST and empty over XML-RPC. */
const comparable = (value: unknown) =>
  JSON.parse(JSON.stringify(value), (_key, each) => (each === null ? '' : each));

describe('our client of SoftLayer', () => {
  it('gets the same over both transports', async () => {
    const [rest, xmlrpc] = await Promise.all(
      transports.map(async (transport) => {
        const client = clientOf(transport);
        return comparable([
          await client.Account.getObject(),
          await client.Account.getHardware({
            mask: 'operatingSystem.softwareLicense, networkComponents, datacenter, processorCount',
          }),
          await client.Account.getVirtualGuests({
            mask: { tagReferences: true, blockDevices: true, activeTransaction: true },
          }),
          await client.Location.getDatacenters({ filter: { name: ['dal05', 'sng01'] } }),
        ]);
      }),
    );
    expect(rest).toEqual(xmlrpc);
    expect(rest[1]).toHaveLength(4);
  });

  it.each(transports)('walks through lists over %s', async (transport) => {
    const { getHardware } = clientOf(transport).Account;
    const ids: number[] = [];
    for await (const { id } of getHardware.iterate({
      mask: { id: true },
      pageSize: 2,
      concurrency: 2,
    })) {
      ids.push(id);
    }
    const all = await getHardware({ mask: { id: true } });
    expect(ids).toEqual(all.map(({ id }) => id));
    expect([all.length, all.total]).toEqual([4, 4]);
    expect((await getHardware({ limit: 2, offset: 3 })).map(({ id }) => id)).toEqual([ids[3]]);
  });

  it.each(transports)('makes, shows and removes a guest over %s', async (transport) => {
    const client = clientOf(transport);
    const { id } = await client.Virtual_Guest.createObject({
      hostname: 'ours',
      domain: 'example.org',
      startCpus: 1,
      maxMemory: 1024,
      hourlyBillingFlag: true,
      localDiskFlag: true,
      operatingSystemReferenceCode: 'UBUNTU_LATEST',
      datacenter: { name: 'dal09' },
    });
    const guest = client.Virtual_Guest.id(id);
    const mask = { maxMemory: true, datacenter: { name: true }, blockDevices: true } as const;
    const { maxMemory, datacenter, blockDevices } = await guest.getObject({ mask });
    expect([maxMemory, datacenter?.name, blockDevices.length > 0]).toEqual([1024, 'dal09', true]);
    expect(await guest.deleteObject()).toBe(true);
    const error = await guest.getObject().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SoftLayerApiError);
    expect(error).toMatchObject({
      name: 'SoftLayerNotFoundError',
      faultCode: 'SoftLayer_Exception_ObjectNotFound',
      faultString: `Unable to find object with id of '${id}'.`,
    });
  });

  it.each(transports)('reads refusals over %s', async (transport) => {
    const refusal = (call: Promise<unknown>) =>
      call.then(
        () => 'none',
        ({ name, faultCode, faultString }) => `${name} ${faultCode}: ${faultString}`,
      );
    const bad = clientOf(transport, { apiKey: 'bad' });
    expect(await refusal(bad.Account.getObject())).toBe(
      'SoftLayerAuthenticationError SoftLayer_Exception: Invalid API token.',
    );
    const client = clientOf(transport, { checkMasks: false });
    expect(await refusal(client.Account.getObject({ mask: 'nope' }))).toBe(
      "SoftLayerApiError SoftLayer_Exception_WebService_ObjectMask: Property 'nope' not valid for 'SoftLayer_Account'.",
    );
    expect(await refusal(client.call('Account', 'nope'))).toContain('SoftLayerMethodNotFoundError');
  });

  it.each(transports)('logs in with a password over %s', async (transport) => {
    const options = { endpointUrl: plane.url, transport, env: { HOME: '/nowhere' } };
    const client = await Client.withPassword({ username: 'admin', password }, options);
    expect((await client.Account.getObject()).id).toBe(1);
  });
});
