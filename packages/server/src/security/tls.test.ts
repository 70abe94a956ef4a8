import { X509Certificate } from 'node:crypto';
import { copyFileSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ManualClock, realClock } from '../clock.js';
import { type AutoCertificate, autoCertificate, certificateHosts } from './tls.js';

const day = 86_400_000;

let directory: string;
let clock: ManualClock;
let first: AutoCertificate;
let stranger: AutoCertificate;

const make = (hosts?: readonly string[]) =>
  autoCertificate({ directory, realClock: clock, ...(hosts && { hosts }) });
const daysLeft = (pem: string) =>
  (Date.parse(new X509Certificate(pem).validTo) - clock.now()) / day;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'pileus-tls-'));
  // A handshake compares with the time of day, so this clock begins there.
  clock = new ManualClock(realClock.now());
  first = await make();
  stranger = await autoCertificate({ realClock: clock });
});
afterAll(() => rmSync(directory, { recursive: true }));

describe('autoCertificate', () => {
  it('keeps its files from others', () => {
    const files = readdirSync(join(directory, 'tls')).sort();
    expect(files).toEqual(['ca.crt', 'ca.key', 'server.crt', 'server.key']);
    for (const file of files) {
      expect(statSync(join(directory, 'tls', file)).mode & 0o777).toBe(0o600);
    }
    expect(statSync(join(directory, 'tls')).mode & 0o777).toBe(0o700);
  });

  it('is an authority and a server certificate that clients accept', () => {
    const ca = new X509Certificate(first.ca);
    const server = new X509Certificate(first.cert);
    expect([ca.ca, server.ca]).toEqual([true, false]);
    expect(ca.verify(ca.publicKey)).toBe(true);
    expect(server.verify(ca.publicKey)).toBe(true);
    expect(server.checkIssued(ca)).toBe(true);
    expect(daysLeft(first.cert)).toBeLessThanOrEqual(397);
    expect(server.subjectAltName).toBe(
      'DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, DNS:api.ctl.io, ' +
        'DNS:api.softlayer.com, DNS:api.service.softlayer.com, DNS:dashboard.tutum.co, ' +
        'DNS:stream.tutum.co, DNS:app.tutum.co',
    );
  });

  it.each(certificateHosts)('lets a client that trusts the authority call %s', async (host) => {
    const server = createServer({ key: first.key, cert: first.cert }, (socket) => socket.end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const isName = /[a-z]/.test(host);
    const call = (ca: string) =>
      new Promise<boolean>((resolve, reject) => {
        const options = { port, host: '127.0.0.1', ca, ...(isName && { servername: host }) };
        const socket = connect(options, () => resolve(socket.authorized));
        socket.on('error', reject).on('close', () => socket.destroy());
        socket.resume();
      });
    if (host !== '::1') expect(await call(first.ca)).toBe(true);
    await expect(call(stranger.ca)).rejects.toThrow(/certificate|signature/);
    await new Promise((resolve) => server.close(resolve));
  });

  it('is the same at the next start', async () => {
    expect(await make()).toEqual(first);
  });

  it('is made for further hosts when asked', async () => {
    const wider = await make(['cloud.example.com', '192.0.2.7']);
    const certificate = new X509Certificate(wider.cert);
    expect(certificate.checkHost('cloud.example.com')).toBe('cloud.example.com');
    expect(certificate.checkIP('192.0.2.7')).toBe('192.0.2.7');
    expect(wider.ca).toBe(first.ca);
    expect(await make()).toEqual(wider);
  });

  it('is renewed a month before its end, under the same authority', async () => {
    const before = await make();
    clock.advance((daysLeft(before.cert) - 31) * day);
    expect((await make()).cert).toBe(before.cert);
    clock.advance(2 * day);
    const renewed = await make();
    expect(renewed.cert).not.toBe(before.cert);
    expect(renewed.ca).toBe(before.ca);
    expect(daysLeft(renewed.cert)).toBeGreaterThan(390);
  });

  it('gets a new authority before that ends', async () => {
    const before = await make();
    clock.advance(2500 * day);
    expect((await make()).ca).toBe(before.ca);
    clock.advance(900 * day);
    const renewed = await make();
    expect(renewed.ca).not.toBe(before.ca);
    expect(
      new X509Certificate(renewed.cert).verify(new X509Certificate(renewed.ca).publicKey),
    ).toBe(true);
  });

  it('is made anew when its files do not fit together', async () => {
    const before = await make();
    copyFileSync(join(directory, 'tls', 'ca.key'), join(directory, 'tls', 'server.key'));
    const after = await make();
    expect(after.cert).not.toBe(before.cert);
    expect(after.ca).toBe(before.ca);
  });
});
