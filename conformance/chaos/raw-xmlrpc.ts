/**
 * An XML-RPC call of any values, without the checks of an encoder: depths and characters that no document may
 * have are written as they are.
 */
export function rawXmlRpc(method: string, params: readonly unknown[]): string {
  const list = params.map((value) => `<param>${raw(value)}</param>`).join('');
  return `<?xml version="1.0"?><methodCall><methodName>${method}</methodName><params>${list}</params></methodCall>`;
}

function raw(value: unknown): string {
  return `<value>${typed(value)}</value>`;
}

function typed(value: unknown): string {
  if (value === null) return '<nil/>';
  if (typeof value === 'boolean') return `<boolean>${value ? 1 : 0}</boolean>`;
  if (typeof value === 'number') {
    return Number.isInteger(value) ? `<int>${value}</int>` : `<double>${value}</double>`;
  }
  if (typeof value === 'string') return `<string>${escaped(value)}</string>`;
  if (Array.isArray(value)) return `<array><data>${value.map(raw).join('')}</data></array>`;
  const members = Object.entries(value as object).map(
    ([name, member]) => `<member><name>${escaped(name)}</name>${raw(member)}</member>`,
  );
  return `<struct>${members.join('')}</struct>`;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
