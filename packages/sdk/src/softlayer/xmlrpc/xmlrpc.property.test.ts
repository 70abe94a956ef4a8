import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { decodeRequest, decodeResponse } from './decode.js';
import { encodeRequest, encodeResponse } from './encode.js';
import { XmlRpcParseError } from './error.js';
import type { XmlRpcValue } from './values.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Text that XML can hold, rich in what must be escaped. */
const text = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom(...'<>&;]\r\n\t "\'é€😀'),
      fc.string({ minLength: 1, maxLength: 1 }),
    ),
  })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters XML 1.0 forbids.
  .filter((s) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(s));

const { value: anyValue } = fc.letrec<{ value: XmlRpcValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Object.is(n, -0)),
    text,
    fc.uint8Array({ maxLength: 9 }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4 }).map((struct) => ({ ...struct })),
  ),
}));

/** Another spelling of the same tree: white space, comments, CDATA, references, loose tags. */
const noise = fc.constantFrom('', '', ' ', '\n\t', '<!-- <x> & -->', '<?pi a="<"?>');

function spell(value: XmlRpcValue, next: () => string): string {
  return `<value${next() === '' ? '' : ' '}>${next()}${spellTyped(value, next)}${next()}</value>`;
}

function spellTyped(value: XmlRpcValue, next: () => string): string {
  if (value === null) return '<nil/>';
  if (typeof value === 'boolean') return `<boolean>${Number(value)}</boolean>`;
  if (typeof value === 'number') return `<double>${value}</double>`;
  if (typeof value === 'string') return `<string a='"'>${spellText(value, next)}</string >`;
  if (value instanceof Uint8Array) {
    return `<base64>${Buffer.from(value).toString('base64')}</base64>`;
  }
  if (Array.isArray(value)) {
    return `<array>${next()}<data>${value.map((v) => spell(v, next) + next()).join('')}</data></array>`;
  }
  const members = Object.entries(value).map(
    ([k, v]) => `<member>${next()}<name>${spellText(k, next)}</name>${spell(v, next)}</member>`,
  );
  return `<struct>${members.join(next())}${next()}</struct>`;
}

function spellText(content: string, next: () => string): string {
  return Array.from(content, (char) => {
    if (next() === '') return `&#x${char.codePointAt(0)!.toString(16)};`;
    if (char === '\r' || char === ']') return `&#${char.codePointAt(0)};`;
    return char === '&' || char === '<' ? `<![CDATA[${char}]]>` : char;
  }).join('');
}

describe('XML-RPC, property based', () => {
  it('reads its own responses and requests back', () => {
    fc.assert(
      fc.property(anyValue, fc.stringMatching(/^[a-zA-Z]{1,9}$/), (value, method) => {
        const request = encodeRequest(method, [value, value]);
        expect(decodeRequest(bytes(request))).toEqual({
          methodName: method,
          params: [value, value],
        });
        const blank = JSON.stringify(value)?.includes('null');
        const response = decodeResponse(bytes(encodeResponse(value)));
        if (!blank) expect(response).toEqual({ kind: 'value', value });
      }),
    );
  });

  it('reads every spelling as saxes does', () => {
    fc.assert(
      fc.property(anyValue, fc.array(noise, { minLength: 1, maxLength: 60 }), (value, noises) => {
        let turn = 0;
        const next = () => noises[turn++ % noises.length]!;
        const document = `<?xml version="1.0"?><params><param>${spell(value, next)}</param></params>`;
        const ours = decodeResponse(bytes(document));
        expect(ours).toEqual({ kind: 'value', value: referenceValue(document) });
        expect(ours).toEqual({ kind: 'value', value });
      }),
    );
  });

  it('never accepts a damaged document as something else than saxes reads', () => {
    fc.assert(
      fc.property(anyValue, fc.nat(), fc.nat(), (value, from, length) => {
        const whole = encodeResponse(value);
        const start = from % whole.length;
        const document = whole.slice(0, start) + whole.slice(start + 1 + (length % 20));
        const ours = attempt(() => decodeResponse(bytes(document)));
        const theirs = attempt(() => referenceValue(document));
        if (ours !== undefined && theirs !== undefined && ours.kind === 'value') {
          expect(ours.value).toEqual(theirs);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('refuses a document cut at any byte', () => {
    const whole = bytes(
      `<?xml version="1.0"?><!-- c -->${encodeResponse([{ a: 'é&', b: [1, true, 0.5] }, new Uint8Array([1])]).slice(39)}`,
    );
    for (let end = 0; end < whole.length; end++) {
      expect(() => decodeResponse(whole.subarray(0, end))).toThrow(XmlRpcParseError);
    }
    expect(decodeResponse(whole).kind).toBe('value');
  });

  it('refuses random bytes without any other error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        expect(() => decodeRequest(noise)).toThrow(XmlRpcParseError);
      }),
    );
  });
});

describe('hostile documents', () => {
  it('are refused at once', () => {
    const bomb = `<!DOCTYPE l [<!ENTITY a "${'x'.repeat(1000)}">]><params><param><value>&a;</value></param></params>`;
    // Of this process alone: how busy the machine is does not count.
    const started = process.cpuUsage();
    for (const document of [
      bomb,
      `<params><param>${'<value><array><data>'.repeat(500_000)}`,
      `<params><param><value>${'x'.repeat(10_000_000)}`,
      `<params>${'<!--'.repeat(1_000_000)}`,
      `<params>${'<'.repeat(4_000_000)}`,
      `<params a="${' '.repeat(4_000_000)}`,
      `<params ${'a="b" '.repeat(1_000_000)}`,
      `<params>${' '.repeat(4_000_000)}`,
      `<params><param><value>${'&amp'.repeat(1_000_000)}</value></param></params>`,
      `<params><param><value><base64>${'A'.repeat(3_999_998)}*</base64></value></param></params>`,
    ]) {
      expect(() => decodeResponse(bytes(document))).toThrow(XmlRpcParseError);
    }
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(4_000);
  });
});

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

/** An element of the reference tree. */
interface Element {
  readonly name: string;
  readonly children: Element[];
  text: string;
}

/** The same reading of an XML-RPC response by an independent parser. */
function referenceValue(document: string): XmlRpcValue {
  const root: Element = { name: '', children: [], text: '' };
  const stack = [root];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    const element: Element = { name: tag.name, children: [], text: '' };
    stack.at(-1)!.children.push(element);
    stack.push(element);
  });
  parser.on('closetag', () => stack.pop());
  parser.on('text', (text) => {
    stack.at(-1)!.text += text;
  });
  parser.on('cdata', (text) => {
    stack.at(-1)!.text += text;
  });
  parser.write(document).close();
  let element = root.children[0];
  if (element?.name === 'methodResponse') element = element.children[0];
  const value = element?.children[0]?.children[0];
  return value === undefined ? null : toValue(value);
}

function toValue(element: Element): XmlRpcValue {
  const typed = element.children[0];
  if (typed === undefined) return element.text === '' ? null : element.text;
  switch (typed.name) {
    case 'nil':
      return null;
    case 'string':
    case 'dateTime.iso8601':
      return typed.text;
    case 'boolean':
      return typed.text.trim() === '1';
    case 'base64':
      return new Uint8Array(Buffer.from(typed.text, 'base64'));
    case 'array':
      return (typed.children[0]?.children ?? []).map(toValue);
    case 'struct':
      return Object.fromEntries(
        typed.children.map((member) => {
          const [name, value] = member.children;
          return [name!.text, value === undefined ? null : toValue(value)];
        }),
      );
    default:
      return Number(typed.text);
  }
}
