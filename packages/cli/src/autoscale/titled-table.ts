import { createPaint } from '../present/paint.js';
import { type RecordColumn, renderRecords } from '../present/records.js';
import type { Terminal } from '../terminal.js';

/** Writes a title and a table of the rows, or nothing where there are none. */
export const titledTable =
  (terminal: Terminal) =>
  async <T extends object>(
    title: string,
    rows: readonly T[],
    columns: readonly RecordColumn<T>[],
  ): Promise<void> => {
    if (rows.length === 0) return;
    terminal.write(`${createPaint(terminal.colour).bold(title)}\n`);
    terminal.write(`${await renderRecords(rows, columns, { output: 'table' }, terminal)}\n`);
  };
