import { describe, expect, it } from 'vitest';
import { decodeRequest, decodeResponse } from './decode.js';
import { XmlRpcParseError } from './error.js';
import type { XmlRpcValue } from './values.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function parsed(xml: string): XmlRpcValue {
  const response = decodeResponse(bytes(`<params><param>${xml}</param></params>`));
  if (response.kind === 'fault') throw new Error('unexpected fault');
  return response.value;
}

function refusal(input: string | Uint8Array, limits = {}): XmlRpcParseError {
  try {
    decodeResponse(typeof input === 'string' ? bytes(input) : input, limits);
  } catch (error) {
    if (error instanceof XmlRpcParseError) return error;
    throw error;
  }
  throw new Error('accepted');
}

describe('values', () => {
  it.each<[string, XmlRpcValue]>([
    ['<value><int>-12</int></value>', -12],
    ['<value><i4> 7 </i4></value>', 7],
    ['<value><i8>4294967296</i8></value>', 4294967296],
    ['<value><i8>9223372036854775807</i8></value>', '9223372036854775807'],
    ['<value><boolean>1</boolean></value>', true],
    ['<value><boolean>0</boolean></value>', false],
    ['<value><double>-.056e1</double></value>', -0.56],
    ['<value><string>a &amp;&lt;&gt;&quot;&apos;&#233;&#xe9; b</string></value>', 'a &<>"\'éé b'],
    ['<value><string/></value>', ''],
    ['<value><string></string></value>', ''],
    ['<value>plain  text</value>', 'plain  text'],
    ['<value><![CDATA[<b>&amp;]]> x</value>', '<b>&amp; x'],
    ['<value><string>a<!-- & < -->b<?pi?>c</string></value>', 'abc'],
    ['<value><base64>\n aGk= \n</base64></value>', new Uint8Array([104, 105])],
    ['<value><dateTime.iso8601>20131106T14:38:36</dateTime.iso8601></value>', '20131106T14:38:36'],
    ['<value><nil/></value>', null],
    ['<value><nil></nil></value>', null],
    ['<value/>', null],
    ['<value></value>', null],
    ['', null],
    ['<value><array><data/></array></value>', []],
    ['<value><array/></value>', []],
    ['<value><struct/></value>', {}],
    [
      '\n<value >\n<struct a="1" b=\'>\'>\n<member>\n<name>k</name >\n<value>\n<array>\n<data>\n<value><int>1</int></value>\n<value/>\n</data>\n</array>\n</value>\n</member>\n</struct>\n</value>\n',
      { k: [1, null] },
    ],
  ])('%s', (xml, expected) => {
    expect(parsed(xml)).toEqual(expected);
  });

  it('keeps a member called __proto__ as data', () => {
    const value = parsed(
      '<value><struct><member><name>__proto__</name><value><struct><member><name>admin</name><value><boolean>1</boolean></value></member></struct></value></member></struct></value>',
    ) as Record<string, XmlRpcValue>;
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(value.admin).toBeUndefined();
  });

  it.each([
    '<value><int>1.5</int></value>',
    '<value><int/></value>',
    '<value><int>9223372036854775807</int></value>',
    '<value><boolean>yes</boolean></value>',
    '<value><double>NaN</double></value>',
    '<value><base64>a*</base64></value>',
    '<value><base64>aaaaa</base64></value>',
    '<value><integer>1</integer></value>',
    '<value>text<int>1</int></value>',
    '<value><int>1</int><int>2</int></value>',
  ])('refuses %s', (xml) => {
    expect(() => parsed(xml)).toThrow(XmlRpcParseError);
  });
});

