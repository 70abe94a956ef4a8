import { expect, test } from 'vitest';
import { Recent } from './recent.js';

const counting = (limit: number) => {
  const recent = new Recent<number>(limit);
  let made = 0;
  return (key: string) => recent.get(key, () => ++made);
};

test('entries in use are kept, however many others come and go', () => {
  const get = counting(2);
  expect(get('a')).toBe(1);
  for (const other of ['b', 'c', 'd', 'e', 'f']) {
    get(other);
    expect(get('a')).toBe(1);
  }
});

test('an entry that twice as many others have followed is forgotten', () => {
  const get = counting(2);
  const first = get('a');
  for (const other of ['b', 'c', 'd', 'e']) get(other);
  expect(get('a')).not.toBe(first);
});
