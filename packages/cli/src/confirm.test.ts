import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { confirm } from './confirm.js';
import { InterruptedError, UsageError } from './failure.js';

function dialogue(isTTY: boolean) {
  const input = Object.assign(new PassThrough(), { isTTY });
  const output = new PassThrough();
  return { input, output, said: () => String(output.read() ?? '') };
}

describe('confirm', () => {
  it.each(['y\n', 'Yes\n', ' YES \n'])('goes on after %j', async (answer) => {
    const talk = dialogue(true);
    const asked = confirm('Terminate?', {}, talk);
    talk.input.write(answer);
    await asked;
    expect(talk.said()).toContain('Terminate? [y/N] ');
  });

  it.each(['\n', 'n\n', 'yesterday\n'])('stops after %j', async (answer) => {
    const talk = dialogue(true);
    const asked = confirm('Terminate?', {}, talk);
    talk.input.write(answer);
    await expect(asked).rejects.toThrow(InterruptedError);
  });

  it('stops when the question is left by Ctrl-D', async () => {
    const talk = dialogue(true);
    const asked = confirm('Terminate?', {}, talk);
    talk.input.end();
    await expect(asked).rejects.toThrow('Nothing was done.');
  });

  it('asks nobody when told --yes, or when nothing will happen', async () => {
    const talk = dialogue(false);
    await confirm('Terminate?', { yes: true }, talk);
    await confirm('Terminate?', { dryRun: true }, talk);
    expect(talk.said()).toBe('');
  });

  it('needs --yes where nobody can answer', async () => {
    const asked = confirm('Terminate?', {}, dialogue(false));
    await expect(asked).rejects.toThrow(UsageError);
    await expect(asked).rejects.toThrow(/Terminate\? .*--yes/);
  });
});
