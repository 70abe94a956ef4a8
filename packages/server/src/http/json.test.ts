import { expect, it } from 'vitest';
import { parseJson } from './json.js';

const nested = (levels: number) => `${'[{"a":'.repeat(levels / 2)}1${'}]'.repeat(levels / 2)}`;

it('reads 100 levels and no more', () => {
  expect(parseJson(nested(100))).toEqual(JSON.parse(nested(100)));
  expect(() => parseJson(nested(102))).toThrow('it is nested deeper than 100 levels.');
  expect(() => parseJson('['.repeat(2_000_000))).toThrow('nested deeper');
});

it('counts no brackets in strings, and none that are closed', () => {
  const flat = { text: '[{'.repeat(500), quoted: `${'\\"['.repeat(200)}"`, end: '\\' };
  expect(parseJson(JSON.stringify(flat))).toEqual(flat);
  const wide = Array.from({ length: 500 }, () => [{}]);
  expect(parseJson(JSON.stringify(wide))).toEqual(wide);
});

it.each([
  '{"password":"hunter2",}',
  '{"password":"hunter2"',
  'hunter2',
  `{"password":hunter2, "more": "${'x'.repeat(300)}"}`,
])('says what is wrong with %s, and quotes nothing of it', (text) => {
  let message = '';
  try {
    parseJson(text);
  } catch (error) {
    expect(error).toBeInstanceOf(SyntaxError);
    ({ message } = error as Error);
  }
  expect(message).toMatch(/\w/);
  expect(message).not.toContain('hunter');
});
