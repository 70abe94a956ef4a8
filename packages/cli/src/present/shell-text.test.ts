import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shellCommand, shellWord } from './shell-text.js';

/** The words that a real shell makes of a command. */
function parsedByShell(command: string): string[] {
  const output = execFileSync('sh', ['-c', `printf '%s\\0' ${command}`], { encoding: 'utf8' });
  return output.split('\0').slice(0, -1);
}

describe('shellWord', () => {
  it('leaves plain words as they are', () => {
    expect(shellWord('http://127.0.0.1:8080/clusters/a-1/status')).toMatch(/^http/);
  });

  it.each(['a b', "it's", '$HOME', '`id`', 'a"b', '?x=1&y=2', '', '\\', '*'])(
    'quotes %j',
    (text) => {
      expect(parsedByShell(shellWord(text))).toEqual([text]);
    },
  );
});

describe('shellCommand', () => {
  it('keeps an option with its value and breaks before the line gets too wide', () => {
    const words = ['curl', '-u', 'admin:secret', 'http://127.0.0.1:8080/api/v1/service/'];
    expect(shellCommand(words, 40)).toBe(
      'curl -u admin:secret \\\n  http://127.0.0.1:8080/api/v1/service/',
    );
    expect(shellCommand(words, 80)).toBe(
      'curl -u admin:secret http://127.0.0.1:8080/api/v1/service/',
    );
  });

  it('means the same to a shell at any width', () => {
    const word = fc.stringMatching(/^[a-z$ '"&?-]{1,12}$/);
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 10, max: 60 }),
        (words, width) => {
          expect(parsedByShell(shellCommand(words.map(shellWord), width))).toEqual(words);
        },
      ),
      { numRuns: 25 },
    );
  });
});
