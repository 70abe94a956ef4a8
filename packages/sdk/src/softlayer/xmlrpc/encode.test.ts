import { describe, expect, it } from 'vitest';
import { encodeFault, encodeRequest, encodeResponse } from './encode.js';
import { XmlRpcDouble } from './values.js';

describe('the encoder', () => {
  it('writes the bytes that the strictest client accepts', () => {
    const answer = {
      id: 1,
      on: true,
      off: false,
      note: null,
      skip: undefined,
      list: [],
      s: 'a<&>',
    };
    expect(encodeResponse([answer])).toBe(
      '<?xml version="1.0" encoding="utf-8"?>\n<params><param><value><array><data><value><struct>' +
        '<member><name>id</name><value><int>1</int></value></member>' +
        '<member><name>on</name><value><boolean>1</boolean></value></member>' +
        '<member><name>off</name><value><boolean>0</boolean></value></member>' +
        '<member><name>note</name><value><string/></value></member>' +
        '<member><name>list</name><value><array><data/></array></value></member>' +
        '<member><name>s</name><value><string>a&lt;&amp;&gt;</string></value></member>' +
        '</struct></value></data></array></value></param></params>',
    );
    expect(encodeFault('SoftLayer_Exception', 'Invalid API token.')).toBe(
      '<?xml version="1.0" encoding="utf-8"?>\n<methodResponse><fault><value><struct>' +
        '<member><name>faultCode</name><value><string>SoftLayer_Exception</string></value></member>' +
        '<member><name>faultString</name><value><string>Invalid API token.</string></value></member>' +
        '</struct></value></fault></methodResponse>',
    );
  });

  it('writes a request with nil, wide integers and doubles', () => {
    expect(
      encodeRequest('editObject', [null, 2 ** 31, 0.5, new XmlRpcDouble(3), new Uint8Array([1])]),
    ).toBe(
      '<?xml version="1.0" encoding="utf-8"?>\n<methodCall><methodName>editObject</methodName><params>' +
        '<param><value><nil/></value></param>' +
        '<param><value><i8>2147483648</i8></value></param>' +
        '<param><value><double>0.5</double></value></param>' +
        '<param><value><double>3</double></value></param>' +
        '<param><value><base64>AQ==</base64></value></param></params></methodCall>',
    );
  });

  it('replaces what XML cannot hold in responses and refuses it in requests', () => {
    expect(encodeResponse('a\u0000b')).toContain('<string>a\ufffdb</string>');
    expect(() => encodeRequest('m', ['a\u0000b'])).toThrow('control characters');
    expect(() => encodeRequest('m', [Number.NaN])).toThrow('cannot carry the number NaN');
  });

  it('refuses a structure that contains itself', () => {
    const loop: { self?: object } = {};
    loop.self = loop;
    expect(() => encodeResponse(loop as never)).toThrow('nested deeper than 64');
  });
});
