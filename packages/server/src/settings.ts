import { type ClockPosition, worldTimeAt } from './clock.js';
import { defaultSimulation, type Simulation } from './compute/simulated.js';
import type { Reader, Tx } from './store/store.js';

/** Settings that all replicas share, one row each. */
export interface Settings {
  /** Absent as long as nobody has changed it: world time is real time. */
  readonly clock: ClockPosition;
  readonly simulation: Simulation;
  /** What the world began with. */
  readonly simulationAtFirst: Simulation;
  /** The world that was applied to the empty store. */
  readonly world: { readonly name: string; readonly appliedAt: number };
}

export async function readSetting<K extends keyof Settings>(
  reader: Reader,
  key: K,
): Promise<Settings[K] | undefined> {
  const row = await reader.get('setting', { key });
  return row?.value as Settings[K] | undefined;
}

export async function writeSetting<K extends keyof Settings>(
  tx: Tx,
  key: K,
  value: Settings[K],
): Promise<void> {
  const row = await tx.get('setting', { key });
  if (row) await tx.update('setting', row.id, { value });
  else await tx.insert('setting', { key, value });
}

/**
 * Moves the world's clock by `advanceMs`, and lets it run at `speed` from there on. Answers the new position,
 * which the caller takes up after the commit; other replicas do as they are woken.
 */
export async function moveClock(
  tx: Tx,
  { speed, advanceMs = 0 }: { readonly speed?: number | undefined; readonly advanceMs?: number },
): Promise<ClockPosition> {
  await tx.lock('setting', { key: 'clock' });
  const real = tx.realNow;
  const before = (await readSetting(tx, 'clock')) ?? { real, world: real, speed: 1 };
  const moved = { ...before, world: before.world + Math.round(advanceMs) };
  const after = { real, world: worldTimeAt(moved, real), speed: speed ?? before.speed };
  await writeSetting(tx, 'clock', after);
  tx.wake();
  return after;
}

/** The simulation in force, with defaults for what the setting leaves out. */
export async function readSimulation(reader: Reader): Promise<Simulation> {
  const stored: Partial<Simulation> = (await readSetting(reader, 'simulation')) ?? {};
  return {
    ...defaultSimulation,
    ...stored,
    times: { ...defaultSimulation.times, ...stored.times },
  };
}

/** What the world began with; one that was begun by an older program says nothing, and gets the defaults. */
export const readSimulationAtFirst = async (reader: Reader): Promise<Simulation> =>
  (await readSetting(reader, 'simulationAtFirst')) ?? defaultSimulation;
