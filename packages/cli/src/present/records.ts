import { UsageError } from '../failure.js';
import type { Terminal } from '../terminal.js';
import type { OutputFormat } from './formats.js';
import { createPaint } from './paint.js';
import { gap, renderTable } from './table.js';

/** What a cell holds before it is written. */
export type CellValue = string | number | boolean | null | undefined;

/** One column of a list. */
export interface RecordColumn<T> {
  /** What `--columns` calls it; the head of the table is this in capitals. */
  readonly name: string;
  readonly value: (record: T) => CellValue;
  readonly align?: 'right';
  /** Shown by `wide` and when asked for, not by `table`. */
  readonly wide?: boolean;
  /** Left out of a `table` in which no record has a value. */
  readonly sparse?: boolean;
  /** Left out of a `table` that would be wider than the terminal, before cells are shortened. */
  readonly spare?: boolean;
  /** Its cells are shortened in a narrow terminal. */
  readonly flexible?: boolean;
}

export interface ListOptions {
  readonly output: OutputFormat;
  /** Names separated by commas. */
  readonly columns?: string | undefined;
  /** Told on standard error where a table would have no rows. Default `There is nothing to show.` */
  readonly empty?: string;
  /** What `json` and `yaml` are when no columns were chosen. Default the records. */
  readonly whole?: unknown;
}

/**
 * A list in the format that was asked for. `json` and `yaml` are the data as they came, unless columns were
 * chosen; the others are tables of columns.
 *
 * @throws UsageError for a column that does not exist
 */
export async function renderRecords<T extends object>(
  records: readonly T[],
  columns: readonly RecordColumn<T>[],
  options: ListOptions,
  terminal: Terminal,
): Promise<string> {
  const { output, whole = records } = options;
  const chosen = options.columns === undefined ? undefined : named(columns, options.columns);
  const data = chosen ? records.map((record) => picked(record, chosen)) : whole;
  switch (output) {
    case 'json':
      return `${JSON.stringify(data, null, 2)}\n`;
    case 'yaml': {
      const { stringify } = await import('./yaml.js');
      return stringify(data, { aliasDuplicateObjects: false });
    }
    case 'csv':
      return csv(records, chosen ?? columns);
    default:
      if (records.length > 0) {
        return table(
          records,
          chosen ?? shownIn(records, columns, output, terminal.columns),
          output,
          terminal,
        );
      }
      terminal.note(options.empty ?? 'There is nothing to show.');
      return '';
  }
}

function named<T>(columns: readonly RecordColumn<T>[], names: string): readonly RecordColumn<T>[] {
  return names.split(',').map((text) => {
    const name = text.trim().toLowerCase();
    const column = columns.find((each) => each.name === name);
    if (column) return column;
    const known = columns.map((each) => each.name).join(', ');
    throw new UsageError(`There is no column '${text.trim()}'; there are ${known}.`);
  });
}

const picked = <T>(record: T, columns: readonly RecordColumn<T>[]) =>
  Object.fromEntries(columns.map((column) => [column.name, column.value(record) ?? null]));

const cell = (value: CellValue): string => String(value ?? '');

function shownIn<T>(
  records: readonly T[],
  columns: readonly RecordColumn<T>[],
  output: 'table' | 'wide',
  width: number,
): readonly RecordColumn<T>[] {
  if (output === 'wide') return columns;
  const lengths = (column: RecordColumn<T>) =>
    records.map((each) => cell(column.value(each)).length);
  const present = columns
    .filter(({ wide }) => !wide)
    .map((column) => ({ column, length: Math.max(...lengths(column)) }))
    .filter(({ column, length }) => !column.sparse || length > 0)
    .map(({ column, length }) => ({ column, width: gap + Math.max(column.name.length, length) }));
  let excess = present.reduce((sum, each) => sum + each.width, -gap) - width;
  for (const { column, width: its } of [...present].reverse()) {
    if (excess <= 0) break;
    if (!column.spare) continue;
    present.splice(
      present.findIndex((each) => each.column === column),
      1,
    );
    excess -= its;
  }
  return present.map(({ column }) => column);
}

function csv<T>(records: readonly T[], columns: readonly RecordColumn<T>[]): string {
  const quoted = (text: string) =>
    /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const rows = records.map((record) => columns.map(({ value }) => quoted(cell(value(record)))));
  return [columns.map(({ name }) => name), ...rows].map((row) => `${row.join(',')}\n`).join('');
}

function table<T>(
  records: readonly T[],
  columns: readonly RecordColumn<T>[],
  output: 'table' | 'wide',
  terminal: Terminal,
): string {
  const text = renderTable({
    columns: columns.map(({ name, align, flexible = false }) => ({
      title: name.toUpperCase(),
      ...(align && { align }),
      flexible,
    })),
    rows: records.map((record) => columns.map(({ value }) => oneLine(cell(value(record))))),
    width: output === 'wide' ? Number.MAX_SAFE_INTEGER : terminal.columns,
    paint: createPaint(terminal.colour),
  });
  return `${text}\n`;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');
