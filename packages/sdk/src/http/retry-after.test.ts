import { describe, expect, it } from 'vitest';
import { parseRetryAfter } from './retry-after.js';

const now = Date.UTC(1994, 10, 6, 8, 49, 27);

describe('parseRetryAfter', () => {
  it.each([
    ['whole seconds', '120', 120_000],
    ['zero', '0', 0],
    ['surrounding blanks', ' 7 ', 7000],
    ['an IMF date', 'Sun, 06 Nov 1994 08:49:37 GMT', 10_000],
    ['an RFC 850 date', 'Sunday, 06-Nov-94 08:49:37 GMT', 10_000],
    ['an asctime date', 'Sun Nov  6 08:49:37 1994', 10_000],
    ['a date that has passed', 'Sun, 06 Nov 1994 08:00:00 GMT', 0],
    ['no header', undefined, undefined],
    ['an empty header', '', undefined],
    ['a negative number', '-1', undefined],
    ['a fraction', '1.5', undefined],
    ['words', 'soon', undefined],
    ['a month that does not exist', 'Sun, 06 Foo 1994 08:49:37 GMT', undefined],
  ])('reads %s', (_what, header, expected) => {
    expect(parseRetryAfter(header, now)).toBe(expected);
  });

  it('takes a two-digit year more than 50 years ahead for the last century', () => {
    const in2026 = Date.UTC(2026, 0, 1);
    expect(parseRetryAfter('Sunday, 06-Nov-94 08:49:37 GMT', in2026)).toBe(0);
    expect(parseRetryAfter('Thursday, 01-Jan-26 00:00:05 GMT', in2026)).toBe(5000);
  });
});
