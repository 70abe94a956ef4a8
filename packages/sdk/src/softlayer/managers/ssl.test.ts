import { describe, expect, it } from 'vitest';
import { expectRecordedCalls, Recorder } from './recorder.test.helper.js';
import { SslManager } from './ssl.js';

describe('SslManager', () => {
  it('makes the calls that softlayer-python makes', async () => {
    await expectRecordedCalls('SSLManager', (client) => new SslManager(client), {
      list_certs: (ssl) => ssl.listCerts(),
      'list_certs, expired': (ssl) => ssl.listCerts({ method: 'expired' }),
      'list_certs, valid': (ssl) => ssl.listCerts({ method: 'valid' }),
      add_certificate: (ssl) => ssl.addCertificate({ certificate: 'c', privateKey: 'k' }),
      remove_certificate: (ssl) => ssl.removeCertificate(4),
      edit_certificate: (ssl) => ssl.editCertificate({ id: 4, notes: 'n' }),
      get_certificate: (ssl) => ssl.getCertificate(4),
    });
  });

  it('refuses what it cannot do, before any call', async () => {
    const client = new Recorder();
    const ssl = new SslManager(client);
    const odd = { method: 'toString' as 'all' };
    await expect(ssl.listCerts(odd)).rejects.toMatchObject({ argument: 'method' });
    await expect(ssl.editCertificate({})).rejects.toMatchObject({ argument: 'certificate' });
    expect(client.calls).toEqual([]);
  });
});
