/** A list of hosts that cannot be read, with the place. */
export class HostlistError extends Error {
  override readonly name = 'HostlistError';
}

/** So many hosts are taken to be a slip of the pen. */
const mostHosts = 100_000;

/**
 * The hosts of Slurm's hostlist expression: `htc-[1-3,07-10],login` names eight.
 *
 * @throws HostlistError
 */
export function expandHostlist(expression: string): string[] {
  const hosts: string[] = [];
  for (const part of splitTop(expression)) {
    for (const host of expandPart(part, expression)) {
      hosts.push(host);
      if (hosts.length > mostHosts) {
        throw new HostlistError(`'${expression.slice(0, 60)}' names more than ${mostHosts} hosts.`);
      }
    }
  }
  return [...new Set(hosts)];
}

/** Splits at commas outside brackets. */
function splitTop(expression: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < expression.length; at++) {
    const char = expression[at];
    if (char === '[') depth++;
    if (char === ']') depth--;
    if (depth < 0 || depth > 1) break;
    if (char !== ',' || depth > 0) continue;
    parts.push(expression.slice(from, at));
    from = at + 1;
  }
  if (depth !== 0) throw new HostlistError(`'${expression}': the brackets do not match.`);
  parts.push(expression.slice(from));
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function* expandPart(part: string, whole: string): Generator<string> {
  const open = part.indexOf('[');
  if (open < 0) {
    if (!/^[\w.-]+$/.test(part)) throw new HostlistError(`'${whole}': '${part}' is no host name.`);
    yield part;
    return;
  }
  const close = part.indexOf(']', open);
  const before = part.slice(0, open);
  const after = part.slice(close + 1);
  if (!/^[\w.-]*$/.test(before)) {
    throw new HostlistError(`'${whole}': '${before}' is no part of a host name.`);
  }
  for (const range of part.slice(open + 1, close).split(',')) {
    const [, first, last = first] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(range.trim()) ?? [];
    if (first === undefined || last === undefined || Number(last) < Number(first)) {
      throw new HostlistError(`'${whole}': '${range}' is no range such as 1-10.`);
    }
    for (let n = Number(first); n <= Number(last); n++) {
      const number = `${before}${String(n).padStart(first.length, '0')}`;
      if (after === '') yield number;
      else for (const rest of expandPart(after, whole)) yield `${number}${rest}`;
    }
  }
}

/** The shortest simple expression: `htc-[1-3,5]`, in the order in which names first stand. */
export function compressHostlist(hosts: readonly string[]): string {
  const groups = new Map<string, { before: string; width: number; numbers: Set<number> }>();
  for (const host of hosts) {
    const [, before = host, digits] = /^(.*?)(\d{1,9})$/.exec(host) ?? [];
    // 01 and 1 are different hosts: names with leading zeros are grouped by their width.
    const width = digits?.startsWith('0') ? digits.length : 0;
    const key = `${before}\0${digits === undefined ? '' : width}`;
    const group = groups.get(key) ?? { before, width, numbers: new Set() };
    groups.set(key, group);
    if (digits !== undefined) group.numbers.add(Number(digits));
  }
  return [...groups.values()].map(rangesOf).join(',');
}

function rangesOf({
  before,
  width,
  numbers,
}: {
  before: string;
  width: number;
  numbers: Set<number>;
}) {
  if (numbers.size === 0) return before;
  const text = (n: number) => String(n).padStart(width, '0');
  const sorted = [...numbers].sort((a, b) => a - b);
  const ranges: string[] = [];
  for (let at = 0; at < sorted.length; at++) {
    const first = sorted[at]!;
    while (sorted[at + 1] === sorted[at]! + 1) at++;
    const last = sorted[at]!;
    ranges.push(first === last ? text(first) : `${text(first)}-${text(last)}`);
  }
  return sorted.length === 1 ? `${before}${ranges[0]}` : `${before}[${ranges.join(',')}]`;
}
