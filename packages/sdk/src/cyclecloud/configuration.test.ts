import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { cycleIniPath, profilesPath } from '../config/paths.js';
import { type Profile, writeProfiles } from '../config/profiles.js';
import { Client } from './client.js';
import { configuration } from './configuration.js';

describe('configuration', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'pileus-configuration-'));
    onTestFinished(() => rmSync(home, { recursive: true }));
  });

  const ini = (text: string) => {
    const path = cycleIniPath({ HOME: home });
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  const profiles = (all: Record<string, Partial<Profile>>, chosen?: string) =>
    writeProfiles(profilesPath({ HOME: home }), {
      profiles: Object.fromEntries(
        Object.entries(all).map(([name, each]) => [name, { vendor: 'cyclecloud', ...each }]),
      ),
      ...(chosen !== undefined && { defaults: { cyclecloud: chosen } }),
    });
  const found = (
    options: Parameters<typeof configuration>[0] = {},
    env: Record<string, string> = {},
  ) => configuration({ ...options, env: { HOME: home, ...env } });

  const a = { url: 'http://a.test', username: 'ua', password: 'pa' };
  const b = { url: 'http://b.test', username: 'ub', password: 'pb' };
  const iniA = '[cyclecloud]\nurl = http://a.test/\nusername = ua\npassword = pa\n';

  it("reads the vendor's own file", () => {
    ini(`${iniA}verify-ssl: No\ntimeout = 12.5\n[pogo azure-storage]\npassword = x\n`);
    expect(found()).toEqual({
      ...a,
      url: 'http://a.test/',
      timeout: 12.5,
      verifyCertificates: false,
    });
    expect(new Client({ env: { HOME: home } }).url).toBe('http://a.test');
  });

  it('reads the environment, by our names before the shorter ones', () => {
    const env = {
      PILEUS_CYCLECLOUD_URL: a.url,
      CYCLECLOUD_URL: b.url,
      CYCLECLOUD_USERNAME: a.username,
      PILEUS_CYCLECLOUD_PASSWORD: a.password,
      CYCLECLOUD_TIMEOUT: '5',
      CYCLECLOUD_VERIFY_CERTIFICATES: 'FALSE',
    };
    expect(found({}, env)).toEqual({ ...a, timeout: 5, verifyCertificates: false });
  });

  it('reads the default profile, or the one that is named', () => {
    profiles({ a: { ...a, timeout: 7 }, b }, 'a');
    expect(found()).toMatchObject({ ...a, timeout: 7 });
    expect(found({ profile: 'b' })).toMatchObject(b);
    expect(found({}, { PILEUS_PROFILE: 'b' })).toMatchObject(b);
    expect(() => found({ profile: 'c' })).toThrow('"c" does not exist. There are: a, b');
  });

  it('prefers options to a named profile to the environment to the default profile to the ini', () => {
    const same = (username: string) => ({ url: a.url, username, password: `p-${username}` });
    ini('[cyclecloud]\nurl = http://a.test\nusername = ini\npassword = p-ini\n');
    expect(found().username).toBe('ini');
    profiles({ chosen: same('default'), other: same('other') }, 'chosen');
    expect(found().username).toBe('default');
    const env = { CYCLECLOUD_URL: a.url, CYCLECLOUD_USERNAME: 'env', CYCLECLOUD_PASSWORD: 'p' };
    expect(found({}, env).username).toBe('env');
    expect(found({ profile: 'other' }, env).username).toBe('other');
    expect(found({ ...same('given'), profile: 'other' }, env)).toMatchObject(same('given'));
  });

  it('completes one place from the next', () => {
    profiles({ a: { url: a.url, username: a.username, timeout: 9 } }, 'a');
    expect(found({}, { CYCLECLOUD_PASSWORD: 'pa', CYCLECLOUD_TIMEOUT: '3' })).toMatchObject({
      ...a,
      timeout: 3,
    });
  });

  it('never sends a password to another server or for another user than it stands beside', () => {
    ini(`${iniA}verify_certificates = false\n`);
    expect(() => found({ url: b.url })).toThrow(
      /`username`.*config\.ini \(which names another url/,
    );
    expect(() => found({ username: 'ub' })).toThrow('`password`');
    expect(found({ url: 'HTTP://A.test:80' })).toMatchObject({ password: 'pa' });
  });

  it('reads no file when the options say everything', () => {
    ini('broken');
    expect(found(a, { CYCLECLOUD_TIMEOUT: 'broken' })).toMatchObject(a);
  });

  it('says what is missing and where it looked', () => {
    expect(() => found()).toThrow(
      `The CycleCloud client needs \`url\`: the URL of the web interface. No configuration has it: looked at the options, PILEUS_CYCLECLOUD_* and CYCLECLOUD_* of the environment, ${home}/.config/pileus/config.json, ${home}/.cycle/config.ini.`,
    );
    expect(() => found({ url: a.url, username: 'u' })).toThrow(
      expect.objectContaining({ argument: 'password' }),
    );
  });

  it('says which place holds what cannot be used, without the value', () => {
    const all = { CYCLECLOUD_URL: a.url, CYCLECLOUD_USERNAME: 'u', CYCLECLOUD_PASSWORD: 'p' };
    const env = (more: object) => () => found({}, { ...all, ...more });
    expect(env({ CYCLECLOUD_TIMEOUT: 'soon' })).toThrow('`timeout` in the environment must be');
    expect(env({ CYCLECLOUD_VERIFY_CERTIFICATES: 'maybe' })).toThrow('must be true or false');
    ini('[cyclecloud]\nhunter2\n');
    expect(() => found()).toThrow(`${home}/.cycle/config.ini: line 2 is not of the form`);
    profiles({ a: { ...a, timeout: '7' as never } }, 'a');
    expect(() => found()).toThrow('config.json must be a number');
  });
});
