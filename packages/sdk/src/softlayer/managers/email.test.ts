import { describe, it } from 'vitest';
import { EmailManager } from './email.js';
import { expectRecordedCalls } from './recorder.test.helper.js';

describe('EmailManager', () => {
  it('makes the calls that softlayer-python makes', async () => {
    await expectRecordedCalls('EmailManager', (client) => new EmailManager(client), {
      get_account_overview: (email) => email.getAccountOverview(3),
      get_statistics: (email) => email.getStatistics(3),
      'get_statistics, of a week': (email) => email.getStatistics(3, { days: 7 }),
      get_instance: (email) => email.getInstance(3),
      editObject: (email) => email.editObject(3, { username: 'a', password: 'b' }),
      update_email: (email) => email.updateEmail(3, 'a@example.com'),
    });
  });
});
