import type { CapacityLedger } from '../compute/simulated.js';
import { eq } from '../store/predicate.js';
import { type Store, system } from '../store/store.js';

/** The simulated driver's scarce capacity, kept in the store. */
export class StoredLedger implements CapacityLedger {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  take(machineUid: string, pool: string, limit: number): Promise<boolean> {
    return this.#store.command(
      system,
      async (tx) => {
        // Scarcity is said by this setting; who holds it counts alone.
        await tx.lock('setting', { key: 'simulation' });
        if (await tx.get('simulatedInstance', { machineUid })) return true;
        if ((await tx.count('simulatedInstance', eq('pool', pool))) >= limit) return false;
        await tx.insert('simulatedInstance', { machineUid, pool });
        return true;
      },
      'background',
    );
  }

  async release(machineUid: string): Promise<void> {
    await this.#store.command(
      system,
      async (tx) => {
        const held = await tx.get('simulatedInstance', { machineUid });
        if (held) await tx.delete('simulatedInstance', [held.id]);
      },
      'background',
    );
  }
}
