import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patternTest } from './pattern.js';

describe('patternTest', () => {
  it.each([
    ['ISCSI', 'an ISCSI host', true],
    ['iscsi', 'an ISCSI host', false],
    ['^web', 'web01', true],
    ['^web', 'a web', false],
    ['web$', 'a web', true],
    ['^(web|db)[0-9]+$', 'db12', true],
    ['^(web|db)[0-9]+$', 'dbx', false],
    ['a.c', 'abc', true],
    ['a\\.c', 'abc', false],
    ['colou?r', 'color', true],
    ['x*', '', true],
    ['\\d\\w\\s', 'a1b c', true],
    ['[^a-z]', 'abc', false],
    ['a||b', 'zzz', true],
  ])('%s in %j: %s', (pattern, text, expected) => {
    expect(patternTest(pattern)(text)).toBe(expected);
  });

  it.each(['(a', 'a{2}', '(?=a)', '(a)\\1', 'a**', '*a', '[z-a]', 'a\\', '[', 'a+?'])(
    'seeks %s as plain text',
    (pattern) => {
      expect(patternTest(pattern)(`..${pattern}..`)).toBe(true);
      expect(patternTest(pattern)('aa')).toBe(false);
    },
  );

  it('agrees with the engine on the patterns that it knows', () => {
    const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '(a|bc)', '(ab)', '(|a)', '\\w');
    const piece = fc.tuple(atom, fc.constantFrom('', '', '*', '+', '?')).map(([a, q]) => a + q);
    const pattern = fc
      .tuple(
        fc.constantFrom('', '^'),
        fc.array(piece, { maxLength: 5 }),
        fc.array(piece, { minLength: 1, maxLength: 3 }),
        fc.constantFrom('', '$'),
      )
      .map(([start, left, right, end]) => `${start}${left.join('')}|${right.join('')}${end}`);
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '\n'), maxLength: 8 });
    fc.assert(
      fc.property(pattern, text, (source, subject) => {
        expect(patternTest(source)(subject)).toBe(new RegExp(source, 'u').test(subject));
      }),
      { numRuns: 2000 },
    );
  });

  it('takes any pattern in bounded time', () => {
    // Of this process alone: how busy the machine is does not count.
    const started = process.cpuUsage();
    const subject = `${'a'.repeat(50_000)}b`;
    for (const pattern of [
      '(a+)+$',
      '(a|a)*$',
      '(a*)*c',
      `${'a*'.repeat(120)}c`,
      `${'('.repeat(120)}a${')'.repeat(120)}*c`,
      '('.repeat(100_000),
    ]) {
      expect(patternTest(pattern)(subject)).toBe(false);
    }
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(2_000);
  });
});
