import { expect, it } from 'vitest';
import { satisfies } from './workspace.mjs';

it.each([
  ['20.19.0', true],
  ['20.20.2', true],
  ['22.0.0', true],
  ['20.18.9', false],
  ['18.20.0', false],
])('says whether Node %s will do for >=20.19: %s', (version, expected) => {
  expect(satisfies(version, '>=20.19')).toBe(expected);
});
