import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MaskSyntaxError, maskPosition } from './error.js';
import { parseLegacyMask, unwrapLegacyMask } from './legacy.js';
import { parseMask } from './parse.js';
import { printMask } from './print.js';
import type { Mask, MaskProperty, MaskRoot } from './types.js';

const normal = (text: string): string => printMask(parseMask(text));

describe('parseMask', () => {
  it.each([
    ['mask[id,datacenter.name]', 'mask[id,datacenter[name]]'],
    ['mask.id,mask.datacenter.name', 'mask[id,datacenter[name]]'],
    ['id;datacenter.name', 'mask[id,datacenter[name]]'],
    ['mask[id; datacenter . name ;]', 'mask[id,datacenter[name]]'],
    ['[id, datacenter[name,],]', 'mask[id,datacenter[name]]'],
    ['\n mask [ id\n datacenter [\n name ] ]\n', 'mask[id,datacenter[name]]'],
    ['mask[mask[id],datacenter[mask[name]]]', 'mask[id,datacenter[name]]'],
    [
      'operatingSystem.passwords, networkComponents, datacenter, processorCount',
      'mask[operatingSystem[passwords],networkComponents,datacenter,processorCount]',
    ],
    ['mask[]', 'mask[]'],
    ['mask', 'mask[]'],
    ['', 'mask[]'],
    ['mask[a[]]', 'mask[a]'],
    ['maskedThing,id', 'mask[maskedThing,id]'],
    ['filteredMask[a[b]]', 'filteredMask[a[b]]'],
    ['filteredMask.a.b', 'filteredMask[a[b]]'],
    ['mask[filteredMask[a]]', 'filteredMask[a]'],
    ['mask(SoftLayer_Hardware_Server)[id]', 'mask(SoftLayer_Hardware_Server)[id]'],
    ['mask ( T ) . id', 'mask(T)[id]'],
    ['mask(T)', 'mask(T)'],
    ['mask[mask(T)[id]]', 'mask(T)[id]'],
    [
      '[mask[id,hostname],mask(SoftLayer_Hardware_Server)[activeTransaction[id]]]',
      '[mask[id,hostname],mask(SoftLayer_Hardware_Server)[activeTransaction[id]]]',
    ],
    ['mask[id],mask(T)[a],mask[name],mask(T)[b]', '[mask[id,name],mask(T)[a,b]]'],
    ['mask[resource(A)[x],resource(B)[y],resource(A)[z]]', 'mask[resource(A)[x,z],resource(B)[y]]'],
    ['mask[resource[mask(A)[x],mask(B)[y],z]]', 'mask[resource(A)[x],resource(B)[y],resource[z]]'],
    ['mask[a.b,a.c,a[d.e],a]', 'mask[a[b,c,d[e]]]'],
  ])('%s', (text, expected) => {
    expect(normal(text)).toBe(expected);
  });

  it('remembers where a name was first mentioned', () => {
    const text = 'mask[id,\n  datacenter[name]]';
    const datacenter = parseMask(text).roots[0]!.properties[1]!;
    expect(maskPosition(text, datacenter.at)).toEqual({ line: 2, column: 3 });
    expect(text.slice(datacenter.properties[0]!.at)).toBe('name]]');
  });

  it.each([
    ["mask[id,'x']", "Error on line 1 at column 9: Expected PROPERTY, got '''"],
    ['mask[id,\n,name]', "Error on line 2 at column 1: Expected PROPERTY, got ','"],
    ['mask[id', "Error on line 1 at column 8: Expected PROPERTY, got ''"],
    ['mask[a.]', "Error on line 1 at column 8: Expected PROPERTY, got ']'"],
    ['mask[a]]', "Error on line 1 at column 8: Expected PROPERTY, got ']'"],
    ['[mask[a]] b', "Error on line 1 at column 11: Expected end of mask, got 'b'"],
    ['mask()[a]', "Error on line 1 at column 6: Expected TYPE, got ')'"],
    ['mask(T[a]', "Error on line 1 at column 7: Expected ')', got '['"],
    ['9lives', "Error on line 1 at column 1: Expected PROPERTY, got '9'"],
    ['mask[a😀]', "Error on line 1 at column 7: Expected PROPERTY, got '😀'"],
  ])('refuses %j with the vendor text', (text, message) => {
    expect(() => parseMask(text)).toThrow(MaskSyntaxError);
    expect(() => parseMask(text)).toThrow(message);
  });

  it('refuses bottomless masks and takes wide ones quickly', () => {
    expect(() => parseMask('a['.repeat(100_000))).toThrow('at most 64 levels');
    expect(() => parseMask('a.'.repeat(100_000))).toThrow('at most 64 levels');
    // Of this process alone: how busy the machine is does not count.
    const started = process.cpuUsage();
    const wide = parseMask(Array.from({ length: 50_000 }, (_, i) => `a.b${i}`).join(','));
    expect(wide.roots[0]!.properties[0]!.properties).toHaveLength(50_000);
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(1_500);
  });
});

