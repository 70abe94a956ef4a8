import { describe, expect, it } from 'vitest';
import { LoadBalancerManager } from './load-balancer.js';
import { expectRecordedCalls, Recorder } from './recorder.test.helper.js';

const uuid = '1a1aa111-4474-4e16-9f02-4de959229b85';
const order = {
  ...{ datacenter: 449612, name: 'web', desc: 'My web', subnetId: 55 },
  protocols: [{ frontendPort: 80 }],
};

describe('LoadBalancerManager', () => {
  it('makes the calls that softlayer-python makes', async () => {
    await expectRecordedCalls('LoadBalancerManager', (client) => new LoadBalancerManager(client), {
      get_adcs: (balancers) => balancers.getAdcs(),
      get_adc: (balancers) => balancers.getAdc(2),
      get_lbaas: (balancers) => balancers.getLbaas(),
      get_lb: (balancers) => balancers.getLb(11),
      update_lb_health_monitors: (balancers) =>
        balancers.updateLbHealthMonitors(uuid, [{ interval: 5 }]),
      'get_lbaas_uuid_id, by id': (balancers) => balancers.getLbaasUuidId(11),
      'get_lbaas_uuid_id, by uuid': (balancers) => balancers.getLbaasUuidId(uuid),
      'get_lbaas_uuid_id, by name': (balancers) => balancers.getLbaasUuidId('web'),
      get_lbaas_by_name: (balancers) => balancers.getLbaasByName('web'),
      delete_lb_member: (balancers) => balancers.deleteLbMember(uuid, 'm-1'),
      add_lb_member: (balancers) =>
        balancers.addLbMember(uuid, { privateIpAddress: '10.0.0.5', weight: 50 }),
      add_lb_listener: (balancers) => balancers.addLbListener(uuid, { frontendPort: 80 }),
      get_l7policies: (balancers) => balancers.getL7policies(12),
      get_all_l7policies: (balancers) => balancers.getAllL7policies(),
      add_lb_l7_pool: (balancers) =>
        balancers.addLbL7Pool(uuid, {
          pool: { name: 'p' },
          members: [{ address: '10.0.0.5' }],
          health: { interval: 5 },
          session: { type: 'SOURCE_IP' },
        }),
      del_lb_l7_pool: (balancers) => balancers.delLbL7Pool(13),
      remove_lb_listener: (balancers) => balancers.removeLbListener(uuid, 'l-1'),
      order_lbaas: (balancers) => balancers.orderLbaas(order),
      'order_lbaas, only checked': (balancers) =>
        balancers.orderLbaas({ ...order, public: true, verify: true }),
      lbaas_order_options: (balancers) => balancers.lbaasOrderOptions(),
      cancel_lbaas: (balancers) => balancers.cancelLbaas(uuid),
      add_protocols: (balancers) => balancers.addProtocols(uuid, [{ frontendPort: 80 }]),
      delete_protocol: (balancers) => balancers.deleteProtocol(uuid, 'l-1'),
      get_lb_uuid: (balancers) => balancers.getLbUuid(11),
    });
  });

  it('tells with a load balancer how its members are', async () => {
    const client = new Recorder({
      'Network_LBaaS_LoadBalancer::getObject': { id: 11, uuid },
      'Network_LBaaS_LoadBalancer::getLoadBalancerMemberHealth': [{ poolUuid: 'p' }],
    });
    expect(await new LoadBalancerManager(client).getLb(11)).toEqual({
      id: 11,
      uuid,
      health: [{ poolUuid: 'p' }],
    });
  });

  it('gives both names of a load balancer, and the policies by listener', async () => {
    const listeners = [
      { id: 12, l7Policies: [{ id: 1 }, { id: 2 }] },
      { id: 13, l7Policies: [] },
    ];
    const client = new Recorder({
      'Network_LBaaS_LoadBalancer::getAllObjects': [{ id: 11, uuid, listeners }],
    });
    const balancers = new LoadBalancerManager(client);
    expect(await balancers.getLbaasUuidId('web')).toEqual({ id: 11, uuid });
    expect(await balancers.getAllL7policies()).toEqual(new Map([[12, [{ id: 1 }, { id: 2 }]]]));
  });

  it('orders nothing when the catalogue has no load balancers, and finds none without a name', async () => {
    const client = new Recorder({
      'Product_Package::getAllObjects': [],
      'Network_LBaaS_LoadBalancer::getAllObjects': [],
    });
    const balancers = new LoadBalancerManager(client);
    await expect(balancers.orderLbaas(order)).rejects.toMatchObject({ kind: 'operation' });
    expect(client.calls).toHaveLength(1);
    await expect(balancers.getLbaasUuidId('web')).rejects.toThrow(
      'There is no load balancer of the name web.',
    );
  });

  it('has words for the types', () => {
    expect([0, 1, 2, 3].map((type) => LoadBalancerManager.getLbType(type))).toEqual([
      'Private to Private',
      'Public to Private',
      'Public to Public',
      undefined,
    ]);
  });
});
