import type { FastifyRequest } from 'fastify';
import { expect, test } from 'vitest';
import { hexOf, queryFlag, queryText, readBody, uidOf, wireDate } from './codec.js';

const request = (text: string, sentType = 'application/json', query: unknown = {}) =>
  ({ body: Buffer.from(text), sentType, query }) as unknown as FastifyRequest;

test('dates have no fraction', () => {
  expect(wireDate(1_436_356_764_999)).toBe('2015-07-08T11:59:24Z');
});

test('ids are uuids without dashes, taken in any case', () => {
  const uid = '0b5a3c1e-9f4d-4e2a-8c7b-1234567890ab';
  expect(uidOf(hexOf(uid).toUpperCase())).toBe(uid);
  expect(uidOf(uid)).toBeUndefined();
  expect(uidOf('wa1-4416')).toBeUndefined();
});

test.each(['', '  ', '""', '" "', 'null'])('%o is no body', (text) => {
  expect(readBody(request(text))).toBeUndefined();
});

test("keys are lower-cased at all depths, but not inside a package's parameters", () => {
  const text = '{"Package":{"PackageId":"x","Parameters":{"T3.Name":{"In":1}}},"List":[{"ID":1}]}';
  expect(readBody(request(text))).toEqual({
    package: { packageid: 'x', parameters: { 'T3.Name': { In: 1 } } },
    list: [{ id: 1 }],
  });
});

test('JSON inside a JSON text is decoded twice', () => {
  expect(readBody(request(JSON.stringify('{"Name":"x"}')))).toEqual({ name: 'x' });
});

test('a form is a flat object; a repeated key is a list', () => {
  const form = 'application/x-www-form-urlencoded; charset=utf-8';
  expect(readBody(request('Source=a&source=b&Name=x+y%26', form))).toEqual({
    source: ['a', 'b'],
    name: 'x y&',
  });
});

test('a body that begins like JSON is JSON, whatever its type says', () => {
  expect(readBody(request('["a"]', 'application/x-www-form-urlencoded'))).toEqual(['a']);
  expect(readBody(request('{"a":1}', ''))).toEqual({ a: 1 });
});

test('a key that means something to JavaScript is a key like any other', () => {
  const body = readBody(request('{"__proto__":{"admin":true},"constructor":1}')) as object;
  expect(Object.getPrototypeOf(body)).toBe(Object.prototype);
  expect(Object.keys(body)).toEqual(['__proto__', 'constructor']);
});

test.each(['{', '{"a":}', '<xml/>', '"{"', '\u0000'])('%o is malformed', (text) => {
  expect(() => readBody(request(text))).toThrow('not valid JSON');
});

test('a body nested without end is malformed', () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  expect(() => readBody(request(deep))).toThrow('nested deeper');
});

test('query parameters are found in any case', () => {
  const asked = request('', '', { GroupLinks: 'TRUE', empty: '', twice: ['a', 'b'] });
  expect(queryFlag(asked, 'groupLinks')).toBe(true);
  expect(queryFlag(asked, 'uuid')).toBe(false);
  expect(queryText(asked, 'empty')).toBeUndefined();
  expect(queryText(asked, 'TWICE')).toBe('a');
});
