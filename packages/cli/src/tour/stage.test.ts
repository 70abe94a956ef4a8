import { describe, expect, it } from 'vitest';
import { openTerminal } from '../terminal.js';
import { plainStage, progressBar } from './stage.js';

function recorder() {
  const written: string[] = [];
  const stdout = { write: (text: string) => written.push(text) };
  const terminal = openTerminal({ stdout, stderr: stdout, env: {} });
  return { terminal, text: () => written.join('') };
}

describe('plainStage', () => {
  it('tells a step, its quarters and what it found in plain lines', async () => {
    const { terminal, text } = recorder();
    const stage = plainStage(terminal);
    const value = await stage.step('Scale', async (report) => {
      for (let done = 0; done <= 1000; done += 10) report({ done, total: 1000, label: 'nodes' });
      return 'fine';
    });
    stage.show('found');
    expect(value).toBe('fine');
    expect(text().split('\n').filter(Boolean)).toEqual([
      'Scale ...',
      '  250 of 1,000 nodes',
      '  500 of 1,000 nodes',
      '  750 of 1,000 nodes',
      '  1,000 of 1,000 nodes',
      'found',
    ]);
  });

  it('lets an error of the work pass', async () => {
    const { terminal } = recorder();
    const failing = plainStage(terminal).step('Fail', () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
  });
});

describe('progressBar', () => {
  it.each([
    [0, 0, '░░░░░░░░░░░░░░░░░░░░░░░░ 0 of 0 nodes'],
    [500, 1000, '████████████░░░░░░░░░░░░ 500 of 1,000 nodes'],
    [4, 4, '████████████████████████ 4 of 4 nodes'],
  ])('draws %d of %d', (done, total, bar) => {
    expect(progressBar({ done, total, label: 'nodes' })).toBe(bar);
  });
});
