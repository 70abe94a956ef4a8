import { describe, expect, it } from 'vitest';
import { contains, gt } from './conditions.js';
import { connect, success } from './softlayer.test.helper.js';

/** The URL after the endpoint, decoded, and the body of what a call sends over REST. */
async function sent(run: (client: Awaited<ReturnType<typeof connect>>['client']) => unknown) {
  const { client, server } = await connect('rest', () => success('rest', []));
  await run(client);
  return server.received.map(
    ({ method, url, body }) =>
      `${method} ${decodeURIComponent(url.replace('/rest/v3.1/SoftLayer_', ''))}${body && ` ${body}`}`,
  );
}

describe('a service', () => {
  it('is a property of the client, with and without its prefix, and the same each time', async () => {
    const { client } = await connect('rest', () => success('rest', { id: 1 }));
    expect(client.Account).toBe(client.Account);
    expect(await client.Account.getObject()).toEqual({ id: 1 });
    // biome-ignore lint/complexity/useLiteralKeys: the way that the vendor's documents write it.
    expect(await client['Account'].getObject()).toEqual({ id: 1 });
    expect(await client.SoftLayer_Account.getObject()).toEqual({ id: 1 });
  });

  it('is no promise, and a client prints without its services and secrets', async () => {
    const { client } = await connect('rest', () => success('rest', { id: 1 }));
    expect(await client.Account).toBe(client.Account);
    expect(Object.keys(client)).toEqual(['endpointUrl', 'transport']);
    expect(`${client}`).toBe('[object Object]');
    expect((client as unknown as Record<string, unknown>).account).toBeUndefined();
  });

  it('may be tied to an object', async () => {
    expect(
      await sent(async (client) => {
        await client.Virtual_Guest.id(123).getObject();
        await client.Virtual_Guest.id(123).powerOff({ id: 5 });
        await client.Virtual_Guest.getObject({ id: 7 });
      }),
    ).toEqual([
      'GET Virtual_Guest/123/getObject.json',
      'GET Virtual_Guest/5/powerOff.json',
      'GET Virtual_Guest/7/getObject.json',
    ]);
  });
});

describe('a method', () => {
  it('takes its arguments in order and then the options', async () => {
    expect(
      await sent(async (client) => {
        await client.Dns_Domain.createARecord('www', '127.0.0.1', 86400, { id: 5 });
        await client.Virtual_Guest.createObject({ hostname: 'a' }, { mask: { id: true } });
        await client.Virtual_Guest.setUserMetadata(['x'], { id: 5 });
        await client.Virtual_Guest.getUpgradeItemPrices(null, { id: 5 });
      }),
    ).toEqual([
      'POST Dns_Domain/5/createARecord.json {"parameters":["www","127.0.0.1",86400]}',
      'POST Virtual_Guest/createObject.json?objectMask=mask[id] {"parameters":[{"hostname":"a"}]}',
      'POST Virtual_Guest/5/setUserMetadata.json {"parameters":[["x"]]}',
      'GET Virtual_Guest/5/getUpgradeItemPrices.json',
    ]);
  });

  it('takes options early where no value could be meant, and those of unknown methods last', async () => {
    type Loose = Record<string, Record<string, (...args: unknown[]) => Promise<unknown>>>;
    expect(
      await sent(async (client) => {
        const loose = client as unknown as Loose;
        await loose.Virtual_Guest!.getUpgradeItemPrices!({ id: 5 });
        await loose.New_Service!.doThing!('a', { limit: 2, id: 6 });
        await loose.New_Service!.doThing!('a', { limit: 2, other: 6 });
      }),
    ).toEqual([
      'GET Virtual_Guest/5/getUpgradeItemPrices.json',
      'POST New_Service/6/doThing.json?resultLimit=0,2 {"parameters":["a"]}',
      'POST New_Service/doThing.json {"parameters":["a",{"limit":2,"other":6}]}',
    ]);
  });

  it.each<[unknown[], string]>([
    [[1, 2], 'takes 0 arguments and then options; it got 2'],
    [['x'], 'takes an object of options after its 0 arguments'],
    [[{ nope: 1 }], 'knows no option `nope`; there are id, mask'],
  ])('refuses %j', async (args, words) => {
    const { client } = await connect('rest', () => success('rest', []));
    const getObject = client.Account.getObject as (...args: unknown[]) => unknown;
    expect(() => getObject(...args)).toThrow(words);
  });
});

describe('a filter', () => {
  it("goes below the getter's own property, in short forms and by builders", async () => {
    const [request] = await sent((client) =>
      client.Account.getHardware({
        filter: {
          datacenter: { name: ['dal05', 'sng01'] },
          memoryCapacity: '> 8',
          hostname: '*web*',
          notes: contains('x'),
          processorPhysicalCoreAmount: gt(4),
          domain: '!= a.test',
          billingItem: null,
        },
        limit: 10,
        offset: 10,
      }),
    );
    expect(request).toBe(
      'GET Account/getHardware.json?objectFilter={"hardware":{' +
        '"datacenter":{"name":{"operation":"in","options":[{"name":"data","value":["dal05","sng01"]}]}},' +
        '"memoryCapacity":{"operation":"> 8"},"hostname":{"operation":"*= web"},' +
        '"notes":{"operation":"*= x"},"processorPhysicalCoreAmount":{"operation":"> 4"},' +
        '"domain":{"operation":"!= a.test"},"billingItem":{"operation":"is null"}}}&resultLimit=10,10',
    );
  });

  it('may have that property around it already, and has none where the method is no getter', async () => {
    expect(
      await sent(async (client) => {
        await client.Account.getHardware({ filter: { hardware: { id: 5 } } });
        await client.Location.getDatacenters({ filter: { name: 'dal05' } });
      }),
    ).toEqual([
      'GET Account/getHardware.json?objectFilter={"hardware":{"id":{"operation":5}}}',
      'GET Location/getDatacenters.json?objectFilter={"name":{"operation":"_= dal05"}}',
    ]);
  });

  it.each<[object, string]>([
    [{ hostnam: 'x' }, 'tests `hostnam`, which SoftLayer_Hardware does not have'],
    [{ datacenter: { nam: 'x' } }, 'tests `datacenter.nam`, which SoftLayer_Location'],
    [{ hostname: { x: 1 } }, 'tests parts of `hostname`'],
    [{ hostname: [] }, 'list at `hostname`'],
    [{ hostname: new Date() }, 'tree of properties and tests at `hostname`'],
  ])('is refused before it is sent: %j', async (filter, words) => {
    const { client, server } = await connect('rest', () => success('rest', []));
    await expect(client.Account.getHardware({ filter })).rejects.toThrow(words);
    expect(server.received).toHaveLength(0);
  });
});
