import { describe, expect, it } from 'vitest';
import { runProgram } from './program.js';
import { openTerminal } from './terminal.js';

async function run(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const terminal = openTerminal({
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => err.push(text) },
    env: {},
  });
  const exitCode = await runProgram(args, terminal, '1.2.3');
  return { exitCode, out: out.join(''), err: err.join('') };
}

describe('runProgram', () => {
  it('answers --version and --help on standard output with exit code 0', async () => {
    expect(await run('--version')).toEqual({ exitCode: 0, out: '1.2.3\n', err: '' });
    const help = await run('serve', '--help');
    expect(help).toMatchObject({ exitCode: 0, err: '' });
    expect(help.out).toContain('PILEUS_ADMIN_PASSWORD');
  });

  it.each([
    [['nonsense'], /unknown command 'nonsense'/],
    [['serve', '--port', '65536'], /from 0 to 65535/],
    [['serve', '--port', '1e3'], /from 0 to 65535/],
    [['serve', '--rate-limit', '0'], /above 0/],
    [['serve', '--speed', '-1'], /from 0 to 100000/],
    [['serve', '--speed', ''], /from 0 to 100000/],
    [['serve', '--speed', 'fast'], /from 0 to 100000/],
    [['serve', '--memory', '--data', 'x'], /cannot be used with/],
    [['serve', '--tls', 'auto', '--tls-cert', 'x'], /cannot be used with/],
    [['serve', '--host', '0.0.0.0'], /^pileus: Refusing to listen/],
    [['serve', '--log-level', 'loud'], /Allowed choices/],
  ])('refuses %j with exit code 2 and a reason on standard error only', async (args, reason) => {
    const { exitCode, out, err } = await run(...args);
    expect(exitCode).toBe(2);
    expect(err).toMatch(reason);
    expect(err).not.toMatch(/\n\s+at /);
    expect(out).toBe('');
  });

  it('shows a stack with --debug', async () => {
    const { err } = await run('serve', '--host', '0.0.0.0', '--debug');
    expect(err).toMatch(/UsageError: Refusing[\s\S]*\n\s+at /);
  });
});
