import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { ArgumentError } from './argument-error.js';
import { type Path, path, queryString } from './path.js';

describe('path', () => {
  it('encodes each value as one segment', () => {
    expect(path`/clusters/${'my cluster/ü?#'}/nodes`).toBe(
      '/clusters/my%20cluster%2F%C3%BC%3F%23/nodes',
    );
    expect(path`/operations/`).toBe('/operations/');
  });

  it.each([
    ['an empty string', ''],
    ['one dot', '.'],
    ['two dots', '..'],
    ['half of a surrogate pair', '\ud800'],
    ['undefined', undefined],
    ['null', null],
    ['a number', 7],
    ['an object', { toString: () => 'x' }],
    ['an array', ['a']],
  ])('refuses %s', (_what, value) => {
    const build = () => path`/clusters/${value as string}/status`;
    expect(build).toThrow(ArgumentError);
    expect(build).toThrow(/`\/clusters\/…`/);
  });

  it('never lets a value reach another path', () => {
    const reachable = (name: string): boolean => name !== '' && name !== '.' && name !== '..';
    const names = fc.string({ unit: 'grapheme' }).filter(reachable);
    fc.assert(
      fc.property(names, (name) => {
        const { pathname } = new URL(path`/a/${name}/b`, 'http://host.test');
        const segments = pathname.split('/');
        expect(segments).toHaveLength(4);
        expect(decodeURIComponent(segments[2]!)).toBe(name);
      }),
    );
  });

  it('is a type that a plain string is not', () => {
    expectTypeOf(path`/a`).toEqualTypeOf<Path>();
    expectTypeOf<string>().not.toExtend<Path>();
    expectTypeOf<Path>().toExtend<string>();
  });
});

describe('queryString', () => {
  it('leaves undefined out and encodes the rest', () => {
    expect(queryString({ a: undefined })).toBe('');
    expect(queryString({ nodes: true, n: 5, q: 'a b&c', no: undefined })).toBe(
      '?nodes=true&n=5&q=a%20b%26c',
    );
  });
});
