import type { Wire } from './project.js';

/** How a REST answer is written: the extension of the path's last segment. */
export type Extension = 'json' | 'xml' | 'txt';

export const restTypes: Readonly<Record<Extension, string>> = {
  json: 'application/json',
  xml: 'application/xml',
  txt: 'text/plain; charset=utf-8',
};

/** The extension of a path; without one it is JSON. */
export const extensionOf = (path: string): Extension =>
  (/\.(json|xml|txt)$/i.exec(path)?.[1]?.toLowerCase() as Extension | undefined) ?? 'json';

/** Members as elements below `root`, elements of lists as `item` (the vendor's form is not documented). */
export function restBody(value: Wire, extension: Extension): string {
  if (extension === 'json') return JSON.stringify(value);
  if (extension === 'txt') return typeof value === 'string' ? value : JSON.stringify(value);
  return `<?xml version="1.0" encoding="utf-8"?>\n<root>${xml(value)}</root>`;
}

function xml(value: Wire): string {
  if (value === null) return '';
  if (Array.isArray(value)) return value.map((item: Wire) => `<item>${xml(item)}</item>`).join('');
  if (typeof value !== 'object') return escaped(String(value));
  return Object.entries(value)
    .map(([name, member]) => `<${name}>${xml(member)}</${name}>`)
    .join('');
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
