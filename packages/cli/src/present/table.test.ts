import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPaint } from './paint.js';
import { renderTable, type TableColumn } from './table.js';

const columns: readonly TableColumn[] = [
  { title: 'Name', flexible: true },
  { title: 'Cores', align: 'right' },
];
const paint = createPaint(false);

describe('renderTable', () => {
  it('puts numbers at the right and a rule under the head', () => {
    const table = renderTable({
      columns,
      rows: [
        ['execute', '8'],
        ['ondemand', '120'],
      ],
      width: 80,
      paint,
    });
    expect(table).toBe(
      ['Name      Cores', '--------  -----', 'execute       8', 'ondemand    120'].join('\n'),
    );
  });

  it('shortens a flexible column, marked by an ellipsis, until the line fits', () => {
    const rows = [['a-very-long-machine-name', '8']];
    const lines = renderTable({ columns, rows, width: 20, paint }).split('\n');
    expect(lines.at(-1)).toBe('a-very-long-…      8');
  });

  it('leaves columns that may not yield at full width', () => {
    const fixed: readonly TableColumn[] = [{ title: 'Id' }];
    expect(renderTable({ columns: fixed, rows: [['0123456789']], width: 4, paint })).toContain(
      '0123456789',
    );
  });

  it('measures colour as no width', () => {
    const bright = createPaint(true);
    const rows = [[bright.good('Ready'), '1']];
    const plain = renderTable({ columns, rows: [['Ready', '1']], width: 80, paint });
    expect(stripVTControlCharacters(renderTable({ columns, rows, width: 80, paint: bright }))).toBe(
      plain,
    );
  });

  it('never exceeds the width while a flexible column can yield', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z0-9-]{1,60}$/), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 20, max: 100 }),
        (names, width) => {
          const rows = names.map((name) => [name, '1']);
          const lines = renderTable({ columns, rows, width, paint }).split('\n');
          expect(lines).toHaveLength(names.length + 2);
          for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});
