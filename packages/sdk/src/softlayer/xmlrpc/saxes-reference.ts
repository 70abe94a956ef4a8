import { SaxesParser } from 'saxes';
import type { XmlRpcValue } from './values.js';

/** An element of the reference tree. */
interface Element {
  readonly name: string;
  readonly children: Element[];
  text: string;
}

/** The same reading of an XML-RPC response by an independent parser; used by tests alone. */
export function referenceValue(document: string): XmlRpcValue {
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
