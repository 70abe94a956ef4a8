import { describe, expect, it } from 'vitest';
import { LicensesManager } from './licenses.js';
import { expectRecordedCalls, Recorder } from './recorder.test.helper.js';

describe('LicensesManager', () => {
  it('makes the calls that softlayer-python makes', async () => {
    await expectRecordedCalls('LicensesManager', (client) => new LicensesManager(client), {
      get_all_objects: (licenses) => licenses.getAllObjects(),
      cancel_item: (licenses) => licenses.cancelItem('KEY-1'),
      'cancel_item, at once': (licenses) =>
        licenses.cancelItem('KEY-1', { cancelImmediately: true }),
      create: (licenses) => licenses.create('dal09', ['VCENTER']),
      get_create_options: (licenses) => licenses.getCreateOptions(),
    });
  });

  it('cancels nothing for a key that there is not, and does not repeat the key', async () => {
    const client = new Recorder({ 'Software_AccountLicense::getAllObjects': [{ key: 'KEY-0' }] });
    await expect(new LicensesManager(client).cancelItem('KEY-1')).rejects.toThrow(
      'The account has no license of this key.',
    );
    expect(client.calls).toHaveLength(1);
  });
});
