import { defaultSimulation, type Simulation } from './compute/simulated.js';
import type { Reader, Tx } from './store/store.js';

/** Settings that all replicas share, one row each. */
export interface Settings {
  /** Where world time stands: at real time `real` it was `world`, and it runs `speed` times as fast. */
  readonly clock: { readonly real: number; readonly world: number; readonly speed: number };
  readonly simulation: Simulation;
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

/** The simulation in force, with defaults for what the setting leaves out. */
export async function readSimulation(reader: Reader): Promise<Simulation> {
  const stored: Partial<Simulation> = (await readSetting(reader, 'simulation')) ?? {};
  return {
    ...defaultSimulation,
    ...stored,
    times: { ...defaultSimulation.times, ...stored.times },
  };
}
