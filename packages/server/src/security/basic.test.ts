import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAuthorization } from './basic.js';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const sent = (username: string | undefined, secret: string, scheme: 'basic' | 'apikey') => ({
  scheme,
  username,
  secret,
});

describe('parseAuthorization', () => {
  it.each([
    [`Basic ${base64('demo:key')}`, sent('demo', 'key', 'basic')],
    [`bASIC  ${base64('demo:key')} `, sent('demo', 'key', 'basic')],
    [`Basic "${base64('demo:key')}"`, sent('demo', 'key', 'basic')],
    [`Basic ${base64('"demo":"key"')}`, sent('demo', 'key', 'basic')],
    [`Basic ${base64('demo:a:b:c')}`, sent('demo', 'a:b:c', 'basic')],
    [`Basic ${base64('demo:')}`, sent('demo', '', 'basic')],
    [`Basic ${base64('apikey:key')}`, sent('apikey', 'key', 'basic')],
    [`Basic ${base64(':key')}`, sent(undefined, 'key', 'basic')],
    [`Basic ${base64('demo:key').replaceAll('=', '')}`, sent('demo', 'key', 'basic')],
    [`Basic ${base64('münchen:pässword')}`, sent('münchen', 'pässword', 'basic')],
    [
      `Basic ${Buffer.from('münchen:pässword', 'latin1').toString('base64')}`,
      sent('münchen', 'pässword', 'basic'),
    ],
    ['ApiKey demo:key', sent('demo', 'key', 'apikey')],
    ['Apikey demo:key', sent('demo', 'key', 'apikey')],
    ['ApiKey "demo":"key"', sent('demo', 'key', 'apikey')],
    ['ApiKey demo: key', sent('demo', 'key', 'apikey')],
    ['Apikey key', sent(undefined, 'key', 'apikey')],
    ['Bearer a.b.c', { scheme: 'bearer', token: 'a.b.c' }],
    ['bearer Bearer  a.b.c', { scheme: 'bearer', token: 'a.b.c' }],
    ['Bearer "a.b.c"', { scheme: 'bearer', token: 'a.b.c' }],
  ])('reads %s', (value, expected) => {
    expect(parseAuthorization(value)).toEqual(expected);
  });

  it.each([
    undefined,
    '',
    ' ',
    'Basic',
    'Basic ',
    'Basic !!!',
    `Basic ${base64('no colon')}`,
    'ApiKey ',
    'ApiKey demo:',
    'Bearer ',
    'Bearer Bearer ',
    'Digest username="demo"',
    'TutumAgentToken abc',
  ])('finds nothing in %s', (value) => {
    expect(parseAuthorization(value)).toBeUndefined();
  });

  it('never throws, and stays quick', () => {
    const scheme = fc.constantFrom('Basic', 'apikey', 'Bearer', 'bearer Bearer', '"', '');
    const text = fc.oneof(fc.string(), fc.base64String(), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(scheme, text, (word, rest) => {
        const parsed = parseAuthorization(`${word} ${rest}`);
        if (parsed?.scheme === 'bearer') expect(parsed.token).not.toBe('');
      }),
      { numRuns: 2000 },
    );
    for (const unit of ['"', ' ', 'bearer ', ':', 'A']) {
      for (const word of ['Basic', 'ApiKey', 'Bearer']) {
        parseAuthorization(`${word} ${unit.repeat(16_000)}`);
      }
    }
  });

  it('gives back whatever user and secret were encoded', () => {
    const plain = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => !/^\s*".*"\s*$/s.test(text));
    const name = plain.filter((text) => !text.includes(':'));
    fc.assert(
      fc.property(name, plain, (username, secret) => {
        const value = `Basic ${base64(`${username}:${secret}`)}`;
        expect(parseAuthorization(value)).toEqual({ scheme: 'basic', username, secret });
      }),
    );
  });
});
