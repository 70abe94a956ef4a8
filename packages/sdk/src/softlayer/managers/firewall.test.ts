import { describe, expect, it } from 'vitest';
import { FirewallManager } from './firewall.js';
import { expectRecordedCalls, Recorder } from './recorder.test.helper.js';

const rules = [{ orderValue: 1, action: 'permit' }];

describe('FirewallManager', () => {
  it('makes the calls that softlayer-python makes', async () => {
    await expectRecordedCalls('FirewallManager', (client) => new FirewallManager(client), {
      get_standard_package: (firewalls) => firewalls.getStandardPackage(100),
      'get_standard_package, of hardware': (firewalls) =>
        firewalls.getStandardPackage(200, { isVirt: false }),
      get_dedicated_package: (firewalls) => firewalls.getDedicatedPackage(),
      'get_dedicated_package, in a pair': (firewalls) =>
        firewalls.getDedicatedPackage({ haEnabled: true }),
      cancel_firewall: (firewalls) => firewalls.cancelFirewall(30),
      'cancel_firewall, of a VLAN': (firewalls) =>
        firewalls.cancelFirewall(30, { dedicated: true }),
      add_standard_firewall: (firewalls) => firewalls.addStandardFirewall(100),
      'add_standard_firewall, for hardware': (firewalls) =>
        firewalls.addStandardFirewall(200, { isVirt: false }),
      add_vlan_firewall: (firewalls) => firewalls.addVlanFirewall(40),
      'add_vlan_firewall, in a pair': (firewalls) =>
        firewalls.addVlanFirewall(40, { haEnabled: true }),
      get_firewalls: (firewalls) => firewalls.getFirewalls(),
      get_standard_fwl_rules: (firewalls) => firewalls.getStandardFwlRules(30),
      get_dedicated_fwl_rules: (firewalls) => firewalls.getDedicatedFwlRules(30),
      edit_dedicated_fwl_rules: (firewalls) => firewalls.editDedicatedFwlRules(30, rules),
      edit_standard_fwl_rules: (firewalls) => firewalls.editStandardFwlRules(30, rules),
      get_instance: (firewalls) => firewalls.getInstance(30),
      'get_instance, with a mask': (firewalls) => firewalls.getInstance(30, { mask: 'mask[id]' }),
      get_firewalls_gatewalls: (firewalls) => firewalls.getFirewallsGatewalls(),
      get_summary: (firewalls) =>
        firewalls.getSummary(77, {
          startDate: '2026-01-01T00:00:00',
          endDate: '2026-01-31T00:00:00',
        }),
    });
  });

  it('lists the VLANs that have a firewall of any kind', async () => {
    const vlans = [
      { id: 1, dedicatedFirewallFlag: true },
      { id: 2, dedicatedFirewallFlag: false, firewallInterfaces: [], firewallRules: [{}] },
      { id: 3, firewallInterfaces: [{ id: 9 }] },
      { id: 4, firewallNetworkComponents: [{ id: 9 }] },
      { id: 5, firewallGuestNetworkComponents: [{ id: 9 }] },
      { id: 6, highAvailabilityFirewallFlag: true },
    ];
    const firewalls = new FirewallManager(new Recorder({ 'Account::getNetworkVlans': vlans }));
    expect((await firewalls.getFirewalls()).map(({ id }) => id)).toEqual([1, 3, 4, 5, 6]);
  });

  it('uses its own mask when the one given is undefined', async () => {
    const client = new Recorder();
    await new FirewallManager(client).getInstance(30, { mask: undefined });
    expect(client.calls[0]?.mask).toContain('firewallType');
  });

  it('orders and cancels nothing when something is missing', async () => {
    const refused = async (answers: object, run: (firewalls: FirewallManager) => unknown) => {
      const client = new Recorder({ ...answers });
      await expect(run(new FirewallManager(client))).rejects.toMatchObject({ kind: 'operation' });
      const changes = client.calls.filter(({ call }) => !/::get/.test(call));
      expect(changes).toEqual([]);
    };
    const noPort = { 'Virtual_Guest::getObject': {} };
    await refused(noPort, (firewalls) => firewalls.addStandardFirewall(100));
    const noPorts = { 'Hardware_Server::getFrontendNetworkComponents': [] };
    await refused(noPorts, (firewalls) => firewalls.addStandardFirewall(200, { isVirt: false }));
    const noItems = { 'Product_Package::getItems': [] };
    await refused(noItems, (firewalls) => firewalls.addVlanFirewall(40));
    const noFirewall = { 'Network_Component_Firewall::getObject': null };
    await refused(noFirewall, (firewalls) => firewalls.cancelFirewall(30));
    const unpaid = { 'Network_Component_Firewall::getObject': { id: 30 } };
    await refused(unpaid, (firewalls) => firewalls.cancelFirewall(30));
    const noList = { 'Network_Vlan_Firewall::getObject': { networkVlan: {} } };
    await refused(noList, (firewalls) => firewalls.editDedicatedFwlRules(30, rules));
  });
});
