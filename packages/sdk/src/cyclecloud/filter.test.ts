import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { and, attribute, type Filter, not, or } from './filter.js';
import type { NodeSelectors } from './selectors.js';

describe('the filter builder', () => {
  const up = attribute('State').is('Started');
  const late = attribute('CoreCount').atLeast(4);

  it.each<[Filter, string]>([
    [up, 'State === "Started"'],
    [attribute('Status').isNot('Ready'), 'Status !== "Ready"'],
    [attribute('Name').equals('n-1'), 'Name == "n-1"'],
    [attribute('Name').differsFrom('n-1'), 'Name != "n-1"'],
    [late, 'CoreCount >= 4'],
    [attribute('CoreCount').below(-1.5), 'CoreCount < -1.5'],
    [attribute('CoreCount').above(1e21), 'CoreCount > 1e+21'],
    [attribute('Memory').atMost(0), 'Memory <= 0'],
    [attribute('KeepAlive').is(false), 'KeepAlive === false'],
    [attribute('Hostname').in(['h1', 'h2']), 'Hostname in {"h1", "h2"}'],
    [attribute('Hostname').in([]), 'false'],
    [attribute('State').isUndefined(), 'State is undefined'],
    [attribute('Configuration.slurm.hpc').isDefined(), 'Configuration.slurm.hpc isnt undefined'],
    [and(up, late), '(State === "Started" && CoreCount >= 4)'],
    [
      or(up, and(up, not(late))),
      '(State === "Started" || (State === "Started" && !(CoreCount >= 4)))',
    ],
    [not(or(up, late)), '!(State === "Started" || CoreCount >= 4)'],
    [not(not(up)), '!(!(State === "Started"))'],
    [and(up), 'State === "Started"'],
    [or(), 'false'],
  ])('writes %s', (filter, text) => expect(filter).toBe(text));

  it('quotes text so that none of it is read as part of the expression', () => {
    expect(attribute('Name').is('a" || true || "\\')).toBe(
      String.raw`Name === "a\" || true || \"\\"`,
    );
    const text = fc.string({ unit: 'grapheme' }).filter((each) => !/\p{Cc}/u.test(each));
    fc.assert(
      fc.property(text, (value) => {
        const [, quoted] = /^Name === "((?:\\.|[^"\\])*)"$/s.exec(attribute('Name').is(value))!;
        expect(quoted!.replace(/\\(.)/gs, '$1')).toBe(value);
      }),
    );
  });

  it.each(['', 'a b', 'a.', '1a', 'a-b', 'true', 'IN', 'a||b'])('refuses the name %j', (name) => {
    expect(() => attribute(name)).toThrow('is no attribute name');
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 'a\nb', null, undefined, {}])(
    'refuses the value %j',
    (value) => expect(() => attribute('Name').is(value as never)).toThrow('value of a filter'),
  );

  it('refuses to join nothing into a filter that selects everything', () => {
    // @ts-expect-error: the types tell too.
    expect(() => and()).toThrow('every node would be selected');
  });

  it('makes what the selectors of the management verbs take, and joins nothing else', () => {
    expectTypeOf({ filter: up }).toExtend<NodeSelectors>();
    expectTypeOf<string>().not.toExtend<Parameters<typeof and>[number]>();
  });
});

describe('NodeSelectors', () => {
  it('need at least one selector, by type', () => {
    expectTypeOf<{ ids: string[] }>().toExtend<NodeSelectors>();
    expectTypeOf<{ names: string[]; ids: undefined }>().toExtend<NodeSelectors>();
    expectTypeOf<{ ids: undefined }>().not.toExtend<NodeSelectors>();
    expectTypeOf<{ ids?: string[] }>().not.toExtend<NodeSelectors>();
    expectTypeOf<Record<never, never>>().not.toExtend<NodeSelectors>();
  });
});
