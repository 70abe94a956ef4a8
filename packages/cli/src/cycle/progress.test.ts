import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import type { Progress } from '@pileus/sdk/cyclecloud';
import { expect, it } from 'vitest';
import { openTerminal } from '../terminal.js';
import { openProgress } from './progress.js';

const progress = (done: number, byStatus: Record<string, number>): Progress => ({
  total: 4,
  done,
  failed: 0,
  byStatus,
  nodes: [],
  failures: [],
  finished: false,
});

function terminalOf() {
  const notes: string[] = [];
  const stderr = { write: (text: string) => notes.push(text) };
  const terminal = openTerminal({ stdout: { write: () => true }, stderr, env: {} });
  return { terminal, notes };
}

it('tells each change of states once where nothing can be redrawn', async () => {
  const { terminal, notes } = terminalOf();
  const { update, close } = await openProgress(terminal, new PassThrough());
  update(progress(0, { Acquiring: 4 }));
  update(progress(0, { Acquiring: 4 }));
  update(progress(3, { Ready: 3, Preparing: 1 }));
  update(progress(4, {}));
  close();
  expect(notes).toEqual([
    '0 of 4 nodes done: 4 Acquiring\n',
    '3 of 4 nodes done: 3 Ready, 1 Preparing\n',
    '4 of 4 nodes done: none left\n',
  ]);
});

it('draws a bar that fits a terminal, and takes it away', async () => {
  const { terminal, notes } = terminalOf();
  let drawn = '';
  const stream = Object.assign(new PassThrough(), {
    isTTY: true,
    columns: 60,
    cursorTo: () => true,
    clearLine: () => true,
    moveCursor: () => true,
  });
  stream.on('data', (chunk) => {
    drawn += chunk;
  });
  const { update, close } = await openProgress(terminal, stream);
  update(progress(1, { Ready: 1, Acquiring: 1, Preparing: 1, Allocating: 1 }));
  const [line] = /█+░.*$/.exec(stripVTControlCharacters(drawn)) ?? [''];
  expect(line).toMatch(/░ 1 of 4 nodes: 1 Ready, 1 Acq.*…$/);
  expect(line.length).toBeLessThanOrEqual(60);
  close();
  close();
  expect(notes).toEqual([]);
});
