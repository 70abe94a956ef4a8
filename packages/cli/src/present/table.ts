import { stripVTControlCharacters } from 'node:util';
import Table from 'cli-table3';
import type { Paint } from './paint.js';

export interface TableColumn {
  readonly title: string;
  /** Default left. */
  readonly align?: 'left' | 'right';
  /** True: the column gives way when the terminal is too narrow; its cells end in an ellipsis. */
  readonly flexible?: boolean;
}

export interface TableOptions {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly string[])[];
  /** The widest a line may be. */
  readonly width: number;
  readonly paint: Paint;
}

/** Blanks between two columns. */
export const gap = 2;
/** A flexible column never gets narrower than this. */
const narrowest = 6;

const lengthOf = (cell: string): number => stripVTControlCharacters(cell).length;

/** The width of each column's text: what its cells need, less where the line must become shorter. */
function fit({ columns, rows, width }: TableOptions): number[] {
  const widths = columns.map(({ title }, at) =>
    Math.max(title.length, ...rows.map((row) => lengthOf(row[at] ?? ''))),
  );
  let excess = widths.reduce((sum, each) => sum + each + gap, -gap) - width;
  while (excess > 0) {
    const widest = columns
      .map((column, at) => ({ at, room: column.flexible ? (widths[at] ?? 0) - narrowest : 0 }))
      .reduce((a, b) => (b.room > a.room ? b : a));
    if (widest.room <= 0) break;
    widths[widest.at] = (widths[widest.at] ?? 0) - 1;
    excess -= 1;
  }
  return widths;
}

const noBorders = Object.fromEntries(
  ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left']
    .concat(['bottom-right', 'left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'])
    .map((place) => [place, '']),
);

/** A table without borders, a rule under its head, no line wider than `width` where columns yield. */
export function renderTable(options: TableOptions): string {
  const { columns, rows, paint } = options;
  const widths = fit(options);
  const table = new Table({
    chars: noBorders,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': gap },
    colWidths: widths.map((each) => each + gap),
    colAligns: columns.map((column) => column.align ?? 'left'),
  });
  table.push(
    columns.map((column) => paint.bold(column.title)),
    widths.map((each) => paint.dim('-'.repeat(each))),
    ...rows.map((row) => [...row]),
  );
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
