import type { Terminal } from '../terminal.js';
import { createPaint } from './paint.js';
import { type ListOptions, type RecordColumn, renderRecords } from './records.js';

/**
 * One record: in a table its columns stand below each other, those without a value left out; `json` and `yaml` are
 * the record itself.
 *
 * @throws UsageError for a column that does not exist
 */
export async function renderCard<T extends object>(
  record: T,
  columns: readonly RecordColumn<T>[],
  options: ListOptions,
  terminal: Terminal,
): Promise<string> {
  const { output, columns: names, whole = record } = options;
  if (names !== undefined || output === 'csv') {
    return renderRecords([record], columns, options, terminal);
  }
  if (output === 'json' || output === 'yaml') {
    return renderRecords([], columns, { output, whole }, terminal);
  }
  const paint = createPaint(terminal.colour);
  const lines = columns
    .map(({ name, value }) => [name, String(value(record) ?? '')] as const)
    .filter(([, text]) => text !== '');
  const width = Math.max(...lines.map(([name]) => name.length));
  return lines
    .map(([name, text]) => `${paint.dim(name.padEnd(width))}  ${text.replace(/\s+/g, ' ')}\n`)
    .join('');
}
