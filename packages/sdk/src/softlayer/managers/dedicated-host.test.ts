import { describe, expect, it } from 'vitest';
import { connect, fault, success } from '../softlayer.test.helper.js';
import { DedicatedHostManager } from './dedicated-host.js';
import { expectRecordedCalls, Recorder, recordedCases } from './recorder.test.helper.js';

const mask = 'mask[id]';
const host = {
  ...{ hostname: 'web', domain: 'example.org', location: 'dal05', flavor: '56_CORES' },
};

describe('DedicatedHostManager', () => {
  it('makes the calls that softlayer-python makes', async () => {
    await expectRecordedCalls('DedicatedHostManager', (c) => new DedicatedHostManager(c), {
      cancel_host: (hosts) => hosts.cancelHost(44),
      cancel_guests: (hosts) => hosts.cancelGuests(44),
      list_guests: (hosts) => hosts.listGuests(44),
      'list_guests, filtered': (hosts) =>
        hosts.listGuests(44, {
          ...{ tags: ['a'], cpus: 4, memory: 1024, hostname: 'web*', domain: 'example.org', mask },
          ...{ localDisk: false, nicSpeed: 100, publicIp: '1.2.3.4', privateIp: '10.2.3.4' },
        }),
      list_instances: (hosts) => hosts.listInstances(),
      'list_instances, filtered': (hosts) =>
        hosts.listInstances({
          ...{ tags: ['a'], hostname: 'h', datacenter: 'dal05', order: 5, owner: 'SL1' },
        }),
      get_host: (hosts) => hosts.getHost(44),
      'get_host, with a mask': (hosts) => hosts.getHost(44, { mask }),
      place_order: (hosts) => hosts.placeOrder(host),
      'place_order, with graphics, at a router': (hosts) =>
        hosts.placeOrder({
          ...{ ...host, flavor: '56_CORES_GPU', hourly: false, router: 'bcr02a.dal05' },
        }),
      verify_order: (hosts) => hosts.verifyOrder(host),
      get_create_options: async (hosts) =>
        expect(await hosts.getCreateOptions()).toEqual({
          locations: [{ name: 'Dallas 5', key: 'dal05' }],
          dedicatedHost: [
            { name: 'D', key: '56_CORES' },
            { name: 'D', key: '56_CORES_GPU' },
          ],
        }),
      get_router_options: (hosts) =>
        hosts.getRouterOptions({ datacenter: 'dal05', flavor: '56_CORES' }),
    });
  });

  it('cancels the other virtual servers when one is refused', async () => {
    const guests = [1, 2].map((id) => ({ id, fullyQualifiedDomainName: `${id}.example.org` }));
    const { client } = await connect('rest', ({ url }) =>
      url.includes('getGuests')
        ? success('rest', guests)
        : url.includes('/1')
          ? fault('rest', 'SoftLayer_Exception', 'Not now.')
          : success('rest', true),
    );
    expect(await new DedicatedHostManager(client).cancelGuests(44)).toEqual([
      { id: 1, fqdn: '1.example.org', status: 'Exception: Not now.' },
      { id: 2, fqdn: '2.example.org', status: 'Cancelled' },
    ]);
  });

  it.each([
    [{ location: 'xyz01' }, 'cannot be ordered at xyz01'],
    [{ flavor: 'NONE' }, 'no dedicated host NONE'],
    [{ router: 'bcr09' }, 'no router bcr09 for the host; there are bcr01a.dal05, bcr02a.dal05'],
  ])('orders nothing for %j', async (wrong, message) => {
    const cases = recordedCases('DedicatedHostManager');
    const client = new Recorder(cases.find(({ name }) => name === 'place_order')?.answers);
    const order = new DedicatedHostManager(client).placeOrder({ ...host, ...wrong });
    await expect(order).rejects.toThrow(message);
    expect(client.calls.map(({ call }) => call)).not.toContain('Product_Order::placeOrder');
  });
});
