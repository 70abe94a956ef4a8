import { stripVTControlCharacters } from 'node:util';
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

/** A table without borders, a rule under its head, no line wider than `width` where columns yield. */
export function renderTable(options: TableOptions): string {
  const { columns, rows, paint } = options;
  const widths = fit(options);
  const line = (cells: readonly string[]) =>
    columns
      .map(({ align }, at) => placed(cells[at] ?? '', widths[at] ?? 0, align))
      .join(' '.repeat(gap))
      .trimEnd();
  return [
    line(columns.map(({ title }) => paint.bold(title))),
    line(widths.map((each) => paint.dim('-'.repeat(each)))),
    ...rows.map(line),
  ].join('\n');
}

/** A cell of exactly that width; one that is too long loses its end, and its colour with it. */
function placed(cell: string, width: number, align: TableColumn['align']): string {
  const length = lengthOf(cell);
  if (length > width) return `${stripVTControlCharacters(cell).slice(0, width - 1)}…`;
  const space = ' '.repeat(width - length);
  return align === 'right' ? space + cell : cell + space;
}
