import { decodeDocument } from './charset.js';
import { XmlScanner } from './scanner.js';
import type { XmlRpcValue } from './values.js';

/** Bounds of what is decoded. */
export interface XmlRpcLimits {
  /** Bytes of the document. Default 32 MiB. */
  readonly maxBytes?: number;
  /** Values inside values. Default 64. */
  readonly maxDepth?: number;
}

export interface XmlRpcRequest {
  readonly methodName: string;
  readonly params: readonly XmlRpcValue[];
}

export type XmlRpcResponse =
  | { readonly kind: 'value'; readonly value: XmlRpcValue }
  /** `faultCode` is text whether it travelled as a string or as an int. */
  | { readonly kind: 'fault'; readonly faultCode: string; readonly faultString: string };

const MAX_BYTES = 32 * 1024 * 1024;
const MAX_DEPTH = 64;
const INTEGER = /^[+-]?\d{1,19}$/;
const DOUBLE = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** Decodes a `methodCall`. Throws XmlRpcParseError. */
export function decodeRequest(bytes: Uint8Array, limits: XmlRpcLimits = {}): XmlRpcRequest {
  const decoder = new Decoder(bytes, limits);
  return decoder.request();
}

/**
 * Decodes a response with either root: `methodResponse` as the standard says, or `params` alone as
 * the real service answers (recorded). No parameter at all is null. Throws XmlRpcParseError.
 */
export function decodeResponse(bytes: Uint8Array, limits: XmlRpcLimits = {}): XmlRpcResponse {
  const decoder = new Decoder(bytes, limits);
  return decoder.response();
}

/**
 * The start of a member, up to its value, as it was read before. Structs of one kind repeat their members in
 * one order, so the same text is mostly next, and reading it again would give the same.
 */
interface MemberStart {
  readonly name: string;
  readonly literal: string;
  /** What followed the member in its struct last time. */
  next: MemberStart | undefined;
  /** What the first struct inside its value began with last time. */
  inside: MemberStart | undefined;
}

class Decoder {
  readonly #xml: XmlScanner;
  readonly #maxDepth: number;
  readonly #starts = new Map<string, MemberStart>();
  /** The member whose value is being read. */
  #outer: MemberStart = { name: '', literal: '', next: undefined, inside: undefined };

  constructor(bytes: Uint8Array, limits: XmlRpcLimits) {
    this.#xml = new XmlScanner(decodeDocument(bytes, limits.maxBytes ?? MAX_BYTES));
    this.#maxDepth = limits.maxDepth ?? MAX_DEPTH;
  }

  request(): XmlRpcRequest {
    const xml = this.#xml;
    let methodName = '';
    let params: XmlRpcValue[] = [];
    if (xml.enter('methodCall')) {
      if (xml.enter('methodName')) {
        methodName = xml.content().trim();
        xml.close('methodName');
      }
      if (!xml.atEndTag() && xml.enter('params')) params = this.#params();
      xml.close('methodCall');
    }
    xml.end();
    if (methodName === '') throw xml.fail('not-xml-rpc', 'no method name');
    return { methodName, params };
  }

  response(): XmlRpcResponse {
    const xml = this.#xml;
    const root = xml.open();
    let result: XmlRpcResponse;
    if (root === 'methodResponse' && !xml.selfClosed) {
      result = this.#answer(xml.open());
      xml.close(root);
    } else {
      result = this.#answer(root);
    }
    xml.end();
    return result;
  }

