import { ManualClock } from '@pileus/sdk/http';
import { describe, expect, it } from 'vitest';
import { openTerminal } from '../terminal.js';
import { repeat } from './repeat.js';

function screen(isTTY: boolean) {
  const told: string[] = [];
  const write = (text: string) => told.push(text);
  return { told, terminal: openTerminal({ stdout: { write, isTTY }, stderr: { write }, env: {} }) };
}

describe('repeat', () => {
  it('shows once where no pause is given', async () => {
    const { told, terminal } = screen(true);
    await repeat(async () => 'text\n', undefined, terminal, new AbortController().signal);
    expect(told).toEqual(['text\n']);
  });

  it('looks again after each pause, clears a terminal, and keeps notes visible until stopped', async () => {
    const { told, terminal } = screen(true);
    const stop = new AbortController();
    const clock = new ManualClock();
    let looks = 0;
    const look = async (on: typeof terminal) => {
      looks += 1;
      on.note('nothing');
      if (looks === 3) stop.abort();
      return '';
    };
    const shown = repeat(look, 2, terminal, stop.signal, clock);
    const ended = expect(shown).rejects.toThrow('Stopped.');
    while (looks < 3) await clock.advance(2000);
    await ended;
    expect(told).toEqual(Array(3).fill(['\u001b[2J\u001b[H', 'nothing\n']).flat());
  });

  it('passes an error on', async () => {
    const { terminal } = screen(false);
    const broken = async () => {
      throw new Error('broken');
    };
    const { signal } = new AbortController();
    await expect(repeat(broken, 2, terminal, signal)).rejects.toThrow('broken');
  });
});
