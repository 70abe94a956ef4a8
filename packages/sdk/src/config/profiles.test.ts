import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { profilesPath } from './paths.js';
import { findProfile, type ProfileFile, readProfiles, writeProfiles } from './profiles.js';

describe('the file of profiles', () => {
  let path: string;
  beforeEach(() => {
    const home = mkdtempSync(join(tmpdir(), 'pileus-profiles-'));
    onTestFinished(() => rmSync(home, { recursive: true }));
    path = profilesPath({ HOME: home });
  });

  const lab = { vendor: 'cyclecloud', url: 'http://lab.test', username: 'u', password: 'p;#%' };
  const file: ProfileFile = {
    profiles: { lab, old: { vendor: 'tutum', url: 'http://old.test' } },
    defaults: { cyclecloud: 'lab' },
  };

  it('stands under the home directory or XDG_CONFIG_HOME', () => {
    expect(profilesPath({ HOME: '/home/u' })).toBe('/home/u/.config/pileus/config.json');
    const env = { HOME: '/home/u', XDG_CONFIG_HOME: '/etc/mine' };
    expect(profilesPath(env)).toBe('/etc/mine/pileus/config.json');
  });

  it('is empty when it does not exist', () => {
    expect(readProfiles(path)).toEqual({ profiles: {}, defaults: {} });
  });

  it('is read as it was written, and only by its owner', () => {
    writeProfiles(path, { profiles: {} });
    writeProfiles(path, file);
    expect(readProfiles(path)).toEqual(file);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
    expect(readdirSync(dirname(path))).toEqual(['config.json']);
  });

  it('finds a profile by name, or the default of a vendor', () => {
    writeProfiles(path, file);
    expect(findProfile(path, 'cyclecloud', 'lab')).toEqual(lab);
    expect(findProfile(path, 'cyclecloud', undefined)).toEqual(lab);
    expect(findProfile(path, 'tutum', undefined)).toBeUndefined();
    expect(findProfile(path, '__proto__', undefined)).toBeUndefined();
    expect(findProfile(path, 'tutum', 'old')?.url).toBe('http://old.test');
  });

  it('says which profiles there are when the named one is not among them', () => {
    writeProfiles(path, file);
    const find = (name: string) => () => findProfile(path, 'cyclecloud', name);
    expect(find('prod')).toThrow(`"prod" does not exist. There are: lab for cyclecloud in ${path}`);
    expect(find('old')).toThrow('"old" is of vendor tutum');
    expect(find('__proto__')).toThrow('does not exist');
  });

  it.each([
    ['no JSON', '{"password": "hunter2"', 'is not JSON'],
    ['no object', '["hunter2"]', 'is not a JSON object'],
    ['no profiles', '{"profiles": ["hunter2"]}', '`profiles`'],
    ['a profile without vendor', '{"profiles": {"a": {"password": "hunter2"}}}', '"a" without'],
    ['a default that is no name', '{"defaults": {"tutum": 5}}', '`defaults`'],
    ['one default for all vendors', '{"defaults": "hunter2"}', '`defaults`'],
  ])('is refused when it holds %s, without quoting it', (_what, text, words) => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    const read = () => readProfiles(path);
    expect(read).toThrow(words);
    expect(read).toThrow(path);
    expect(read).not.toThrow('hunter2');
  });
});
