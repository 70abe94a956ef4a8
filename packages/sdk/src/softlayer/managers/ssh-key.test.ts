import { describe, expect, it } from 'vitest';
import { expectRecordedCalls, Recorder } from './recorder.test.helper.js';
import { SshKeyManager } from './ssh-key.js';

describe('SshKeyManager', () => {
  it('makes the calls that softlayer-python makes', async () => {
    const key = 'ssh-rsa AAAA';
    await expectRecordedCalls('SshKeyManager', (client) => new SshKeyManager(client), {
      add_key: (keys) => keys.addKey({ key, label: 'mine' }),
      'add_key, with notes': (keys) => keys.addKey({ key, label: 'mine', notes: 'note' }),
      delete_key: (keys) => keys.deleteKey(3),
      edit_key: (keys) => keys.editKey(3, { label: 'a', notes: 'b' }),
      'edit_key, of nothing': (keys) => keys.editKey(3, {}),
      get_key: (keys) => keys.getKey(3),
      list_keys: (keys) => keys.listKeys(),
      'list_keys, by label': (keys) => keys.listKeys({ label: 'm*' }),
      resolve_ids: (keys) => keys.resolveIds('mine'),
    });
  });

  it('resolves a label by its case, and an id without a call', async () => {
    const client = new Recorder({
      'Account::getSshKeys': [
        { id: 3, label: 'mine' },
        { id: 4, label: 'Mine' },
      ],
    });
    const keys = new SshKeyManager(client);
    expect(await keys.resolveIds('Mine')).toEqual([4]);
    expect(await keys.resolveIds('5')).toEqual([5]);
    expect(client.calls).toHaveLength(1);
  });
});
