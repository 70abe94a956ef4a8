import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { InterruptedError, UsageError } from './failure.js';
import { readSecret, type SecretRequest } from './secret.js';

function dialogue(isTTY: boolean) {
  const input = Object.assign(new PassThrough(), { isTTY });
  const output = new PassThrough();
  return { input, output, said: () => String(output.read() ?? '') };
}

const request: SecretRequest = {
  what: 'Password of ann',
  option: '--password-stdin',
  variables: ['PILEUS_PASSWORD', 'OTHER_PASSWORD'],
};

describe('readSecret', () => {
  it('takes standard input whole, but for the line break at its end', async () => {
    const talk = dialogue(false);
    talk.input.end(' pass word é \r\n');
    const env = { PILEUS_PASSWORD: 'not this' };
    expect(await readSecret({ ...request, fromInput: true }, { env }, talk)).toBe(' pass word é ');
  });

  it('refuses an empty standard input', async () => {
    const talk = dialogue(false);
    talk.input.end('\n');
    const read = readSecret({ ...request, fromInput: true }, { env: {} }, talk);
    await expect(read).rejects.toThrow('--password-stdin was given');
  });

  it('takes the first variable that is set', async () => {
    const env = { PILEUS_PASSWORD: '', OTHER_PASSWORD: 'x' };
    expect(await readSecret(request, { env }, dialogue(true))).toBe('x');
  });

  it('asks at a terminal without showing what is typed', async () => {
    const talk = dialogue(true);
    const read = readSecret(request, { env: {} }, talk);
    talk.input.write(' hunter2\r');
    expect(await read).toBe(' hunter2');
    expect(talk.said()).toBe('Password of ann: \n');
  });

  it('hides the keys before it asks, and shows them again at the end', async () => {
    const talk = dialogue(true);
    const seen: string[] = [];
    Object.assign(talk.input, { setRawMode: (on: boolean) => seen.push(`raw ${on}`) });
    talk.output.on('data', (chunk) => seen.push(String(chunk)));
    const read = readSecret(request, { env: {} }, talk);
    talk.input.write('hunter2\r');
    await read;
    expect(seen.slice(0, 3)).toEqual(['raw true', 'Password of ann: ', 'raw false']);
  });

  it('asks twice for a new one, and refuses two that differ', async () => {
    const talk = dialogue(true);
    const read = readSecret({ ...request, twice: true }, { env: {} }, talk);
    talk.output.on('data', (chunk) => {
      if (String(chunk) === 'Again: ') talk.input.write('hunter3\r');
    });
    talk.input.write('hunter2\r');
    const error = await read.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    expect(String(error)).not.toContain('hunter');
  });

  it('does nothing when the question is left', async () => {
    const talk = dialogue(true);
    const read = readSecret(request, { env: {} }, talk);
    talk.input.write('\u0003');
    await expect(read).rejects.toThrow(InterruptedError);
  });

  it('says what to do where nobody can be asked', async () => {
    const read = readSecret(request, { env: {} }, dialogue(false));
    await expect(read).rejects.toThrow(/--password-stdin, or set PILEUS_PASSWORD/);
  });
});
