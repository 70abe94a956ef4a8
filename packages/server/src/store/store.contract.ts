import { afterAll, beforeAll } from 'vitest';
import { predicateContract } from './predicate.contract.js';
import { roundTripContract } from './round-trip.contract.js';
import type { Store } from './store.js';

/** What every store must do. `open` opens one that is empty; it is closed at the end. */
export function storeContract(open: () => Promise<Store>): void {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store?.close());
  const shared = async () => store;
  roundTripContract(shared);
  predicateContract(shared);
}
