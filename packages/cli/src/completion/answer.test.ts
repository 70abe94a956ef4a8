import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../program.js';
import { openTerminal } from '../terminal.js';
import { answer } from './answer.js';
import type { Reading } from './question.js';

const terminal = openTerminal({
  stdout: { write: () => {} },
  stderr: { write: () => {} },
  env: {},
});
const program = createProgram(terminal, '1.2.3');

/** What is offered at the end of a line of plain words, and what was asked for on the way. */
async function at(line: string, names: readonly string[] = []) {
  const asked: { kind: string; reading: Reading }[] = [];
  const found = await answer(program, line.split(' ').slice(1), async (kind, reading) => {
    asked.push({ kind, reading });
    return names;
  });
  const words = found.kind === 'words' ? found.candidates.map(({ value }) => value) : found.kind;
  return { words, asked };
}
const words = async (line: string, names?: readonly string[]) => (await at(line, names)).words;

describe('answer', () => {
  it('offers commands with their descriptions, and hides hidden ones', async () => {
    expect(await words('pileus ')).toEqual(
      program.commands
        .map((command) => command.name())
        .filter((name) => name !== '__complete')
        .concat('help'),
    );
    expect(await words('pileus ad')).toEqual(['admin']);
    expect(await words('pileus admin users r')).toEqual(['role', 'rm']);
    const found = await answer(program, ['prof'], async () => []);
    expect(found).toMatchObject({ candidates: [{ description: /^store servers/ }] });
  });

  it('offers aliases only to who types one', async () => {
    expect(await words('pileus profile ')).not.toContain('list');
    expect(await words('pileus profile li')).toEqual(['list']);
    expect(await words('pileus cyclecloud st')).toEqual(['status', 'start']);
  });

  it('offers options that were not given yet', async () => {
    const all = await words('pileus admin users add ann --');
    expect(all).toEqual(expect.arrayContaining(['--role', '--email', '--url', '--yes', '--help']));
    expect(await words('pileus admin users add ann --yes --role admin --')).not.toContain('--role');
    expect(await words('pileus admin users add ann -y --ye')).toEqual([]);
    expect(await words('pileus admin faults set --fail boot:1 --fa')).toEqual(['--fail']);
  });

  it('offers choices, in every spelling of an option', async () => {
    expect(await words('pileus cycle nodes c --output js')).toEqual(['json']);
    expect(await words('pileus cycle nodes c -o ')).toHaveLength(5);
    expect(await words('pileus cycle nodes c --output=js')).toEqual(['--output=json']);
    expect(await words('pileus admin users role ann ')).toEqual(['reader', 'operator', 'admin']);
    expect(await words('pileus completion ')).toEqual(['bash', 'zsh', 'fish']);
  });

  it('leaves files and folders to the shell', async () => {
    expect(await words('pileus cycle import c --file te')).toBe('files');
    expect(await words('pileus serve --data ')).toBe('folders');
  });

  it.each([
    ['pileus cycle status te', 'clusters'],
    ['pileus cycle terminate c1 a b te', 'nodes'],
    ['pileus cycle create c1 --array te', 'arrays'],
    ['pileus cycle create c1 -a te', 'arrays'],
    ['pileus cycle scale c1 te', 'arrays'],
    ['pileus cycle create c1 -a x -m te', 'machineTypes'],
    ['pileus cycle nodes c1 --profile te', 'profiles'],
    ['pileus profile use te', 'profiles'],
    ['pileus admin keys add te', 'users'],
    ['pileus admin machines restart a te', 'machines'],
    ['pileus admin machines keep-alive on te', 'machines'],
    ['pileus admin limits set te', 'locations'],
    ['pileus admin machines ls --cluster te', 'clusters'],
    ['pileus admin operations show te', 'operations'],
  ])('asks for names at %j', async (line, kind) => {
    const { words: found, asked } = await at(line, ['test', 'other', 'te-2']);
    expect(asked.map((each) => each.kind)).toEqual([kind]);
    expect(found).toEqual(['test', 'te-2']);
  });

  it('tells who is asked what was typed so far', async () => {
    const line = 'pileus cyclecloud terminate --url http://h:1 --username=ann c1 n1 n';
    const [asked] = (await at(line)).asked;
    expect(asked?.reading).toMatchObject({
      path: ['cycle', 'terminate'],
      flags: { url: 'http://h:1', username: 'ann' },
      args: { cluster: 'c1', nodes: 'n1' },
    });
  });

  it('knows nothing where nothing can stand', async () => {
    expect(await words('pileus profile use lab ')).toEqual([]);
    expect(await words('pileus nonsense ')).toEqual([]);
    expect(await words('pileus cycle nodes c --nonsense=')).toEqual([]);
    // After -- there are no options any more.
    expect(await words('pileus cycle status -- -', ['-c'])).toEqual(['-c']);
  });

  it('answers whatever was typed, with words that begin as it does', async () => {
    const word = fc.constantFrom(
      ...['', '-', '--', '-o', '--output', '--output=', '=', 'cycle', 'admin', 'users', 'status'],
      ...['profile', 'ls', '--filter', '-y', 'x', '--nope', 'faults', 'set', '--fail', '-ojson'],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 8 }), async (typed) => {
        const found = await answer(program, typed, async () => ['a name']);
        if (found.kind !== 'words') return;
        for (const { value } of found.candidates)
          expect(value.startsWith(typed.at(-1)!)).toBe(true);
      }),
    );
  });
});
