import { describe, expect, it } from 'vitest';
import { CapacityManager } from './capacity.js';
import { expectRecordedCalls, Recorder } from './recorder.test.helper.js';

const room = {
  ...{ name: 'cap', backendRouterId: 1, flavor: 'B1_1X2_1_YEAR_TERM', instances: 5 },
};
const guest = {
  ...{ hostname: 'web', domain: 'example.org', osCode: 'UBUNTU_LATEST_64', primaryDisk: '25' },
};

describe('CapacityManager', () => {
  it('makes the calls that softlayer-python makes', async () => {
    await expectRecordedCalls('CapacityManager', (client) => new CapacityManager(client), {
      list: (capacity) => capacity.list(),
      get_object: (capacity) => capacity.getObject(60),
      'get_object, with a mask': (capacity) => capacity.getObject(60, { mask: 'mask[id]' }),
      get_create_options: (capacity) => capacity.getCreateOptions(),
      get_available_routers: (capacity) => capacity.getAvailableRouters(),
      'get_available_routers, at a data centre': async (capacity) =>
        expect(await capacity.getAvailableRouters({ datacenter: 'dal13' })).toMatchObject([
          { keyname: 'DALLAS13', locations: [{ location: { pods: [{ backendRouterId: 1 }] } }] },
        ]),
      create: (capacity) => capacity.create(room),
      'create, only checked': (capacity) => capacity.create({ ...room, test: true }),
      create_guest: (capacity) => capacity.createGuest(60, guest),
      'create_guest, only checked, with IPv6': (capacity) =>
        capacity.createGuest(60, { ...guest, ipv6: true, sshKeys: [5], test: true }),
    });
  });

  it('orders no virtual server in room of an unknown size', async () => {
    const client = new Recorder({ 'Virtual_ReservedCapacityGroup::getObject': { id: 60 } });
    await expect(new CapacityManager(client).createGuest(60, guest)).rejects.toThrow(
      'The group 60 does not tell its size or place.',
    );
    expect(client.calls).toHaveLength(1);
  });
});
