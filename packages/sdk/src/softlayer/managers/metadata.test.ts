import { describe, expect, it } from 'vitest';
import { connect, fault } from '../softlayer.test.helper.js';
import { MetadataManager, type MetadataName } from './metadata.js';
import { expectRecordedCalls, Recorder } from './recorder.test.helper.js';

const mac = '06:00:00:00:00:01';
const plain = (
  [
    ...(['backend_mac', 'datacenter', 'datacenter_id', 'domain', 'frontend_mac', 'fqdn'] as const),
    ...(['hostname', 'id', 'primary_backend_ip', 'primary_ip', 'primary_frontend_ip'] as const),
    ...(['provision_state', 'tags', 'user_data', 'user_metadata'] as const),
  ] satisfies MetadataName[]
).map((name) => [`get, ${name}`, (metadata: MetadataManager) => metadata.get(name)]);
const ofNetwork = (['router', 'vlan_ids', 'vlans'] as const).map((name) => [
  `get, ${name}`,
  (metadata: MetadataManager) => metadata.get(name, { mac }),
]);

describe('MetadataManager', () => {
  it('makes the calls that softlayer-python makes', async () => {
    await expectRecordedCalls('MetadataManager', (client) => new MetadataManager(client), {
      ...Object.fromEntries([...plain, ...ofNetwork]),
      public_network: (metadata) => metadata.publicNetwork(),
      'public_network, of addresses alone': (metadata) =>
        metadata.publicNetwork({ router: false, vlans: false, vlanIds: false }),
      private_network: (metadata) => metadata.privateNetwork(),
    });
  });

  it('puts what it knows of a network together', async () => {
    const metadata = new MetadataManager(
      new Recorder({
        'Resource_Metadata::getFrontendMacAddresses': [mac],
        'Resource_Metadata::getRouter': 'fcr01a.dal05',
        'Resource_Metadata::getVlans': [1, 2],
        'Resource_Metadata::getVlanIds': [11, 12],
        'Resource_Metadata::getBackendMacAddresses': [],
      }),
    );
    const network = { macAddresses: [mac], router: 'fcr01a.dal05', vlans: [1, 2] };
    expect(await metadata.publicNetwork()).toEqual({ ...network, vlanIds: [11, 12] });
    expect(await metadata.publicNetwork({ vlanIds: false })).toEqual(network);
    expect(await metadata.privateNetwork()).toEqual({ macAddresses: [] });
  });

  it('gives null for a fact that there is not, and other errors as they are', async () => {
    const code = 'SoftLayer_Exception_ObjectNotFound';
    const { client } = await connect('rest', () => fault('rest', code, 'None.', 404));
    expect(await new MetadataManager(client).get('user_data')).toBeNull();
    const other = await connect('rest', () => fault('rest', 'SoftLayer_Exception', 'Bad.'));
    await expect(new MetadataManager(other.client).get('id')).rejects.toThrow('Bad.');
  });

  it('refuses unknown facts, and those of a network without its address', async () => {
    const client = new Recorder();
    const metadata = new MetadataManager(client);
    await expect(metadata.get('age' as 'id')).rejects.toMatchObject({ argument: 'name' });
    await expect(metadata.get('vlans')).rejects.toMatchObject({ argument: 'mac' });
    expect(client.calls).toEqual([]);
  });

  it('needs neither a client nor a key', () => {
    expect(() => new MetadataManager()).not.toThrow();
  });
});
