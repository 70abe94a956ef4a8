import type { DriverCall, DriverStep, Progress, Sighting } from '../compute/driver.js';
import { SimulatedDriver } from '../compute/simulated.js';

/**
 * The simulated driver, whose chances hang on the order in which machines were made instead of on their uids, which
 * no two runs have in common: the same run brings the same times and failures.
 */
export class RepeatableDriver extends SimulatedDriver {
  override perform(step: DriverStep, call: DriverCall): Progress | Promise<Progress> {
    const uid = `${call.machine.id}/${step.verb}/${step.startedAt}`;
    return super.perform({ ...step, uid }, numbered(call));
  }

  override observe(call: DriverCall): Sighting | Promise<Sighting> {
    return super.observe(numbered(call));
  }
}

const numbered = (call: DriverCall): DriverCall => ({
  ...call,
  machine: { ...call.machine, uid: `machine-${call.machine.id}` },
});
