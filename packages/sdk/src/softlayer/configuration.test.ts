import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { configuration } from './configuration.js';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'pileus-softlayer-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const write = (name: string, text: string) => {
  const file = join(home, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};
const ini = (lines: string) => write('.softlayer', `[softlayer]\n${lines}`);
const profiles = (profile: object, defaults = {}) =>
  write(
    '.config/pileus/config.json',
    JSON.stringify({ profiles: { lab: { vendor: 'softlayer', ...profile } }, defaults }),
  );
const found = (options = {}, env = {}) =>
  configuration({ ...options, env: { HOME: home, ...env } });

describe('configuration', () => {
  it('is what the caller gave where nothing else is', () => {
    expect(found()).toEqual({});
    expect(found({ username: 'u', apiKey: '' })).toEqual({ username: 'u' });
  });

  it('reads the file of the vendor, in its spellings', () => {
    ini(
      'username = u\napi_key = k;#%\nendpoint_url = https://h.test/xmlrpc/v3.1/\ntimeout = 2.5\n' +
        'proxy = http://p:1\nverify = False\nauth_cert = /c.pem\naccount_id = 5',
    );
    expect(found()).toEqual({
      username: 'u',
      apiKey: 'k;#%',
      endpointUrl: 'https://h.test/xmlrpc/v3.1/',
      timeout: 2.5,
      proxy: 'http://p:1',
      verify: false,
      authCert: '/c.pem',
    });
    ini('verify = /ca.pem\ntimeout = 0\nendpoint_url = API_PRIVATE_ENDPOINT\nusername =');
    expect(found()).toEqual({
      verify: '/ca.pem',
      timeout: 0,
      endpointUrl: 'https://api.service.softlayer.com/xmlrpc/v3.1',
    });
  });

  it('prefers arguments to the environment to profiles to files', () => {
    ini('username = file\napi_key = file-key\ntimeout = 1\nproxy = http://file:1');
    const other = write('other.conf', '[softlayer]\nusername = file\ntimeout = 2');
    profiles({ username: 'file', timeout: 3, password: 'profile-key' }, { softlayer: 'lab' });
    const env = { SL_TIMEOUT: '4' };
    expect(found()).toMatchObject({ timeout: 3, apiKey: 'profile-key', proxy: 'http://file:1' });
    rmSync(join(home, '.config'), { recursive: true });
    expect(found({ configFile: other })).toMatchObject({ timeout: 2, apiKey: 'file-key' });
    expect(found({ configFile: other }, env)).toMatchObject({ timeout: 4 });
    expect(found({ timeout: 5 }, env)).toMatchObject({ timeout: 5, apiKey: 'file-key' });
    profiles({ timeout: 6 });
    expect(found({ profile: 'lab' }, env)).toMatchObject({ timeout: 6 });
  });

  it.each<[Record<string, string>, object]>([
    [
      { SL_USERNAME: 'u', SL_API_KEY: 'k' },
      { username: 'u', apiKey: 'k' },
    ],
    [
      { SOFTLAYER_USERNAME: 'u', SOFTLAYER_API_KEY: 'k' },
      { username: 'u', apiKey: 'k' },
    ],
    [
      { SL_API_BASE_URL: 'http://a', SL_TIMEOUT: '7' },
      { endpointUrl: 'http://a', timeout: 7 },
    ],
    [
      { SL_ENDPOINT_URL: 'http://b', SL_API_ENDPOINT_URL: 'http://a', SL_USERAGENT: 'x/1' },
      { endpointUrl: 'http://b', userAgent: 'x/1' },
    ],
    [
      { PILEUS_SOFTLAYER_URL: 'http://c', SL_ENDPOINT_URL: 'http://b' },
      { endpointUrl: 'http://c' },
    ],
    [{ SL_USERNAME: '', SL_TIMEOUT: '' }, {}],
  ])('reads %j of the environment', (env, expected) => expect(found({}, env)).toEqual(expected));

  it('sends no key to another server or for another user than the one it stands beside', () => {
    ini('username = u\napi_key = secret\nendpoint_url = https://lab.test/rest/v3.1');
    expect(found({ endpointUrl: 'https://evil.test/rest/v3.1' })).toEqual({
      endpointUrl: 'https://evil.test/rest/v3.1',
    });
    expect(found({ endpointUrl: 'https://lab.test/xmlrpc/v3.1' })).toHaveProperty(
      'apiKey',
      'secret',
    );
    expect(found({ username: 'other' })).not.toHaveProperty('apiKey');
    expect(found({ accessToken: 't' })).not.toHaveProperty('apiKey');
  });

  it('takes the two hosts of the vendor for one', () => {
    ini(
      'username = u\napi_key = secret\nendpoint_url = https://api.service.softlayer.com/xmlrpc/v3.1',
    );
    const endpointUrl = 'https://api.softlayer.com/rest/v3.1';
    expect(found({ endpointUrl })).toMatchObject({ endpointUrl, apiKey: 'secret' });
  });

  it('says which place holds what cannot be used, without the value', () => {
    const file = ini('timeout = hunter2');
    expect(() => found()).toThrow(`\`timeout\` in ${file} must be a number of seconds`);
    ini('hunter2');
    expect(() => found()).toThrow(`${file}: line 2`);
    ini('');
    profiles({ timeout: '7' }, { softlayer: 'lab' });
    expect(() => found()).toThrow('`timeout` in');
    profiles({ username: 7 }, { softlayer: 'lab' });
    expect(() => found()).toThrow('config.json must be a string');
    expect(() => found({ profile: 'lab', configFile: '/nowhere/x' })).toThrow();
    expect(() => configuration({ configFile: '/nowhere/x', env: { HOME: '/nowhere' } })).toThrow(
      'There is no file /nowhere/x',
    );
  });
});
