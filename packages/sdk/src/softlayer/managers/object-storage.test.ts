import { describe, expect, it } from 'vitest';
import { ObjectStorageManager } from './object-storage.js';
import { expectRecordedCalls, Recorder } from './recorder.test.helper.js';

describe('ObjectStorageManager', () => {
  it('makes the calls that softlayer-python makes', async () => {
    const filter = { hubNetworkStorage: { username: { operation: 'a' } } };
    await expectRecordedCalls(
      'ObjectStorageManager',
      (client) => new ObjectStorageManager(client),
      {
        list_accounts: (storage) => storage.listAccounts(),
        'list_accounts, with a mask and a filter': (storage) =>
          storage.listAccounts({ mask: 'mask[id]', filter, limit: 5 }),
        list_endpoints: (storage) => storage.listEndpoints(8),
        create_credential: (storage) => storage.createCredential(8),
        delete_credential: (storage) => storage.deleteCredential(8, 99),
        limit_credential: (storage) => storage.limitCredential(8),
        list_credential: (storage) => storage.listCredential(8),
        resolve_ids: (storage) => storage.resolveIds('SL01-1'),
      },
    );
  });

  it('resolves a name only when one account has it', async () => {
    const of = (...accounts: object[]) =>
      new ObjectStorageManager(new Recorder({ 'Account::getHubNetworkStorage': accounts }));
    expect(await of({ id: 8 }).resolveIds('SL01-1')).toEqual([8]);
    await expect(of().resolveIds('SL01-1')).rejects.toThrow(
      'No object storage account has the name SL01-1.',
    );
    await expect(of({ id: 8 }, { id: 9 }).resolveIds('SL01-1')).rejects.toMatchObject({
      kind: 'operation',
    });
  });
});
