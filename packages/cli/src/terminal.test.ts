import { describe, expect, it } from 'vitest';
import { openTerminal } from './terminal.js';

const write = () => true;

function terminalOf(isTTY: boolean, env: Record<string, string> = {}) {
  return openTerminal({ stdout: { write, isTTY, columns: 120 }, stderr: { write }, env });
}

describe('openTerminal', () => {
  it.each([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [false, { FORCE_COLOR: '1' }, true],
    [true, { FORCE_COLOR: '0' }, false],
    [true, { TERM: 'dumb' }, false],
    [true, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
  ])('terminal %s with %j has colour: %s', (isTTY, env, colour) => {
    expect(terminalOf(isTTY, env).colour).toBe(colour);
  });

  it('does not redraw lines in a pipe or a dumb terminal', () => {
    expect(terminalOf(true).interactive).toBe(true);
    expect(terminalOf(false).interactive).toBe(false);
    expect(terminalOf(true, { TERM: 'dumb' }).interactive).toBe(false);
  });

  it.each([
    [{}, 80],
    [{ COLUMNS: '120' }, 120],
    [{ COLUMNS: 'wide' }, 80],
  ])('without a width of its own takes, with %j, %d columns', (env, columns) => {
    expect(openTerminal({ stdout: { write }, stderr: { write }, env }).columns).toBe(columns);
  });

  it('believes the terminal more than the environment', () => {
    expect(terminalOf(true, { COLUMNS: '40' }).columns).toBe(120);
  });
});
