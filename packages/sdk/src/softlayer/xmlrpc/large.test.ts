import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeResponse } from './decode.js';
import { encodeResponse } from './encode.js';
import { XmlRpcParseError } from './error.js';
import type { XmlRpcInput } from './values.js';

const decode = (text: string) => decodeResponse(Buffer.from(text));
const value = (input: XmlRpcInput) => ({ kind: 'value', value: input });

/** Rows enough for several pieces of text, with members that come, go and change their order. */
const rows = Array.from({ length: 3000 }, (_, i) => ({
  id: i,
  [`name${i % 3}`]: `é${i} > &<€😀`,
  ...(i % 2 ? { a: { x: i, y: '' }, b: [{ x: i }, { y: 'z' }] } : { b: [], a: { y: 'q', x: 1.5 } }),
  flag: i % 5 === 0,
}));

describe('a large document', () => {
  it('decodes as a small one does', () => {
    const text = encodeResponse(rows);
    expect(text.length).toBeGreaterThan(600_000);
    expect(decode(text)).toEqual(value(rows));
  });

  it.each<[string, (text: string) => string]>([
    ['white space between all tags', (text) => text.replace(/>(?=<)/g, '>\r\n  ')],
    ['a mark of byte order', (text) => `\ufeff${text}`],
    ['comments that hold tags', (text) => text.replaceAll('<data>', '<data><!-- </value> -->')],
    ['instructions that hold tags', (text) => text.replaceAll('<data>', '<data><?x </value> ?>')],
    ['end tags of another form', (text) => text.replaceAll('</value>', '</value >')],
    [
      'the other root',
      (text) => text.replace('<params>', '<methodResponse><params>').concat('</methodResponse>'),
    ],
  ])('decodes with %s', (_what, change) => {
    expect(decode(change(encodeResponse(rows)))).toEqual(value(rows));
  });

  it('decodes with a text or a name longer than a piece', () => {
    const long = [{ ['n'.repeat(100_000)]: 'x'.repeat(200_000) }, 'é'.repeat(150_000), rows];
    expect(decode(encodeResponse(long))).toEqual(value(long));
  });

  it('is refused with the place of its mistake, wherever that is', () => {
    const text = encodeResponse(rows).replaceAll('</member>', '</member>\n');
    const wrongAt = text.lastIndexOf('<member>');
    const wrong = `${text.slice(0, wrongAt)}<nonsense/>${text.slice(wrongAt)}`;
    const line = text.slice(0, wrongAt).split('\n').length;
    let error: unknown;
    try {
      decode(wrong);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(XmlRpcParseError);
    expect(error).toMatchObject({ problem: 'not-xml-rpc', line });
    expect(() => decode(text.replace(/.{9}$/s, ''))).toThrow('ends too early');
    const control = `${text.slice(0, wrongAt)}\u0001${text.slice(wrongAt)}`;
    expect(() => decode(control)).toThrow(`line ${line}, column 1: U+0001 is not allowed`);
  });

  it('of structs in any order of members gives back every value', () => {
    const scalar = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean());
    const { node } = fc.letrec<{ node: XmlRpcInput }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        scalar,
        fc.array(tie('node'), { maxLength: 4 }),
        fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), tie('node'), { noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(fc.array(node, { maxLength: 8 }), (input) => {
        expect(decode(encodeResponse(input))).toEqual(value(input));
      }),
    );
  });
});
