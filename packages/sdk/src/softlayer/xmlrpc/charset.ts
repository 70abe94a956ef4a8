import { isUtf8 } from 'node:buffer';
import { parseErrorAt, XmlRpcParseError } from './error.js';

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters XML 1.0 forbids.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/**
 * The text of a document, line ends normalised to `\n` and a byte order mark dropped.
 * Bytes that are valid UTF-8 are UTF-8 whatever the prolog says: Python's client declares iso-8859-1
 * and sends UTF-8 (observed). Other bytes are read by the declared charset.
 */
export function decodeDocument(bytes: Uint8Array, maxBytes: number): string {
  if (bytes.byteLength > maxBytes) {
    const what = `${bytes.byteLength} bytes, the limit is ${maxBytes}`;
    throw new XmlRpcParseError('too-large', what, 1, 1);
  }
  let text = isUtf8(bytes) ? view(bytes).toString('utf8') : decodeDeclared(bytes);
  if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
  const forbidden = text.search(FORBIDDEN);
  if (forbidden !== -1) {
    const code = text.charCodeAt(forbidden).toString(16).toUpperCase().padStart(4, '0');
    throw parseErrorAt(text, forbidden, 'invalid-character', `U+${code} is not allowed in XML`);
  }
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

function decodeDeclared(bytes: Uint8Array): string {
  const prolog = view(bytes).toString('latin1', 0, 200);
  const label = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/.exec(prolog)?.[1];
  if (label === undefined || /^utf-?8$/i.test(label)) {
    throw new XmlRpcParseError('unsupported-encoding', 'the bytes are not valid UTF-8', 1, 1);
  }
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    const what = `the bytes are neither UTF-8 nor the declared ${label}`;
    throw new XmlRpcParseError('unsupported-encoding', what, 1, 1);
  }
}

function view(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
