import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../http/manual-clock.js';
import { apiKey, connect, fault } from '../softlayer.test.helper.js';
import { expectRecordedCalls, Recorder } from './recorder.test.helper.js';
import { UserManager } from './user.js';

const subscriptions = [
  { id: 1, name: 'Order Approved' },
  { id: 2, name: 'Reload Complete' },
];
const permissions = [{ keyName: 'B' }, { keyName: 'A' }];

describe('UserManager', () => {
  it('makes the calls that softlayer-python makes', async () => {
    const filter = { users: { username: { operation: 'a' } } };
    await expectRecordedCalls('UserManager', (client) => new UserManager(client), {
      list_users: (users) => users.listUsers(),
      'list_users, with a mask and a filter': (users) =>
        users.listUsers({ mask: 'mask[id]', filter }),
      get_user: (users) => users.getUser(12),
      get_current_user: (users) => users.getCurrentUser(),
      get_all_permissions: (users) => users.getAllPermissions(),
      get_permission_departments: (users) => users.getPermissionDepartments(),
      get_all_notifications: (users) => users.getAllNotifications(),
      enable_notifications: (users) =>
        users.enableNotifications(['Reload Complete', 'Order Approved']),
      disable_notifications: (users) => users.disableNotifications(['Order Approved']),
      add_permissions: (users) => users.addPermissions(12, ['a', 'B']),
      'add_permissions, all': (users) => users.addPermissions(12, ['ALL']),
      remove_permissions: (users) => users.removePermissions(12, ['A']),
      permissions_from_user: (users) => users.permissionsFromUser(12, 13),
      get_user_permissions: (users) => users.getUserPermissions(12),
      get_logins: (users) => users.getLogins(12, { startDate: '04/08/2026 0:0:0' }),
      get_events: (users) => users.getEvents(12, { startDate: '2026-04-08T00:00:00' }),
      create_user: (users) =>
        users.createUser({ username: 'new', email: 'n@example.com' }, 'Secret1!'),
      edit_user: (users) => users.editUser(12, { firstName: 'A' }),
      add_api_authentication_key: (users) => users.addApiAuthenticationKey(12),
      get_api_authentication_keys: (users) => users.getApiAuthenticationKeys(12),
      remove_api_authentication_key: (users) => users.removeApiAuthenticationKey(12),
      vpn_manual: (users) => users.vpnManual(12, true),
      vpn_enable_or_disable: (users) => users.vpnEnableOrDisable(12, false),
      vpn_subnet_add: (users) => users.vpnSubnetAdd(12, [70, 71]),
      vpn_subnet_remove: (users) => users.vpnSubnetRemove(12, [71]),
      get_overrides_list: (users) => users.getOverridesList(12, [71, 70]),
      update_vpn_password: (users) => users.updateVpnPassword(12, 'Secret1!'),
      grant_hardware_access: (users) => users.grantHardwareAccess(12, 100),
      grant_virtual_access: (users) => users.grantVirtualAccess(12, 100),
      grant_dedicated_access: (users) => users.grantDedicatedAccess(12, 100),
      remove_hardware_access: (users) => users.removeHardwareAccess(12, 100),
      remove_virtual_access: (users) => users.removeVirtualAccess(12, 100),
      remove_dedicated_access: (users) => users.removeDedicatedAccess(12, 100),
      get_user_hardware: (users) => users.getUserHardware(12),
      get_user_dedicated_host: (users) => users.getUserDedicatedHost(12),
      get_user_virtuals: (users) => users.getUserVirtuals(12),
      resolve_ids: (users) => users.resolveIds('ann'),
    });
  });

  it('asks for the last 30 days when no day is given', async () => {
    const client = new Recorder({ 'Event_Log::getAllObjects': null });
    const clock = new ManualClock({ start: Date.UTC(2026, 2, 5, 12) });
    const users = new UserManager(client, { clock });
    await users.getLogins(12);
    // Production answers null for none.
    expect(await users.getEvents(12)).toEqual([]);
    const since = (date: string) => ({
      operation: 'greaterThanDate',
      options: [{ name: 'date', value: [date] }],
    });
    expect(client.calls.map(({ filter }) => filter)).toEqual([
      { loginAttempts: { createDate: since('02/03/2026 0:0:0') } },
      { userId: { operation: 12 }, eventCreateDate: since('2026-02-03T00:00:00') },
    ]);
  });

  it('asks for the list of permissions once, and again after it failed', async () => {
    const answers: Record<string, unknown> = {
      'User_Permission_Action::getAllObjects': new Error('no line'),
    };
    const client = new Recorder(answers);
    const users = new UserManager(client);
    await expect(users.getAllPermissions()).rejects.toThrow('no line');
    answers['User_Permission_Action::getAllObjects'] = permissions;
    expect(await users.getAllPermissions()).toEqual([{ keyName: 'A' }, { keyName: 'B' }]);
    await users.addPermissions(12, ['A']);
    const asked = client.calls.filter(({ call }) => call.startsWith('User_Permission_Action'));
    expect(asked).toHaveLength(2);
  });

  it('changes nothing for a permission or a notification that there is not', async () => {
    const client = new Recorder({
      'User_Permission_Action::getAllObjects': permissions,
      'Email_Subscription::getAllObjects': subscriptions,
    });
    const users = new UserManager(client);
    await expect(users.addPermissions(12, ['A', 'nope'])).rejects.toThrow(
      'There is no permission NOPE.',
    );
    await expect(users.enableNotifications(['Order Approved', 'Order approved'])).rejects.toThrow(
      'There is no notification Order approved.',
    );
    expect(client.calls.map(({ call }) => call)).toEqual([
      'User_Permission_Action::getAllObjects',
      'Email_Subscription::getAllObjects',
    ]);
  });

  it('stops at the first notification that the API says false to', async () => {
    const client = new Recorder({
      'Email_Subscription::getAllObjects': subscriptions,
      'Email_Subscription::enable': false,
    });
    const names = ['Order Approved', 'Reload Complete'];
    expect(await new UserManager(client).enableNotifications(names)).toBe(false);
    expect(client.calls.filter(({ call }) => call.endsWith('::enable'))).toHaveLength(1);
  });

  it('removes subnets only when the user has all of them', async () => {
    const client = new Recorder({ 'User_Customer::getOverrides': [{ id: 1, subnetId: 70 }] });
    await expect(new UserManager(client).vpnSubnetRemove(12, [70, 71])).rejects.toThrow(
      'The user 12 does not have the subnet 71.',
    );
    expect(client.calls).toHaveLength(1);
  });

  it('says so when the VPN did not take subnets over', async () => {
    const client = new Recorder({ 'User_Customer::updateVpnUser': false });
    await expect(new UserManager(client).vpnSubnetAdd(12, [70])).rejects.toMatchObject({
      kind: 'operation',
    });
  });

  it('says that a user comes later when the platform makes it', async () => {
    const code = 'SoftLayer_Exception_User_Customer_DelegateIamIdInvitationToPaas';
    const { client } = await connect('rest', () => fault('rest', code, 'Delegated.'));
    const created = new UserManager(client).createUser({ username: 'new' }, apiKey);
    await expect(created).rejects.toMatchObject({
      kind: 'operation',
      cause: { faultCode: code },
    });
  });

  it('has no key to remove from a user without one', async () => {
    const client = new Recorder({ 'User_Customer::getApiAuthenticationKeys': [] });
    await expect(new UserManager(client).removeApiAuthenticationKey(12)).rejects.toThrow(
      'The user 12 has no API key.',
    );
    expect(client.calls).toHaveLength(1);
  });
});
