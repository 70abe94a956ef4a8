import { expect, test } from 'vitest';
import { Recent } from './recent.js';

test('the entry unused for longest is forgotten', () => {
  const recent = new Recent<number>(2);
  let made = 0;
  const get = (key: string) => recent.get(key, () => ++made);
  expect([get('a'), get('b'), get('a'), get('c'), get('a')]).toEqual([1, 2, 1, 3, 1]);
  expect(get('b')).toBe(4);
});
