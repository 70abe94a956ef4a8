import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shellWord } from '../present/shell-text.js';
import { bashReply, readShellLine } from './shell-line.js';

describe('readShellLine', () => {
  it.each<[string, string[]]>([
    ['', ['']],
    ['pileus ', ['pileus', '']],
    ['pileus  cy', ['pileus', 'cy']],
    [`a 'b c' "d \\" e" f\\ g`, ['a', 'b c', 'd " e', 'f g']],
    [`a 'b c`, ['a', 'b c']],
    [`a "b\\nc`, ['a', 'b\\nc']],
    [`a '' `, ['a', '', '']],
    ['a --url=http://h:1/x', ['a', '--url=http://h:1/x']],
  ])('takes %j apart', (line, words) => {
    expect(readShellLine(line).words).toEqual(words);
  });

  it('gives back whatever words were quoted', () => {
    const words = fc.array(fc.string(), { minLength: 1 });
    fc.assert(
      fc.property(words, (all) => {
        expect(readShellLine(all.map(shellWord).join(' ')).words).toEqual(all);
      }),
    );
  });
});

describe('bashReply', () => {
  const reply = (line: string, value: string, breaks = ' \t=:') =>
    bashReply(value, readShellLine(line), breaks);

  it('is what follows the last word break', () => {
    expect(reply('p --output=j', '--output=json')).toBe('json');
    expect(reply('p --output=j', '--output=json', ' ')).toBe('--output=json');
    expect(reply('p --url http:', 'http://h')).toBe('//h');
  });

  it('is quoted as the word is', () => {
    expect(reply('p my', "my $cluster's")).toBe("my\\ \\$cluster\\'s");
    expect(reply('p "my', 'my "$c" x')).toBe('my \\"\\$c\\" x');
    expect(reply("p 'my", "my c's x")).toBe("my c'\\''s x");
  });
});
