import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../../http/manual-clock.js';
import { connect, fault, success } from '../../softlayer.test.helper.js';
import { expectRecordedCalls, Recorder } from '../recorder.test.helper.js';
import { NetworkManager } from './network.js';

const noVlans = { 'Account::getNetworkVlans': [] };

describe('NetworkManager', () => {
  it('makes the calls that softlayer-python makes', async () => {
    await expectRecordedCalls('NetworkManager', (client) => new NetworkManager(client), {
      add_global_ip: (network) => network.addGlobalIp(),
      'add_global_ip, version 6, only checked': (network) =>
        network.addGlobalIp({ version: 6, testOrder: true }),
      'add_subnet, private': (network) =>
        network.addSubnet('private', { quantity: 4, endpointId: 500 }),
      'add_subnet, public': (network) =>
        network.addSubnet('public', { quantity: 4, endpointId: 500 }),
      'add_subnet, static': (network) =>
        network.addSubnet('static', { quantity: 4, endpointId: 501 }),
      'add_subnet, static, version 6': (network) =>
        network.addSubnet('static', { quantity: 64, endpointId: 501, version: 6 }),
      'add_subnet, public, version 6, only checked': (network) =>
        network.addSubnet('public', {
          ...{ quantity: 64, endpointId: 500, version: 6 },
          testOrder: true,
        }),
      assign_global_ip: (network) => network.assignGlobalIp(20, '10.0.0.1'),
      unassign_global_ip: (network) => network.unassignGlobalIp(20),
      cancel_global_ip: (network) => network.cancelGlobalIp(20),
      cancel_subnet: (network) => network.cancelSubnet(22),
      set_tags_subnet: (network) => network.setTagsSubnet(22, 'a,b'),
      edit_note_subnet: (network) => network.editNoteSubnet(22, 'note'),
      add_securitygroup_rule: (network) =>
        network.addSecuritygroupRule(60, {
          ...{ direction: 'ingress', ethertype: 'IPv4', protocol: 'tcp' },
          ...{ remoteIp: '10.0.0.0/8', portMin: 80, portMax: 80 },
        }),
      'add_securitygroup_rule, of a group': (network) =>
        network.addSecuritygroupRule(60, { direction: 'egress', remoteGroup: 61 }),
      add_securitygroup_rules: (network) =>
        network.addSecuritygroupRules(60, [{ direction: 'ingress' }]),
      attach_securitygroup_component: (network) => network.attachSecuritygroupComponent(60, 500),
      attach_securitygroup_components: (network) =>
        network.attachSecuritygroupComponents(60, [500, 501]),
      detach_securitygroup_component: (network) => network.detachSecuritygroupComponent(60, 500),
      detach_securitygroup_components: (network) =>
        network.detachSecuritygroupComponents(60, [500, 501]),
      create_securitygroup: (network) =>
        network.createSecuritygroup({ name: 'web', description: 'Web servers' }),
      'create_securitygroup, without a name': (network) => network.createSecuritygroup(),
      delete_securitygroup: (network) => network.deleteSecuritygroup(60),
      edit_securitygroup: (network) => network.editSecuritygroup(60, { name: 'web2' }),
      'edit_securitygroup, without a change': (network) => network.editSecuritygroup(60, {}),
      edit_securitygroup_rule: (network) =>
        network.editSecuritygroupRule(60, 600, { portMin: 443, portMax: 443 }),
      'edit_securitygroup_rule, without a change': (network) =>
        network.editSecuritygroupRule(60, 600, {}),
      ip_lookup: (network) => network.ipLookup('10.0.0.1'),
      get_securitygroup: (network) => network.getSecuritygroup(60),
      get_subnet: (network) => network.getSubnet(22),
      get_vlan: (network) => network.getVlan(40),
      'get_vlan, with a mask': (network) => network.getVlan(40, { mask: 'mask[id]' }),
      list_global_ips: (network) => network.listGlobalIps(),
      'list_global_ips, filtered': (network) =>
        network.listGlobalIps({ version: 4, identifier: '10.0.0.1' }),
      list_subnets: (network) => network.listSubnets(),
      'list_subnets, filtered': (network) =>
        network.listSubnets({
          ...{ identifier: '10.0.0.0', datacenter: 'dal13', version: 4 },
          ...{ subnetType: 'PRIMARY', networkSpace: 'PRIVATE', mask: 'id' },
        }),
      list_vlans: (network) => network.listVlans(),
      'list_vlans, filtered': (network) =>
        network.listVlans({
          ...{ datacenter: 'dal13', vlanNumber: 1000, name: 'web' },
          ...{ pageSize: 50, mask: 'id' },
        }),
      list_securitygroups: (network) => network.listSecuritygroups(),
      list_securitygroup_rules: (network) => network.listSecuritygroupRules(60),
      remove_securitygroup_rule: (network) => network.removeSecuritygroupRule(60, 600),
      remove_securitygroup_rules: (network) => network.removeSecuritygroupRules(60, [600, 601]),
      get_event_logs_by_request_id: (network) => network.getEventLogsByRequestId('r-1'),
      resolve_global_ip_ids: (network) => network.resolveGlobalIpIds('10.0.0.1'),
      resolve_subnet_ids: (network) => network.resolveSubnetIds('10.0.0.0/24'),
      resolve_vlan_ids: (network) => network.resolveVlanIds('web'),
      summary_by_datacenter: (network) => network.summaryByDatacenter(),
      get_nas_credentials: (network) => network.getNasCredentials(80),
      edit: (network) => network.edit(40, { name: 'n', note: 'o', tags: 'a,b' }),
      'edit, of tags only': (network) => network.edit(40, { tags: '' }),
      set_tags: (network) => network.setTags('a,b', 40),
      get_ip_by_address: (network) => network.getIpByAddress('10.0.0.1'),
      set_subnet_ipddress_note: (network) => network.setSubnetIpddressNote(81, { note: 'n' }),
      get_cancel_failure_reasons: (network) => network.getCancelFailureReasons(40),
      cancel_item: (network) =>
        network.cancelItem(82, {
          ...{ cancelImmediately: true, reason: 'No longer needed', customerNote: 'note' },
        }),
      get_pods: (network) => network.getPods(),
      'get_pods, of a data centre': (network) =>
        network.getPods({ datacenter: 'dal13', mask: 'mask[name]' }),
      get_list_datacenter: (network) => network.getListDatacenter(),
      get_routers: (network) => network.getRouters(83),
      get_closed_pods: (network) => network.getClosedPods(),
      route: (network) => network.route(22, 'SoftLayer_Network_Subnet_IpAddress', '10.0.0.1'),
      clear_route: (network) => network.clearRoute(22),
      get_datacenter: (network) => network.getDatacenter({ datacenter: 'dal13' }),
      get_datacenter_by_keyname: (network) => network.getDatacenterByKeyname('DALLAS13'),
      search_for_vlan: (network) => network.searchForVlan('web'),
    });
  });

  it("keeps the caller's own conditions beside its own", async () => {
    const client = new Recorder(noVlans);
    const filter = { networkVlans: { networkSpace: { operation: 'PUBLIC' } } };
    await new NetworkManager(client).listVlans({ name: 'web', filter });
    expect(client.calls[0]?.filter).toMatchObject({
      networkVlans: { networkSpace: { operation: 'PUBLIC' }, name: { operation: '_= web' } },
    });
  });

  it('counts by data centre, and servers only in private VLANs', async () => {
    const vlan = (name: string | undefined, networkSpace: string) => ({
      ...(name ? { primaryRouter: { datacenter: { name } } } : {}),
      ...{ networkSpace, totalPrimaryIpAddressCount: 3, subnetCount: 2 },
      ...{ hardwareCount: 4, virtualGuestCount: 5 },
    });
    const vlans = [vlan('dal13', 'PUBLIC'), vlan('dal13', 'PRIVATE'), vlan(undefined, 'PUBLIC')];
    const network = new NetworkManager(new Recorder({ 'Account::getNetworkVlans': vlans }));
    expect(await network.summaryByDatacenter()).toEqual(
      new Map([
        [
          'dal13',
          {
            ...{ vlanCount: 2, publicIpCount: 6, subnetCount: 4 },
            ...{ hardwareCount: 4, virtualGuestCount: 5 },
          },
        ],
        [
          null,
          {
            ...{ vlanCount: 1, publicIpCount: 3, subnetCount: 2 },
            ...{ hardwareCount: 0, virtualGuestCount: 0 },
          },
        ],
      ]),
    );
  });

  it('finds the events of a request, whatever else is in the log', async () => {
    const logs = [
      ...['{"requestId":"r-1"}', '{"requestId":"r-2"}', '{}', 'null', 'no JSON', null],
    ].map((metaData) => ({ metaData }));
    const network = new NetworkManager(new Recorder({ 'Event_Log::getAllObjects': logs }));
    const found = await network.getEventLogsByRequestId('r-1');
    expect(found).toEqual([
      { metaData: '{"requestId":"r-1"}' },
      { metaData: '{"requestId":"r-1"}' },
    ]);
  });

  it('refuses to order a subnet that is not described, before any call', async () => {
    const client = new Recorder();
    const network = new NetworkManager(client);
    const refused = (type: string, options: object, argument: string) =>
      expect(network.addSubnet(type as 'public', options)).rejects.toMatchObject({
        kind: 'argument',
        argument,
      });
    await refused('public', { endpointId: 500 }, 'quantity');
    await refused('public', { quantity: 4 }, 'endpointId');
    await refused('portable', { quantity: 4, endpointId: 500 }, 'subnetType');
    await refused('public', { quantity: 4, endpointId: 500, version: 5 }, 'subnetType');
    await expect(
      network.addSecuritygroupRules(60, { direction: 'ingress' } as never),
    ).rejects.toMatchObject({ argument: 'rules' });
    expect(client.calls).toEqual([]);
  });

  it('orders and cancels nothing when something is missing', async () => {
    const client = new Recorder({
      'Product_Package::getItems': [],
      'Network_Subnet::getObject': { id: 22 },
      'Network_Subnet_IpAddress_Global::getObject': {},
    });
    const network = new NetworkManager(client);
    await expect(network.addSubnet('public', { quantity: 4, endpointId: 500 })).rejects.toThrow(
      'The catalogue has no public subnet of 4 addresses of version 4.',
    );
    await expect(network.cancelSubnet(22)).rejects.toMatchObject({ kind: 'operation' });
    await expect(network.cancelGlobalIp(20)).rejects.toMatchObject({ kind: 'operation' });
    expect(client.calls.filter(({ call }) => !call.includes('::get'))).toEqual([]);
  });

  it('sets tags again after 5, 10 and 20 seconds while the server itself fails', async () => {
    const clock = new ManualClock({ skipSleeps: true });
    const failing = fault('xmlrpc', '-32603', 'Internal error');
    const { client } = await connect('xmlrpc', (_request, index) =>
      index < 3 ? failing : success('xmlrpc', true),
    );
    const network = new NetworkManager(client, { clock, random: () => 0.2 });
    expect(await network.setTags('a,b', 40)).toBe(true);
    expect(clock.sleeps).toEqual([6000, 11_000, 21_000]);
  });

  it('gives up after four times, and at once for what is not the fault of the server', async () => {
    const clock = new ManualClock({ skipSleeps: true });
    let calls = 0;
    const answer = (code: string) => () => {
      calls += 1;
      return fault('xmlrpc', code, 'No.');
    };
    const failing = await connect('xmlrpc', answer('-32500'));
    const network = new NetworkManager(failing.client, { clock });
    await expect(network.setTags('a', 40)).rejects.toMatchObject({ faultCode: '-32500' });
    expect(calls).toBe(4);
    calls = 0;
    const refusing = await connect('xmlrpc', answer('SoftLayer_Exception_ObjectNotFound'));
    const other = new NetworkManager(refusing.client, { clock });
    await expect(other.setTags('a', 40)).rejects.toThrow('No.');
    expect(calls).toBe(1);
  });
});
