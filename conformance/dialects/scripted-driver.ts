import type { TestPlane } from '@pileus/server/testing';

type Driver = TestPlane['driver'];
export type Progress = Awaited<ReturnType<Driver['perform']>>;
export type Sighting = Awaited<ReturnType<Driver['observe']>>;

type Phase = Extract<Progress, { status: 'working' }>['phase'];

/** Farther than any test runs: who works until then stays in its state. */
const never = Date.UTC(2100, 0, 1);

/** The step goes on for good, in `phase` where its verb passes through several states. */
export const hold = (phase?: Phase): Progress => ({
  status: 'working',
  lookAgainAt: never,
  ...(phase !== undefined && { phase }),
});

export const fail = (message: string): Progress => ({ status: 'failed', code: 'Boot', message });

/** The step is done, and the machine is looked at right away. */
export const doneAndWatched: Progress = { status: 'done', watchAt: 0 };

/** A driver that answers what the test said last. Steps that it holds are not asked again. */
export class ScriptedDriver implements Driver {
  readonly name = 'scripted';
  readonly concurrency = 1000;
  readonly timeoutMs = 10_000;
  answer: Progress = { status: 'done' };
  sighting: Sighting = { status: 'present' };

  perform(): Progress {
    const { answer } = this;
    return answer.status === 'done' ? { instanceId: 'scripted-1', ...answer } : answer;
  }

  observe(): Sighting {
    return this.sighting;
  }
}

export const unreachable: Sighting = {
  status: 'unreachable',
  message: 'It does not answer.',
  lookAgainAt: never,
};
