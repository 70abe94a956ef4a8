import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ProfileFile, profilesPath, writeProfiles } from '@pileus/sdk/config';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { NotFoundError, UsageError } from '../failure.js';
import { settingsOf } from './settings.js';

describe('settingsOf', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'pileus-admin-'));
    onTestFinished(() => rmSync(home, { recursive: true }));
  });
  const store = (file: ProfileFile) => writeProfiles(profilesPath({ HOME: home }), file);
  const found = (flags: Parameters<typeof settingsOf>[0], env: Record<string, string> = {}) =>
    settingsOf(flags, { HOME: home, ...env });

  const profiles = {
    lab: { vendor: 'softlayer', url: 'http://lab.test/rest/v3.1', username: 'SL1', apiKey: 'k' },
    cc: { vendor: 'cyclecloud', url: 'http://cc.test', username: 'cu', password: 'cp' },
  };
  const serve = { PILEUS_ADMIN_USER: 'root', PILEUS_ADMIN_PASSWORD: 'rp' };

  it.each<[string, object, Record<string, string>, object]>([
    [
      'flags with PILEUS_PASSWORD before everything',
      { url: 'http://a.test', username: 'ann' },
      { PILEUS_PASSWORD: 'ap', ...serve },
      { url: 'http://a.test', username: 'ann', secret: 'ap' },
    ],
    [
      "the variables of pileus serve, for the flags' server",
      { url: 'http://a.test' },
      serve,
      { url: 'http://a.test', username: 'root', secret: 'rp' },
    ],
    [
      'the address of the server besides, and its default user',
      {},
      { PILEUS_ADMIN_URL: 'http://b.test', PILEUS_ADMIN_API_KEY: 'bk' },
      { url: 'http://b.test', username: 'admin', secret: 'bk' },
    ],
    [
      'a profile of any vendor, without the path of its API',
      { profile: 'lab' },
      serve,
      { url: 'http://lab.test', username: 'SL1', secret: 'k' },
    ],
    ['the default profile', {}, {}, { url: 'http://cc.test', username: 'cu', secret: 'cp' }],
    [
      'the profile that PILEUS_PROFILE names',
      {},
      { PILEUS_PROFILE: 'lab' },
      { url: 'http://lab.test', username: 'SL1', secret: 'k' },
    ],
    [
      'the variables of the CycleCloud client',
      {},
      {
        ...{ PILEUS_CYCLECLOUD_URL: 'http://c.test', PILEUS_CYCLECLOUD_USERNAME: 'u' },
        PILEUS_CYCLECLOUD_PASSWORD: 'p',
      },
      { url: 'http://c.test', username: 'u', secret: 'p' },
    ],
  ])('takes %s', (_what, flags, env, settings) => {
    store({ profiles, defaults: { cyclecloud: 'cc' } });
    expect(found(flags, env)).toMatchObject(settings);
  });

  it('gives no secret to a server or a user that it was not meant for', () => {
    store({ profiles, defaults: { cyclecloud: 'cc' } });
    expect(() => found({ url: 'http://other.test', username: 'cu' })).toThrow(/no password for cu/);
    expect(() => found({ username: 'eve' })).toThrow(/no password for eve/);
    // PILEUS_ADMIN_PASSWORD belongs to no server here, so the profile's own one counts.
    expect(found({}, serve)).toMatchObject({ url: 'http://cc.test', secret: 'cp' });
  });

  it('says what is missing', () => {
    expect(() => found({})).toThrow(/^Which server\? .*--profile/);
    expect(() => found({ url: 'http://a.test' })).toThrow(/^As which user/);
    expect(() => found({ url: 'http://a.test' })).toThrow(UsageError);
    expect(() => found({ profile: 'nope' })).toThrow(NotFoundError);
  });
});
