import { describe, expect, it } from 'vitest';
import { IpsecManager } from './ipsec.js';
import { expectRecordedCalls, Recorder } from './recorder.test.helper.js';

describe('IpsecManager', () => {
  it('makes the calls that softlayer-python makes', async () => {
    await expectRecordedCalls('IPSECManager', (client) => new IpsecManager(client), {
      add_internal_subnet: (ipsec) => ipsec.addInternalSubnet(90, 91),
      add_remote_subnet: (ipsec) => ipsec.addRemoteSubnet(90, 91),
      add_service_subnet: (ipsec) => ipsec.addServiceSubnet(90, 91),
      remove_internal_subnet: (ipsec) => ipsec.removeInternalSubnet(90, 91),
      remove_remote_subnet: (ipsec) => ipsec.removeRemoteSubnet(90, 91),
      remove_service_subnet: (ipsec) => ipsec.removeServiceSubnet(90, 91),
      remove_translation: (ipsec) => ipsec.removeTranslation(90, 91),
      apply_configuration: (ipsec) => ipsec.applyConfiguration(90),
      create_remote_subnet: (ipsec) =>
        ipsec.createRemoteSubnet({ accountId: 1, identifier: '10.0.0.0', cidr: 24 }),
      create_translation: (ipsec) =>
        ipsec.createTranslation(90, { staticIp: '10.2.0.1', remoteIp: '10.1.0.1', notes: 'n' }),
      delete_remote_subnet: (ipsec) => ipsec.deleteRemoteSubnet(93),
      get_tunnel_context: (ipsec) => ipsec.getTunnelContext(90),
      'get_tunnel_context, with a mask': (ipsec) =>
        ipsec.getTunnelContext(90, { mask: 'mask[id]' }),
      get_translation: (ipsec) => ipsec.getTranslation(90, 92),
      get_translations: (ipsec) => ipsec.getTranslations(90),
      get_tunnel_contexts: (ipsec) => ipsec.getTunnelContexts(),
      update_translation: (ipsec) =>
        ipsec.updateTranslation(90, 92, {
          ...{ staticIp: '10.2.0.2', remoteIp: '10.1.0.2', notes: 'm' },
        }),
      'update_translation, of notes': (ipsec) => ipsec.updateTranslation(90, 92, { notes: 'm' }),
      update_tunnel_context: (ipsec) =>
        ipsec.updateTunnelContext(90, {
          ...{ friendlyName: 'f', remotePeer: '1.2.3.4', presharedKey: 'k' },
          ...{ phase1Auth: 'SHA1', phase1Crypto: 'AES128', phase1Dh: 2, phase1KeyTtl: 120 },
          ...{ phase2Auth: 'MD5', phase2Crypto: 'DES', phase2Dh: 5, phase2KeyTtl: 60 },
          phase2ForwardSecrecy: 1,
        }),
      'update_tunnel_context, of one property': (ipsec) =>
        ipsec.updateTunnelContext(90, { friendlyName: 'f' }),
      order: (ipsec) => ipsec.order('dal09', ['VCENTER']),
      cancel_item: (ipsec) => ipsec.cancelItem(94, { immediate: true, reason: 'reason' }),
    });
  });

  it('gives translations with both addresses as texts', async () => {
    const translation = {
      ...{ id: 92, notes: 'n' },
      customerIpAddressRecord: { ipAddress: '10.1.0.1' },
    };
    const tunnels = [{ id: 90, addressTranslations: [translation] }];
    const client = new Recorder({ 'Account::getNetworkTunnelContexts': tunnels });
    expect(await new IpsecManager(client).getTranslations(90)).toEqual([
      { id: 92, notes: 'n', customerIpAddress: '10.1.0.1', internalIpAddress: '' },
    ]);
  });

  it('changes nothing of a tunnel or a translation that there is not', async () => {
    const none = new Recorder({ 'Account::getNetworkTunnelContexts': [] });
    const ipsec = new IpsecManager(none);
    await expect(ipsec.updateTunnelContext(90, { friendlyName: 'f' })).rejects.toThrow(
      'The account has no tunnel 90.',
    );
    const empty = new Recorder({ 'Account::getNetworkTunnelContexts': [{ id: 90 }] });
    const changed = new IpsecManager(empty).updateTranslation(90, 92, { notes: 'm' });
    await expect(changed).rejects.toThrow('The tunnel 90 has no translation 92.');
    expect([none.calls.length, empty.calls.length]).toEqual([1, 1]);
  });
});
