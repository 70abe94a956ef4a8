import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findProfile, profilesPath, readProfiles } from '@pileus/sdk/config';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { runProgram } from '../program.js';
import { openTerminal } from '../terminal.js';

describe('pileus profile', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'pileus-profile-'));
    onTestFinished(() => rmSync(home, { recursive: true }));
  });
  const file = () => profilesPath({ HOME: home });

  async function run(args: readonly string[], env: Record<string, string> = {}) {
    const out: string[] = [];
    const err: string[] = [];
    const terminal = openTerminal({
      stdout: { write: (text) => out.push(text) },
      stderr: { write: (text) => err.push(text) },
      env: { HOME: home, ...env },
    });
    const code = await runProgram(['profile', ...args], terminal, '1.2.3');
    return { code, out: out.join(''), err: err.join('') };
  }
  const add = (name: string, ...more: string[]) =>
    run(
      [
        ...['add', name, '--url', `http://${name}.test/`, '--username', 'ann', '--no-check'],
        ...more,
      ],
      { PILEUS_PASSWORD: 'hunter22' },
    );

  it('stores a server so that the SDK finds it, and only its owner can read it', async () => {
    const { code, out, err } = await add('lab', '--insecure', '--timeout', '9');
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(err).toMatch(/Stored "lab", the default of cyclecloud/);
    expect(findProfile(file(), 'cyclecloud', undefined)).toEqual({
      ...{ vendor: 'cyclecloud', url: 'http://lab.test', username: 'ann', password: 'hunter22' },
      ...{ timeout: 9, verifyCertificates: false },
    });
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  it('stores an API key for the vendors that have one', async () => {
    await run(['add', 'sl', '--vendor', 'softlayer', '--username', 'SL1', '--no-check'], {
      PILEUS_API_KEY: 'k1',
      PILEUS_PASSWORD: 'not this',
    });
    expect(readProfiles(file()).profiles.sl).toEqual({
      ...{ vendor: 'softlayer', username: 'SL1', apiKey: 'k1' },
    });
  });

  it('never shows a secret', async () => {
    await add('lab');
    writeFileSync(file(), readFileSync(file(), 'utf8').replace('"url"', '"token": "t0p", "url"'));
    for (const args of [['ls'], ['show', 'lab']]) {
      for (const output of ['table', 'wide', 'json', 'yaml', 'csv']) {
        const { code, out, err } = await run([...args, '--output', output]);
        expect(code).toBe(0);
        expect(out).toContain('http://lab.test');
        expect(out + err).not.toMatch(/hunter22|t0p/);
      }
    }
  });

  it('asks before a profile is replaced, and not with --yes', async () => {
    await add('lab');
    const refused = await add('lab', '--timeout', '3');
    expect(refused).toMatchObject({ code: 2, err: expect.stringMatching(/Replace .*--yes/) });
    expect(readProfiles(file()).profiles.lab).not.toHaveProperty('timeout');
    expect(await add('lab', '--timeout', '3', '--yes')).toMatchObject({ code: 0 });
    expect(readProfiles(file()).profiles.lab).toHaveProperty('timeout', 3);
  });

  it('keeps one default for each vendor', async () => {
    await add('a');
    await add('b');
    await add('t', '--vendor', 'tutum');
    expect(readProfiles(file()).defaults).toEqual({ cyclecloud: 'a', tutum: 't' });
    expect((await run(['use', 'b'])).code).toBe(0);
    expect(readProfiles(file()).defaults).toEqual({ cyclecloud: 'b', tutum: 't' });
    await add('c', '--default');
    expect(readProfiles(file()).defaults).toMatchObject({ cyclecloud: 'c' });
    // A profile that changes its vendor is the default of the old one no more.
    await add('c', '--vendor', 'tutum', '--yes');
    expect(readProfiles(file()).defaults).toEqual({ tutum: 't' });
  });

  it('forgets a profile, and that it was a default', async () => {
    await add('lab');
    expect((await run(['rm', 'lab'])).code).toBe(2);
    expect((await run(['rm', 'lab', '--yes'])).code).toBe(0);
    expect(readProfiles(file())).toEqual({ profiles: {}, defaults: {} });
  });

  it.each([['show'], ['use'], ['rm']])(
    '%s ends with 3 for a name that is unknown',
    async (verb) => {
      await add('lab');
      const { code, err } = await run([verb, 'nope', ...(verb === 'rm' ? ['--yes'] : [])]);
      expect(code).toBe(3);
      expect(err).toMatch(/no profile "nope" in .*config\.json. There are: lab\./);
    },
  );

  it.each<[string[], RegExp]>([
    [['add', '__proto__', '--url', 'http://x.test'], /cannot be the name/],
    [['add', 'x'], /Give --url/],
    [['add', 'x', '--url', 'ftp://x.test'], /http or https/],
    [['add', 'x', '--url', 'http://u:hunter22@x.test'], /must not hold/],
    [['add', 'x', '--url', 'http://x.test'], /Give --username/],
    [['add', 'x', '--url', 'http://x.test', '--username', 'u'], /--password-stdin/],
    [['add', 'x', '--vendor', 'aws', '--url', 'http://x.test'], /Allowed choices/],
  ])('refuses %j and writes nothing', async (args, reason) => {
    const { code, err } = await run(args);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(reason) });
    expect(err).not.toContain('hunter22');
    expect(readProfiles(file()).profiles).toEqual({});
  });

  describe('import', () => {
    const write = (name: string, text: string) => {
      const path = join(home, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    };
    const cycle = `
[cyclecloud]
url = https://cc.test:8443
username = ann
password = a;b%c
verify-ssl = no
bastion_host = b
[cyclecloud lab]
url = https://lab.test
username = bob
[pogo azure-storage]
application_secret = hunter22
`;
    const softlayer = `
[softlayer]
username = SL1
api_key = k1
endpoint_url = API_PRIVATE_ENDPOINT
timeout = 0
access_token = hunter22
`;

    it("takes over what the vendors' tools keep, and says what it left", async () => {
      write('.cycle/config.ini', cycle);
      write('.softlayer', softlayer);
      const { code, out, err } = await run(['import', '--columns', 'name,result', '-o', 'csv']);
      expect({ code, out }).toEqual({
        code: 0,
        out: 'name,result\ncyclecloud,new\nlab,new\nsoftlayer,new\n',
      });
      expect(readProfiles(file())).toEqual({
        profiles: {
          cyclecloud: {
            ...{ vendor: 'cyclecloud', url: 'https://cc.test:8443', username: 'ann' },
            ...{ password: 'a;b%c', verifyCertificates: false },
          },
          lab: { vendor: 'cyclecloud', url: 'https://lab.test', username: 'bob' },
          softlayer: {
            ...{ vendor: 'softlayer', username: 'SL1', apiKey: 'k1' },
            url: 'https://api.service.softlayer.com/xmlrpc/v3.1',
          },
        },
        defaults: { cyclecloud: 'cyclecloud', softlayer: 'softlayer' },
      });
      expect(err).toMatch(/Left: \[cyclecloud\] of .*config.ini: bastion_host\./);
      expect(err).toMatch(/Left: \[pogo azure-storage\]/);
      expect(err).toMatch(/Left: \[softlayer\] .*: access_token\./);
      expect(err).not.toContain('hunter22');
    });

    it('asks before it replaces, and leaves alone what is the same', async () => {
      write('.cycle/config.ini', cycle);
      await run(['import']);
      expect((await run(['import', '-o', 'csv', '--columns', 'result'])).out).toBe(
        'result\nunchanged\nunchanged\n',
      );
      write('.cycle/config.ini', cycle.replace('bob', 'eve'));
      const before = readFileSync(file(), 'utf8');
      expect(await run(['import'])).toMatchObject({ code: 2, err: expect.stringMatching(/lab\?/) });
      expect(readFileSync(file(), 'utf8')).toBe(before);
      expect((await run(['import', '--yes'])).code).toBe(0);
      expect(readProfiles(file()).profiles.lab?.username).toBe('eve');
    });

    it('ends with 3 where there is nothing', async () => {
      expect((await run(['import'])).code).toBe(3);
    });

    it.each([
      ['[cyclecloud]\nhunter22\n', /config\.ini: line 2/],
      ['[cyclecloud]\nurl = http://a\nusername = u\ntimeout = hunter22', /timeout must be/],
    ])('refuses %j without quoting it, and takes nothing', async (text, reason) => {
      write('.cycle/config.ini', text);
      write('.softlayer', softlayer);
      const { code, err } = await run(['import']);
      expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(reason) });
      expect(err).not.toContain('hunter22');
      expect(readProfiles(file()).profiles).toEqual({});
    });
  });
});
