import { XmlRpcDouble, type XmlRpcInput } from './values.js';

const PROLOG = '<?xml version="1.0" encoding="utf-8"?>\n';
const MAX_DEPTH = 64;
const SPECIAL = /[&<>\r]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters XML 1.0 forbids.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  // A bare carriage return would be read back as a line feed.
  '\r': '&#13;',
};

/**
 * A success response as the real service sends it: `params` is the root, there is no
 * `methodResponse` (recorded; Go's client finds lists by exactly this opening).
 * null becomes an empty string, characters that XML cannot hold become U+FFFD, so that one odd
 * stored text does not make a whole list unreadable.
 */
export function encodeResponse(value: XmlRpcInput): string {
  const body = new Encoder('<string/>', '\ufffd').value(value, 1);
  return `${PROLOG}<params><param>${body}</param></params>`;
}

/** A fault. The code travels as a string: an int makes Go's client panic (observed). */
export function encodeFault(faultCode: string, faultString: string): string {
  const body = new Encoder('<string/>', '\ufffd').value({ faultCode, faultString }, 1);
  return `${PROLOG}<methodResponse><fault>${body}</fault></methodResponse>`;
}

/** A request. null becomes `<nil/>`. Throws TypeError for text that XML cannot hold. */
export function encodeRequest(methodName: string, params: readonly XmlRpcInput[]): string {
  const encoder = new Encoder('<nil/>', null);
  let list = '';
  for (const param of params) list += `<param>${encoder.value(param, 1)}</param>`;
  const name = encoder.text(methodName);
  return `${PROLOG}<methodCall><methodName>${name}</methodName><params>${list}</params></methodCall>`;
}

class Encoder {
  readonly #nil: string;
  readonly #replacement: string | null;

  constructor(nil: string, replacement: string | null) {
    this.#nil = nil;
    this.#replacement = replacement;
  }

  value(value: XmlRpcInput, depth: number): string {
    if (depth > MAX_DEPTH) throw new TypeError(`XML-RPC value nested deeper than ${MAX_DEPTH}`);
    return `<value>${this.#typed(value, depth)}</value>`;
  }

  text(text: string): string {
    let clean = text;
    if (text.search(FORBIDDEN) !== -1) {
      if (this.#replacement === null) {
        throw new TypeError('XML-RPC cannot carry control characters: send the text as bytes');
      }
      clean = text.replace(FORBIDDEN, this.#replacement);
    }
    return SPECIAL.test(clean) ? clean.replace(/[&<>\r]/g, (char) => ESCAPES[char] ?? char) : clean;
  }

  #typed(value: XmlRpcInput, depth: number): string {
    switch (typeof value) {
      case 'string':
        return value === '' ? '<string/>' : `<string>${this.text(value)}</string>`;
      case 'number':
        return Number.isInteger(value) ? integer(value) : double(value);
      case 'boolean':
        return value ? '<boolean>1</boolean>' : '<boolean>0</boolean>';
    }
    if (value === null) return this.#nil;
    if (value instanceof XmlRpcDouble) return double(value.value);
    if (value instanceof Uint8Array) {
      return `<base64>${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64')}</base64>`;
    }
    if (isList(value)) {
      if (value.length === 0) return '<array><data/></array>';
      let items = '';
      for (const item of value) items += this.value(item, depth + 1);
      return `<array><data>${items}</data></array>`;
    }
    let members = '';
    for (const name of Object.keys(value)) {
      const member = value[name];
      if (member === undefined) continue;
      members += `<member><name>${this.text(name)}</name>${this.value(member, depth + 1)}</member>`;
    }
    return members === '' ? '<struct/>' : `<struct>${members}</struct>`;
  }
}

function integer(value: number): string {
  if (!Number.isSafeInteger(value)) return double(value);
  return value === (value | 0) ? `<int>${value}</int>` : `<i8>${value}</i8>`;
}

function double(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`XML-RPC cannot carry the number ${value}`);
  return `<double>${value}</double>`;
}

function isList(
  value: readonly XmlRpcInput[] | { readonly [member: string]: XmlRpcInput | undefined },
): value is readonly XmlRpcInput[] {
  return Array.isArray(value);
}
