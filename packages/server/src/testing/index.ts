import { ManualClock } from '../clock.js';
import {
  type ControlPlane,
  type ControlPlaneOptions,
  type ControlPlaneParts,
  startControlPlane,
} from '../control-plane.js';

export { ManualClock, realClock } from '../clock.js';
export { type ControlPlane, openStore, startControlPlane } from '../control-plane.js';
export { startPostgres, type TestPostgres } from './postgres.js';

/** The administrator of test planes. */
export const testAdmin = {
  username: 'admin',
  password: 'correct horse battery staple',
  apiKey: 'k'.repeat(64),
} as const;

export interface TestPlane extends ControlPlane {
  readonly manual: ManualClock;
  /** Lets the engine work until nothing is due now, without moving the clock. */
  settle(): Promise<void>;
  /** Lets the engine work while `ms` milliseconds pass, in steps from one due time to the next. */
  run(ms: number): Promise<void>;
}

/**
 * A control plane in this process whose time stands still: tests move it by `run`, and reach it by
 * `app.inject` (or over a socket with `listen: true`).
 */
export async function startTestPlane(
  options: ControlPlaneOptions = {},
  parts: ControlPlaneParts = {},
): Promise<TestPlane> {
  const manual = new ManualClock();
  let seed = 1;
  const random = () => {
    // A small linear congruential generator: chance that repeats.
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  const plane = await startControlPlane(
    { admin: testAdmin, world: 'demo', ...options },
    { realClock: manual, random, listen: false, ...parts },
  );
  const settle = () => plane.reconciler.quiet();
  return {
    ...plane,
    manual,
    settle,
    run: async (ms) => {
      const end = manual.now() + ms;
      await settle();
      for (
        let next = manual.nextTimer;
        next !== undefined && next <= end;
        next = manual.nextTimer
      ) {
        manual.advance(next - manual.now());
        await settle();
      }
      manual.advance(end - manual.now());
      await settle();
    },
  };
}
