import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { openTerminal } from '../terminal.js';
import type { OutputFormat } from './formats.js';
import { type RecordColumn, renderRecords } from './records.js';

interface Thing {
  readonly name: string;
  readonly size?: number | null;
  readonly note?: string;
}

const columns: readonly RecordColumn<Thing>[] = [
  { name: 'name', value: ({ name }) => name, flexible: true },
  { name: 'size', value: ({ size }) => size, align: 'right', wide: true },
  { name: 'note', value: ({ note }) => note, flexible: true, sparse: true },
];

const things: readonly Thing[] = [{ name: 'one', size: 1 }, { name: 'two' }];

function terminalOf(width = 80) {
  const notes: string[] = [];
  const stdout = { write: () => true, columns: width };
  const terminal = openTerminal({
    stdout,
    stderr: { write: (text) => notes.push(text) },
    env: {},
  });
  return { terminal, notes };
}

const render = (records: readonly Thing[], output: OutputFormat, names?: string, width = 80) =>
  renderRecords(records, columns, { output, columns: names }, terminalOf(width).terminal);

describe('renderRecords', () => {
  it('shows as a table what is not wide and not empty, as wide everything', async () => {
    expect(await render(things, 'table')).toBe('NAME\n----\none\ntwo\n');
    expect((await render(things, 'wide')).split('\n')[0]).toBe('NAME  SIZE  NOTE');
    expect(await render([{ name: 'one', note: 'x' }], 'table')).toContain('NOTE');
  });

  it('shows the chosen columns, in their order', async () => {
    expect(await render(things, 'table', 'size, Name')).toContain('SIZE  NAME');
    expect(await render(things, 'csv', 'size,name')).toBe('size,name\n1,one\n,two\n');
    expect(JSON.parse(await render(things, 'json', 'size'))).toEqual([{ size: 1 }, { size: null }]);
  });

  it('refuses a column that does not exist, and names those that do', async () => {
    await expect(render(things, 'table', 'colour')).rejects.toThrow(
      "There is no column 'colour'; there are name, size, note.",
    );
  });

  it('gives data whole where no column was chosen', async () => {
    expect(JSON.parse(await render(things, 'json'))).toEqual(things);
    expect(parse(await render(things, 'yaml'))).toEqual(things);
    const whole = { of: things };
    const { terminal } = terminalOf();
    const text = await renderRecords(things, columns, { output: 'yaml', whole }, terminal);
    expect(parse(text)).toEqual(whole);
  });

  it('says on standard error that a table is empty; data is empty data', async () => {
    const { terminal, notes } = terminalOf();
    const empty = 'There are no things.';
    expect(await renderRecords([], columns, { output: 'table', empty }, terminal)).toBe('');
    expect(notes).toEqual([`${empty}\n`]);
    expect(await render([], 'json')).toBe('[]\n');
    expect(await render([], 'csv')).toBe('name,size,note\n');
  });

  it('keeps a record on one line, shortened by an ellipsis where the terminal is narrow', async () => {
    const long = [{ name: 'one', note: `first line\n  ${'second '.repeat(20)}` }];
    const lines = (await render(long, 'table', undefined, 40)).split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[2]).toMatch(/^one +first line second .*…$/);
    expect(lines[2]!.length).toBeLessThanOrEqual(40);
    expect(await render(long, 'wide')).toContain('second second');
  });

  it('leaves out a spare column, the last first, before it shortens others', async () => {
    const spare: readonly RecordColumn<Thing>[] = [
      { name: 'name', value: ({ name }) => name, flexible: true },
      { name: 'first', value: () => 'a', spare: true },
      { name: 'last', value: () => 'b', spare: true },
    ];
    const head = async (width: number, columns?: string) => {
      const { terminal } = terminalOf(width);
      const text = await renderRecords(
        [{ name: 'abcdefghij' }],
        spare,
        { output: 'table', columns },
        terminal,
      );
      return text.split('\n').filter((_, at) => at !== 1);
    };
    expect(await head(23)).toEqual(['NAME        FIRST  LAST', 'abcdefghij  a      b', '']);
    expect(await head(22)).toEqual(['NAME        FIRST', 'abcdefghij  a', '']);
    expect(await head(12)).toEqual(['NAME', 'abcdefghij', '']);
    expect(await head(8)).toEqual(['NAME', 'abcdefg…', '']);
    expect(await head(12, 'name,last')).toEqual(['NAME    LAST', 'abcde…  b', '']);
  });

  it('writes CSV that reads back as it was', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ') });
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 4 }), async (names) => {
        const csv = await render(
          names.map((name) => ({ name })),
          'csv',
          'name,note',
        );
        expect(readCsv(csv)).toEqual([['name', 'note'], ...names.map((name) => [name, ''])]);
      }),
    );
  });
});

/** RFC 4180, with LF between records. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  const row: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\n)/g)) {
    row.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'));
    if (end === '\n') rows.push(row.splice(0));
  }
  return rows;
}
