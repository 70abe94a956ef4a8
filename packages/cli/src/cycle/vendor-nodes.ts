import type { NodeRecord } from '@pileus/sdk/cyclecloud';
import { stopRequests } from '../shutdown.js';
import type { Terminal } from '../terminal.js';
import { connect } from './connect.js';
import type { ConnectionFlags } from './options.js';
import { filteredNodes } from './show.js';
import { bothFilters } from './vendor.js';

/** Options of the vendor's `show_nodes`. */
export interface VendorNodesFlags extends ConnectionFlags {
  readonly cluster?: string;
  readonly filter?: string;
  readonly instanceFilter?: string;
  /** Separated by commas. */
  readonly attrs?: string;
  /** With `%(Attribute)s` in the place of values; `\n` and `\t` are understood. */
  readonly output?: string;
  readonly format: 'text' | 'json' | 'xml';
  /** Separated by commas. */
  readonly states?: string;
  readonly long?: boolean;
  readonly summary?: boolean;
}

type Attributes = Readonly<Record<string, unknown>>;

/** `show_nodes`, in the forms of the vendor's command line. */
export async function showVendorNodes(
  names: readonly string[],
  flags: VendorNodesFlags,
  terminal: Terminal,
): Promise<void> {
  const stop = stopRequests();
  try {
    const { cluster } = flags;
    const filter = bothFilters(flags.filter, flags.instanceFilter);
    const client = connect(flags, terminal, stop.signal);
    const all = await filteredNodes(client, {
      ...(cluster !== undefined && { cluster }),
      ...(filter !== undefined && { filter }),
    });
    const nodes = all.filter((node) => isMeant(node, names, flags));
    if (nodes.length === 0) terminal.note('There are no such nodes.');
    terminal.write(written(nodes, flags));
  } finally {
    stop.release();
  }
}

function isMeant(
  node: NodeRecord,
  names: readonly string[],
  { states }: Pick<VendorNodesFlags, 'states'>,
): boolean {
  if (names.length > 0 && !names.includes(node.Name)) return false;
  const wanted = states?.toLowerCase().split(',');
  return !wanted || [node.State, node.Status].some((state) => wanted.includes(lower(state)));
}

const lower = (text: string | undefined): string => text?.toLowerCase() ?? '';

const common = 'Name,ClusterName,Template,Status,Hostname,PrivateIp,MachineType';

/** The nodes as text in the form that was asked for. */
export function written(nodes: readonly NodeRecord[], flags: VendorNodesFlags): string {
  const { output, format, long, summary } = flags;
  if (output !== undefined) return nodes.map((node) => filled(output, node)).join('');
  const attrs = flags.attrs ?? (long || (format !== 'text' && !summary) ? undefined : common);
  const shown = nodes.map((node) => chosen(node, attrs));
  switch (format) {
    case 'json':
      return `${JSON.stringify(shown, null, 2)}\n`;
    case 'xml':
      return `<?xml version="1.0" encoding="UTF-8"?>\n<nodes>\n${shown.map(element).join('')}</nodes>\n`;
    case 'text':
      return summary
        ? shown.map((node) => `${Object.values(node).map(text).join(' ')}\n`).join('')
        : shown.map(lines).join('\n');
  }
}

const chosen = (node: Attributes, attrs: string | undefined): Attributes =>
  attrs === undefined
    ? node
    : Object.fromEntries(
        attrs.split(',').map((name) => [name.trim(), node[name.trim()] ?? null] as const),
      );

const text = (value: unknown): string =>
  value === null || value === undefined
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);

const lines = (node: Attributes): string =>
  Object.entries(node)
    .map(([name, value]) => `${name} = ${JSON.stringify(value)}\n`)
    .join('');

const filled = (output: string, node: Attributes): string =>
  output
    .replaceAll('\\n', '\n')
    .replaceAll('\\t', '\t')
    .replace(/%\(([^)]*)\)s/g, (_, name: string) => text(node[name]));

const element = (node: Attributes): string =>
  `  <node>\n${Object.entries(node)
    .filter(([name]) => /^[A-Za-z_][\w.-]*$/.test(name))
    .map(([name, value]) => `    <${name}>${escaped(text(value))}</${name}>\n`)
    .join('')}  </node>\n`;

const escaped = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