describe('legacy masks', () => {
  const libcloud = {
    virtualGuests: { powerState: '', operatingSystem: { passwords: '' }, billingItem: {}, x: [] },
  };

  it('become the same kind of tree', () => {
    const mask = parseLegacyMask(libcloud);
    expect(mask.kind).toBe('legacy');
    expect(names(mask.roots[0]!.properties)).toEqual([
      'virtualGuests[powerState[],operatingSystem[passwords[]],billingItem[],x[]]',
    ]);
  });

  it('unwrap the property that a getter gets, and only that', () => {
    const mask = parseLegacyMask(libcloud);
    expect(names(unwrapLegacyMask(mask, 'virtualGuests').roots[0]!.properties)).toEqual([
      'powerState[]',
      'operatingSystem[passwords[]]',
      'billingItem[]',
      'x[]',
    ]);
    expect(unwrapLegacyMask(mask, 'hardware')).toBe(mask);
    expect(unwrapLegacyMask(parseLegacyMask({ virtualGuests: '' }), 'virtualGuests').roots).toEqual(
      [],
    );
  });

  it.each(['', null, 7, [], {}, new Uint8Array(3)])('%j masks nothing', (struct) => {
    expect(parseLegacyMask(struct)).toEqual({ kind: 'legacy', roots: [] });
  });

  it('have no text form', () => {
    expect(() => printMask(parseLegacyMask(libcloud))).toThrow(TypeError);
  });
});

describe('printing, property based', () => {
  const name = fc
    .stringMatching(/^[a-zA-Z][a-zA-Z0-9_]{0,6}$/)
    .filter((n) => !/^(mask|filteredMask)$/.test(n));
  const cast = fc.option(fc.constantFrom('SoftLayer_Hardware', 'SoftLayer_Virtual_Guest'));
  const level = fc.letrec<{ level: MaskProperty[] }>((tie) => ({
    level: fc.uniqueArray(
      fc.record({
        name,
        cast,
        properties: fc.oneof({ maxDepth: 4 }, fc.constant([]), tie('level')),
        at: fc.constant(0),
      }),
      { maxLength: 4, selector: (p) => `${p.name}(${p.cast}` },
    ),
  })).level;
  const root = fc.record({ cast, properties: level });
  const mask: fc.Arbitrary<Mask> = fc.record({
    kind: fc.constantFrom('plain' as const, 'filtered' as const),
    roots: fc
      .uniqueArray(root, { maxLength: 3, selector: (r) => r.cast })
      .map((roots) => roots.filter((r) => r.cast !== null || r.properties.length > 0)),
  });

  it('parses back to the same tree', () => {
    fc.assert(
      fc.property(mask, (tree) => {
        expect(withoutOffsets(parseMask(printMask(tree)))).toEqual(tree);
      }),
    );
  });

  it('parses any text to a stable tree or fails with a position', () => {
    const soup = fc.string({
      unit: fc.constantFrom(...'ab[](),;. \n'.split(''), 'mask', 'filteredMask'),
    });
    fc.assert(
      fc.property(soup, (text) => {
        try {
          const printed = normal(text);
          expect(normal(printed)).toBe(printed);
        } catch (error) {
          expect(error).toBeInstanceOf(MaskSyntaxError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

function withoutOffsets(mask: Mask): Mask {
  const strip = (property: MaskProperty): MaskProperty => ({
    ...property,
    at: 0,
    properties: property.properties.map(strip),
  });
  return {
    kind: mask.kind,
    roots: mask.roots.map((r): MaskRoot => ({ ...r, properties: r.properties.map(strip) })),
  };
}

function names(properties: readonly MaskProperty[]): string[] {
  return properties.map((p) => `${p.name}[${names(p.properties).join(',')}]`);
}