  #answer(element: string): XmlRpcResponse {
    const xml = this.#xml;
    if (element === 'params') {
      const [value = null, ...more] = xml.selfClosed ? [] : this.#params();
      if (more.length > 0) throw xml.fail('not-xml-rpc', 'a response with several params');
      return { kind: 'value', value };
    }
    if (element !== 'fault' || xml.selfClosed) {
      throw xml.fail('not-xml-rpc', `expected <params> or <fault>, got <${element}>`);
    }
    const fault = xml.enter('value') ? this.#value(1) : null;
    xml.close('fault');
    if (!isStruct(fault)) throw xml.fail('not-xml-rpc', 'a fault that is no struct');
    const { faultCode, faultString } = fault;
    return {
      kind: 'fault',
      faultCode: scalarText(faultCode),
      faultString: scalarText(faultString),
    };
  }

  #params(): XmlRpcValue[] {
    const xml = this.#xml;
    const params: XmlRpcValue[] = [];
    while (!xml.atEndTag()) {
      let value: XmlRpcValue = null;
      if (xml.enter('param')) {
        // Go's client sends an untyped nil as a param without a value (observed).
        if (!xml.atEndTag() && xml.enter('value')) value = this.#value(1);
        xml.close('param');
      }
      params.push(value);
    }
    xml.close('params');
    return params;
  }

  /** The value whose start tag was read; reads its end tag as well. */
  #value(depth: number): XmlRpcValue {
    const xml = this.#xml;
    if (depth > this.#maxDepth) {
      throw xml.fail('too-deep', `more than ${this.#maxDepth} values inside each other`);
    }
    const simple = xml.scalar('<string>', '</string></value>');
    if (simple !== undefined) return simple;
    const digits = xml.scalar('<int>', '</int></value>');
    if (digits !== undefined) return this.#integer('int', digits.trim());
    const text = xml.content();
    if (xml.atEndTag()) {
      xml.close('value');
      return text === '' ? null : text;
    }
    if (text !== '' && text.trim() !== '') {
      throw xml.fail('not-xml-rpc', 'text beside an element in a value');
    }
    const type = xml.open();
    const value = this.#typed(type, depth);
    xml.close('value');
    return value;
  }

  #typed(type: string, depth: number): XmlRpcValue {
    const xml = this.#xml;
    const empty = xml.selfClosed;
    switch (type) {
      case 'struct':
        return empty ? {} : this.#struct(depth);
      case 'array':
        return empty ? [] : this.#array(depth);
      case 'nil':
        if (!empty) xml.close('nil');
        return null;
    }
    const text = empty ? '' : xml.content();
    const value = this.#scalar(type, text);
    if (!empty) xml.close(type);
    return value;
  }

  #scalar(type: string, text: string): XmlRpcValue {
    switch (type) {
      case 'string':
        return text;
      case 'int':
      case 'i4':
      case 'i8':
        return this.#integer(type, text.trim());
      case 'boolean': {
        const digit = text.trim();
        if (digit === '1') return true;
        if (digit === '0') return false;
        throw this.#bad(type);
      }
      case 'double': {
        const number = text.trim();
        if (!DOUBLE.test(number) || !Number.isFinite(Number(number))) throw this.#bad(type);
        return Number(number);
      }
      case 'base64': {
        const code = text.replace(/\s+/g, '');
        if (!BASE64.test(code) || code.replace(/=+$/, '').length % 4 === 1) throw this.#bad(type);
        return new Uint8Array(Buffer.from(code, 'base64'));
      }
      case 'dateTime.iso8601':
        return text.trim();
      default:
        throw this.#xml.fail('not-xml-rpc', `<${type}> is no value type`);
    }
  }

  #integer(type: string, digits: string): number | string {
    if (!INTEGER.test(digits)) throw this.#bad(type);
    const number = Number(digits);
    if (Number.isSafeInteger(number)) return number === 0 ? 0 : number;
    if (type === 'i8') return digits;
    throw this.#bad(type);
  }

  #struct(depth: number): XmlRpcValue {
    const xml = this.#xml;
    const struct: { [member: string]: XmlRpcValue } = {};
    const outer = this.#outer;
    let before: MemberStart | undefined;
    while (!xml.take('</struct>')) {
      const expected = before === undefined ? outer.inside : before.next;
      let start: MemberStart | undefined;
      if (expected !== undefined && xml.take(expected.literal)) {
        start = expected;
      } else if (xml.atEndTag()) {
        xml.close('struct');
        return struct;
      } else {
        start = this.#memberStart(struct);
        if (start === undefined) continue;
        if (before === undefined) outer.inside = start;
        else before.next = start;
      }
      this.#outer = start;
      setMember(struct, start.name, this.#value(depth + 1));
      this.#outer = outer;
      if (!xml.take('</member>')) xml.close('member');
      before = start;
    }
    return struct;
  }

  /** Reads up to a member's value; a member without one is read to its end, and null. */
  #memberStart(struct: { [member: string]: XmlRpcValue }): MemberStart | undefined {
    const xml = this.#xml;
    const at = xml.at;
    if (!xml.enter('member')) throw xml.fail('not-xml-rpc', 'a member without a name');
    let name = '';
    if (xml.enter('name')) {
      name = xml.content();
      xml.close('name');
    }
    if (xml.atEndTag() || !xml.enter('value')) {
      xml.close('member');
      setMember(struct, name, null);
      return undefined;
    }
    const literal = xml.since(at);
    let start = this.#starts.get(literal);
    if (start === undefined) {
      start = { name, literal, next: undefined, inside: undefined };
      this.#starts.set(literal, start);
    }
    return start;
  }

  #array(depth: number): XmlRpcValue {
    const xml = this.#xml;
    const items: XmlRpcValue[] = [];
    if (!xml.atEndTag() && xml.enter('data')) {
      while (!xml.atEndTag()) items.push(xml.enter('value') ? this.#value(depth + 1) : null);
      xml.close('data');
    }
    xml.close('array');
    return items;
  }

  #bad(type: string): Error {
    return this.#xml.fail('not-xml-rpc', `the content is no <${type}>`);
  }
}

function setMember(struct: { [member: string]: XmlRpcValue }, name: string, value: XmlRpcValue) {
  if (name !== '__proto__') {
    struct[name] = value;
    return;
  }
  Object.defineProperty(struct, name, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

function isStruct(value: XmlRpcValue): value is { [member: string]: XmlRpcValue } {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Uint8Array)
  );
}

function scalarText(value: XmlRpcValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
