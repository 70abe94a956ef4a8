import { UsageError } from '../failure.js';
import type { Terminal } from '../terminal.js';
import { createPaint } from './paint.js';
import { renderTable } from './table.js';

export const outputFormats = ['table', 'wide', 'json', 'yaml', 'csv'] as const;
export type OutputFormat = (typeof outputFormats)[number];

/** One column of a list. */
export interface RecordColumn<T> {
  /** What `--columns` calls it; the head of the table is this in capitals. */
  readonly name: string;
  readonly value: (record: T) => string | number | boolean | null | undefined;
  readonly align?: 'right';
  /** Shown by `wide` and when asked for, not by `table`. */
  readonly wide?: boolean;
  readonly flexible?: boolean;
}

export interface ListOptions {
  readonly output: OutputFormat;
  /** Names separated by commas. */
  readonly columns?: string | undefined;
}

/**
 * A list in the format that was asked for. `json` and `yaml` are the records themselves, whole, unless columns
 * were chosen; the others are tables of columns.
 *
 * @throws UsageError for a column that does not exist
 */
export async function renderRecords<T extends object>(
  records: readonly T[],
  columns: readonly RecordColumn<T>[],
  options: ListOptions,
  terminal: Terminal,
): Promise<string> {
  const { output } = options;
  const chosen = chosenColumns(columns, options);
  const data =
    options.columns === undefined
      ? records
      : records.map((record) =>
          Object.fromEntries(chosen.map((column) => [column.name, column.value(record) ?? null])),
        );
  switch (output) {
    case 'json':
      return `${JSON.stringify(data, null, 2)}\n`;
    case 'yaml': {
      const { stringify } = await import('yaml');
      return stringify(data);
    }
    case 'csv':
      return csv(records, chosen);
    default:
      return `${table(records, chosen, output === 'wide', terminal)}\n`;
  }
}

function chosenColumns<T>(
  columns: readonly RecordColumn<T>[],
  { columns: names, output }: ListOptions,
): readonly RecordColumn<T>[] {
  if (names === undefined) {
    return output === 'table' ? columns.filter((column) => !column.wide) : columns;
  }
  return names.split(',').map((text) => {
    const name = text.trim().toLowerCase();
    const column = columns.find((each) => each.name === name);
    if (column) return column;
    const known = columns.map((each) => each.name).join(', ');
    throw new UsageError(`There is no column '${text.trim()}'; there are ${known}.`);
  });
}

const cell = (value: string | number | boolean | null | undefined): string =>
  value === null || value === undefined ? '' : String(value);

function csv<T>(records: readonly T[], columns: readonly RecordColumn<T>[]): string {
  const quoted = (text: string) =>
    /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const rows = records.map((record) => columns.map((column) => quoted(cell(column.value(record)))));
  return [columns.map((column) => column.name), ...rows]
    .map((row) => `${row.join(',')}\n`)
    .join('');
}

function table<T>(
  records: readonly T[],
  columns: readonly RecordColumn<T>[],
  wide: boolean,
  terminal: Terminal,
): string {
  return renderTable({
    columns: columns.map((column) => ({
      title: column.name.toUpperCase(),
      ...(column.align && { align: column.align }),
      flexible: !wide && (column.flexible ?? false),
    })),
    rows: records.map((record) => columns.map((column) => cell(column.value(record)))),
    width: wide ? Number.MAX_SAFE_INTEGER : terminal.columns,
    paint: createPaint(terminal.colour),
  });
}
