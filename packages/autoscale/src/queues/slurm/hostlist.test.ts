import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compressHostlist, expandHostlist, HostlistError } from './hostlist.js';

test('ranges, lists, leading zeros and several brackets expand as Slurm has them', () => {
  expect(expandHostlist('htc-[1-3,7],login')).toEqual([
    'htc-1',
    'htc-2',
    'htc-3',
    'htc-7',
    'login',
  ]);
  expect(expandHostlist('n[08-11]')).toEqual(['n08', 'n09', 'n10', 'n11']);
  expect(expandHostlist('r[1-2]n[1-2]')).toEqual(['r1n1', 'r1n2', 'r2n1', 'r2n2']);
  expect(expandHostlist('a,a,[1-2]')).toEqual(['a', '1', '2']);
  expect(expandHostlist('')).toEqual([]);
});

test('what is no list says where it goes wrong', () => {
  expect(() => expandHostlist('htc-[1-3')).toThrow("'htc-[1-3': the brackets do not match.");
  expect(() => expandHostlist('htc-[3-1]')).toThrow("'3-1' is no range such as 1-10.");
  expect(() => expandHostlist('a;rm')).toThrow("'a;rm' is no host name.");
  expect(() => expandHostlist('a[1-999999999]')).toThrow(HostlistError);
});

test('hosts are written as ranges, names with other widths apart', () => {
  expect(compressHostlist(['htc-1', 'htc-3', 'htc-2', 'login', 'hpc-1'])).toBe(
    'htc-[1-3],login,hpc-1',
  );
  expect(compressHostlist(['n01', 'n02', 'n1'])).toBe('n[01-02],n1');
});

test('what is written is read back', () => {
  const name = fc.stringMatching(/^[a-z][a-z-]{0,6}(0?[0-9]{1,3})?$/);
  fc.assert(
    fc.property(fc.uniqueArray(name, { maxLength: 40 }), (names) => {
      expect(new Set(expandHostlist(compressHostlist(names)))).toEqual(new Set(names));
    }),
  );
});
