import { describe, expect, it } from 'vitest';
import { connect, fault, success } from '../softlayer.test.helper.js';
import { AccountManager } from './account.js';
import { expectRecordedCalls } from './recorder.test.helper.js';

describe('AccountManager', () => {
  it('makes the calls that softlayer-python makes', async () => {
    await expectRecordedCalls('AccountManager', (client) => new AccountManager(client), {
      get_summary: (account) => account.getSummary(),
      'get_upcoming_events, PLANNED': (account) => account.getUpcomingEvents('PLANNED'),
      'get_upcoming_events, PLANNED since a day': (account) =>
        account.getUpcomingEvents('PLANNED', { dateMin: '01/02/2026' }),
      'get_upcoming_events, UNPLANNED_INCIDENT': (account) =>
        account.getUpcomingEvents('UNPLANNED_INCIDENT'),
      'get_upcoming_events, UNPLANNED_INCIDENT since a day': (account) =>
        account.getUpcomingEvents('UNPLANNED_INCIDENT', { dateMin: '01/02/2026' }),
      'get_upcoming_events, ANNOUNCEMENT': (account) => account.getUpcomingEvents('ANNOUNCEMENT'),
      ack_event: (account) => account.ackEvent(5),
      get_event: (account) => account.getEvent(5),
      get_invoices: (account) => account.getInvoices(),
      'get_invoices, all, closed ones too': (account) =>
        account.getInvoices({ limit: 10, closed: true, getAll: true }),
      get_billing_items: (account) => account.getBillingItems(5),
      get_account_billing_items: (account) => account.getAccountBillingItems(),
      'get_account_billing_items, filtered': (account) =>
        account.getAccountBillingItems({
          ...{ create: '*=04-21-2026', category: 'server', mask: 'mask[id]' },
        }),
      get_billing_item: (account) => account.getBillingItem(5),
      'get_billing_item, with a mask': (account) => account.getBillingItem(5, { mask: 'mask[id]' }),
      get_billing_item_from_invoice: (account) => account.getBillingItemFromInvoice(5),
      get_item_detail: (account) => account.getItemDetail(5),
      cancel_item: (account) => account.cancelItem(5),
      'cancel_item, with a note': (account) =>
        account.cancelItem(5, { reason: 'Too dear', note: 'By me' }),
      get_account_all_billing_orders: (account) => account.getAccountAllBillingOrders(),
      'get_account_all_billing_orders, with a limit and a mask': (account) =>
        account.getAccountAllBillingOrders({ limit: 10, mask: 'mask[id]' }),
      get_routers: (account) => account.getRouters({ mask: undefined }),
      'get_routers, at a location': (account) =>
        account.getRouters({ location: 'dal13', mask: 'mask[id]' }),
      get_network_message_delivery_accounts: (account) =>
        account.getNetworkMessageDeliveryAccounts(),
      get_active_virtual_licenses: (account) => account.getActiveVirtualLicenses(),
      get_active_account_licenses: (account) => account.getActiveAccountLicenses(),
      get_bandwidth_pools: (account) => account.getBandwidthPools(),
      get_bandwidth_pool_counts: async (account) =>
        expect(await account.getBandwidthPoolCounts(5)).toBe(6),
      getBandwidthDetail: (account) => account.getBandwidthDetail(5),
      get_provisioning_scripts: (account) => account.getProvisioningScripts(),
      create_provisioning: (account) =>
        account.createProvisioning({ name: 'h', uri: 'https://example.org/h.sh' }),
      delete_provisioning: (account) => account.deleteProvisioning(5),
      get_account_upgrade_orders: (account) => account.getAccountUpgradeOrders(),
    });
  });

  it('looks for an item of an invoice only when there is no billing item', async () => {
    const missing = fault('rest', 'SoftLayer_Exception_ObjectNotFound', 'None.', 404);
    const { client, server } = await connect('rest', ({ url }) =>
      url.includes('/SoftLayer_Billing_Item/') ? missing : success('rest', { id: 6 }),
    );
    expect(await new AccountManager(client).getItemDetail(5)).toMatchObject({ id: 6 });
    expect(server.received).toHaveLength(2);
    const refusing = await connect('rest', () => fault('rest', 'SoftLayer_Exception', 'Bad.'));
    await expect(new AccountManager(refusing.client).getItemDetail(5)).rejects.toThrow('Bad.');
    expect(refusing.server.received).toHaveLength(1);
  });
});
