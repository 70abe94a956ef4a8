import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArgumentError } from '../http/argument-error.js';
import { parseMask } from './mask/parse.js';
import { maskText } from './object-mask.js';
import { propertiesOf } from './schema.js';
import { connect, success } from './softlayer.test.helper.js';

const of = (element: string) => ({ element, list: true });
const guest = of('Virtual_Guest');

describe('a mask', () => {
  it.each<[unknown, string | undefined]>([
    [undefined, undefined],
    ['', undefined],
    [{}, undefined],
    ['mask[]', undefined],
    ['id, datacenter.name', 'mask[id,datacenter[name]]'],
    ['id;datacenter.name', 'mask[id,datacenter[name]]'],
    ['mask.id,mask.datacenter.name', 'mask[id,datacenter[name]]'],
    [' mask [ id ,\n datacenter [ name ] ] ', 'mask[id,datacenter[name]]'],
    ['filteredMask[id]', 'filteredMask[id]'],
    [{ id: true, datacenter: { name: true }, notes: undefined }, 'mask[id,datacenter[name]]'],
    [{ datacenter: {} }, 'mask[datacenter]'],
  ])('%j is sent as %s', (mask, text) => expect(maskText(mask, guest)).toBe(text));

  it('may be cast, at its root and inside', () => {
    const roots = '[mask[id],mask(SoftLayer_Hardware_Server)[activeTransaction[id]]]';
    expect(maskText(roots, of('Hardware'))).toBe(roots);
    const inside = 'mask[resource(SoftLayer_Hardware)[id],resource(SoftLayer_Virtual_Guest)[id]]';
    expect(maskText(inside, of('Container_Search_Result'))).toBe(inside);
  });

  it.each<[unknown, string]>([
    ["mask[id,'x']", "cannot be read. Error on line 1 at column 9: Expected PROPERTY, got '''"],
    [
      'id,\n  datacenter.nam',
      'asks for `nam` at line 2, column 14, which SoftLayer_Location does not have',
    ],
    [
      'mask[powerstate]',
      'at line 1, column 6, which SoftLayer_Virtual_Guest does not have; it has `powerState`',
    ],
    ['networkComponent', 'it has `networkComponents`'],
    ['hostname.x', 'asks for parts of `hostname` at line 1, column 1, which is a value'],
    ['mask(SoftLayer_Nope)[id]', 'casts to `SoftLayer_Nope` at its root'],
    ['datacenter(SoftLayer_Nope)[id]', 'casts to `SoftLayer_Nope` at line 1, column 1'],
    [{ datacenter: { nam: true } }, 'asks for `nam` at `datacenter.nam`'],
    [{ datacenter: { name: 1 } }, 'with `true` as leaves at `datacenter.name`'],
    [{ 'a b': true }, 'has `a b`, which is no name'],
    [5, 'must be a text or a tree'],
    [['id'], 'must be a text or a tree'],
  ])('%j is refused, with its place', (mask, words) => {
    let error: unknown;
    try {
      maskText(mask, guest);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ArgumentError);
    expect((error as Error).message).toContain(words);
  });

  it('that holds itself is refused', () => {
    const mask: Record<string, unknown> = {};
    mask.account = mask;
    expect(() => maskText(mask, undefined)).toThrow('holds itself');
  });

  it('of a value, or of what the table does not know, is sent as it is', () => {
    expect(maskText('anything', { element: 'b', list: false })).toBe('mask[anything]');
    expect(maskText('anything', undefined)).toBe('mask[anything]');
    expect(maskText('anything', of('Newer_Type'))).toBe('mask[anything]');
  });

  it('is checked before anything is sent, unless the client was told not to', async () => {
    const strict = await connect('rest', () => success('rest', []));
    await expect(
      strict.client.call('Account', 'getHardware', [], { mask: 'nope' }),
    ).rejects.toThrow('asks for `nope`');
    expect(strict.server.received).toHaveLength(0);
    const lenient = await connect('rest', () => success('rest', []), { checkMasks: false });
    await lenient.client.call('Account', 'getHardware', [], { mask: 'nope' });
    expect(lenient.server.received[0]!.url).toContain('objectMask=mask%5Bnope%5D');
  });

  it('is the same as a tree and as text, for any tree of names that exist', () => {
    type Tree = { [name: string]: true | Tree };
    const tree = (type: string, depth: number): fc.Arbitrary<Tree> => {
      const properties = [...(propertiesOf(type) ?? [])];
      const [first, ...others] = properties.map(([name, { element }]) => {
        const leaf = fc.record({ [name]: fc.constant<true | Tree>(true) });
        if (element.length === 1 || depth === 0 || (propertiesOf(element)?.size ?? 0) === 0)
          return leaf;
        return fc
          .boolean()
          .chain((deep) =>
            deep ? tree(element, depth - 1).map((inner): Tree => ({ [name]: inner })) : leaf,
          );
      });
      if (!first) return fc.constant({});
      return fc
        .array(fc.oneof(first, ...others), { minLength: 1, maxLength: 4 })
        .map((parts): Tree => Object.assign({}, ...parts));
    };
    // The number of properties of a few levels is large: each run takes types of two.
    const anyMask = fc
      .constantFrom('Tag_Reference', 'Location', 'Network_Pod')
      .chain((type) => tree(type, 1).map((mask) => [type, mask] as const));
    fc.assert(
      fc.property(anyMask, ([type, mask]) => {
        const text = maskText(mask, of(type))!;
        expect(maskText(text, of(type))).toBe(text);
        expect(parseMask(text).roots).toHaveLength(1);
        expect(maskText(text.replaceAll(',', ' ;\n '), of(type))).toBe(text);
      }),
      { numRuns: 200 },
    );
  });
});