describe('requests', () => {
  it('reads what softlayer-python sends: a Latin-1 prolog over UTF-8 bytes', () => {
    const request = decodeRequest(
      bytes(
        "<?xml version='1.0' encoding='iso-8859-1'?>\n<methodCall>\n<methodName>editObject</methodName>\n<params>\n<param>\n<value><struct>\n<member>\n<name>headers</name>\n<value><struct>\n</struct></value>\n</member>\n</struct></value>\n</param>\n<param>\n<value><string>é</string></value>\n</param>\n</params>\n</methodCall>\n",
      ),
    );
    expect(request).toEqual({ methodName: 'editObject', params: [{ headers: {} }, 'é'] });
  });

  it('reads real Latin-1 by the declared charset', () => {
    const text =
      '<?xml version="1.0" encoding="ISO-8859-1"?><methodCall><methodName>x</methodName><params><param><value>é</value></param></params></methodCall>';
    expect(decodeRequest(new Uint8Array(Buffer.from(text, 'latin1'))).params).toEqual(['é']);
  });

  it('takes every spelling of null', () => {
    const request = decodeRequest(
      bytes(
        '<methodCall><methodName>m</methodName><params><param><value><nil/></value></param><param><value/></param><param></param><param/></params></methodCall>',
      ),
    );
    expect(request.params).toEqual([null, null, null, null]);
  });

  it('takes a call without params and refuses one without a name', () => {
    expect(decodeRequest(bytes('<methodCall><methodName>m</methodName></methodCall>'))).toEqual({
      methodName: 'm',
      params: [],
    });
    expect(() => decodeRequest(bytes('<methodCall/>'))).toThrow('no method name');
    expect(() => decodeRequest(bytes('<params/>'))).toThrow('expected <methodCall>, got <params>');
  });
});

describe('responses', () => {
  const one = '<params><param><value><int>1</int></value></param></params>';

  it('accepts both roots', () => {
    const expected = { kind: 'value', value: 1 };
    expect(decodeResponse(bytes(one))).toEqual(expected);
    expect(decodeResponse(bytes(`<methodResponse>${one}</methodResponse>`))).toEqual(expected);
    expect(decodeResponse(bytes(`\ufeff<?xml version="1.0"?>\r\n${one}\r\n`))).toEqual(expected);
    expect(decodeResponse(bytes('<params/>'))).toEqual({ kind: 'value', value: null });
  });

  it.each(['<string>-32601</string>', '<int>-32601</int>', '<i4>-32601</i4>'])(
    'gives the fault code %s as text',
    (code) => {
      const xml = `<methodResponse><fault><value><struct><member><name>faultCode</name><value>${code}</value></member><member><name>faultString</name><value>gone</value></member></struct></value></fault></methodResponse>`;
      expect(decodeResponse(bytes(xml))).toEqual({
        kind: 'fault',
        faultCode: '-32601',
        faultString: 'gone',
      });
    },
  );
});

describe('refusals', () => {
  it('name the place', () => {
    const error = refusal('<params>\n <param><value><int>1</string></value></param></params>');
    expect(error).toMatchObject({ problem: 'not-well-formed', line: 2, column: 22 });
    expect(error.message).toBe(
      'XML-RPC document refused at line 2, column 22: expected </int>, got </string>',
    );
  });

  it.each([
    '<!DOCTYPE p [<!ENTITY a "b">]><params/>',
    '<params><param><value>&lol;</value></param></params>',
    '<params><param><value>&#0;</value></param></params>',
    '<params><param><value>&#xD800;</value></param></params>',
    '<params><param><value>a & b</value></param></params>',
    '<params><param><value>&constructor;</value></param></params>',
    '<params/><params/>',
    '<params/>trailing',
    '<params></methodResponse>',
    '<params a=1/>',
    '',
    'not xml at all',
    '{"json": true}',
  ])('not well-formed: %s', (xml) => {
    expect(refusal(xml).problem).toBe('not-well-formed');
  });

  it('quote no more than a line of a hostile document', () => {
    expect(refusal(`<${'p'.repeat(100_000)}/>`).message.length).toBeLessThan(250);
  });

  it('tells encodings and characters apart', () => {
    expect(refusal(new Uint8Array([0x3c, 0xff, 0x3e])).problem).toBe('unsupported-encoding');
    const declared = Buffer.from(
      '<?xml version="1.0" encoding="x-nope"?><params>\xff</params>',
      'latin1',
    );
    expect(refusal(declared).message).toContain('declared x-nope');
    expect(refusal('<params>\n\u0001</params>')).toMatchObject({
      problem: 'invalid-character',
      line: 2,
      column: 1,
    });
  });

  it('bounds size and depth', () => {
    expect(refusal('<params/>', { maxBytes: 8 }).problem).toBe('too-large');
    const nest = (depth: number) =>
      `<params><param>${'<value><array><data>'.repeat(depth)}${'</data></array></value>'.repeat(depth)}</param></params>`;
    expect(decodeResponse(bytes(nest(64))).kind).toBe('value');
    expect(refusal(nest(65)).problem).toBe('too-deep');
    expect(refusal('<params><param>'.concat('<value><array><data>'.repeat(10_000))).problem).toBe(
      'too-deep',
    );
    expect(refusal(nest(3), { maxDepth: 2 }).problem).toBe('too-deep');
  });
});
