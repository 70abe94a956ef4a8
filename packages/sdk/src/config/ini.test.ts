import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IniSyntaxError, readIni } from './ini.js';

const plain = (text: string) =>
  Object.fromEntries([...readIni(text)].map(([name, keys]) => [name, Object.fromEntries(keys)]));

describe('readIni', () => {
  it("reads the file of the vendor's command line", () => {
    const text = `
# written by hand
[cyclecloud]
url = https://cycle.example.com:8443
Username: admin
password = a;b#c=d:e%f
verify_certificates = false

[pogo azure-storage]
  ; indented comment
type = az
matches = az://a/b
`;
    expect(plain(text)).toEqual({
      cyclecloud: {
        url: 'https://cycle.example.com:8443',
        username: 'admin',
        password: 'a;b#c=d:e%f',
        verify_certificates: 'false',
      },
      'pogo azure-storage': { type: 'az', matches: 'az://a/b' },
    });
  });

  it.each<[string, string, Record<string, string>]>([
    ['the first of = and : divides', 'a: b = c\nd = e : f', { a: 'b = c', d: 'e : f' }],
    ['spaces around are dropped, quotes are kept', 'a   =  " b "  ', { a: '" b "' }],
    ['the last of two keys counts', 'a = 1\nA = 2', { a: '2' }],
    ['a value may be empty', 'a =\nb:', { a: '', b: '' }],
    ['indented lines continue a value', 'a = 1\n  2\n\t3\nb = 4', { a: '1\n2\n3', b: '4' }],
    ['a continuation may look like anything', 'a = 1\n  [b]\n  c = 2', { a: '1\n[b]\nc = 2' }],
    ['comments stand between continuations', 'a = 1\n# no\n  2', { a: '1\n2' }],
    ['an empty line belongs to a value that goes on', 'a = 1\n\n  2\n\n', { a: '1\n\n2' }],
    ['indented keys are keys', '  a = 1\n  b = 2\nc = 3', { a: '1', b: '2', c: '3' }],
    ['carriage returns end lines too', 'a = 1\r\nb = 2\rc = 3', { a: '1', b: '2', c: '3' }],
  ])('%s', (_what, lines, keys) => expect(plain(`[s]\n${lines}`)).toEqual({ s: keys }));

  it('joins sections of one name and lends them the defaults', () => {
    const text = '\uFEFF[DEFAULT]\na = 0\nb = 0\n[s]\na = 1\n[t]\n[s]\nc = 2';
    expect(plain(text)).toEqual({ s: { a: '1', b: '0', c: '2' }, t: { a: '0', b: '0' } });
  });

  it.each([
    ['key = value', 1, 'before the first [section]'],
    ['\n[s]\n\nhunter2', 4, '`key = value`'],
    ['[s]\n= hunter2', 2, '`key = value`'],
  ])('refuses %j, by line and without quoting it', (text, line, words) => {
    let error: unknown;
    try {
      readIni(text);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(IniSyntaxError);
    expect(error).toMatchObject({ line, message: expect.stringContaining(words) });
    expect((error as Error).message).not.toContain('hunter2');
  });

  it('gives back whatever was written, and answers anything else with a syntax error', () => {
    const word = fc.stringMatching(/^[a-z_][a-z_. -]{0,8}[a-z]$/);
    const value = fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/);
    const section = fc.dictionary(word, value, { noNullPrototype: true });
    fc.assert(
      fc.property(fc.dictionary(word, section, { noNullPrototype: true }), (sections) => {
        const text = Object.entries(sections).map(
          ([name, keys]) =>
            `[${name}]\n${Object.entries(keys)
              .map(([key, each]) => `${key} = ${each}\n`)
              .join('')}`,
        );
        expect(plain(text.join('\n'))).toEqual(sections);
      }),
    );
    const piece = fc.constantFrom('[', ']', '[s]', '=', ':', '#', ';', ' ', '\n', '\t', 'a', '%');
    const text = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 30 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, (input) => {
        try {
          readIni(input);
        } catch (error) {
          expect(error).toBeInstanceOf(IniSyntaxError);
        }
      }),
      { numRuns: 20_000 },
    );
  });
});
