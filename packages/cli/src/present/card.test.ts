import { expect, it } from 'vitest';
import { UsageError } from '../failure.js';
import { openTerminal } from '../terminal.js';
import { renderCard } from './card.js';
import type { ListOptions } from './records.js';

const terminal = openTerminal({
  stdout: { write: () => {} },
  stderr: { write: () => {} },
  env: {},
});
const record = { uid: 'u1', note: 'two\nlines', gone: null };
const columns = [
  { name: 'id', value: (each: typeof record) => each.uid },
  { name: 'gone', value: (each: typeof record) => each.gone },
  { name: 'remark', value: (each: typeof record) => each.note, wide: true },
];
const render = (options: ListOptions) => renderCard(record, columns, options, terminal);

it('puts the columns that have a value below each other, one line each', async () => {
  expect(await render({ output: 'table' })).toBe('id      u1\nremark  two lines\n');
});

it('is the record itself for programs', async () => {
  expect(JSON.parse(await render({ output: 'json' }))).toEqual(record);
  expect(await render({ output: 'yaml' })).toContain('uid: u1\n');
  expect(await render({ output: 'csv' })).toBe('id,gone,remark\nu1,,"two\nlines"\n');
});

it('shows chosen columns as a list does', async () => {
  expect(await render({ output: 'csv', columns: 'remark' })).toBe('remark\n"two\nlines"\n');
  await expect(render({ output: 'table', columns: 'nope' })).rejects.toThrow(UsageError);
});
