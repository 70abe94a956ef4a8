import { expect, it } from 'vitest';
import { realRandom } from './clock.js';
import { uuid } from './uuid.js';

const version4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

it.each([
  ['the real source', realRandom],
  ['the smallest numbers', () => 0],
  ['the largest numbers', () => 1 - Number.EPSILON],
])('makes version 4 uuids from %s', (_what, random) => {
  expect(uuid(random)).toMatch(version4);
});
