import { afterAll, beforeAll } from 'vitest';
import { claimContract } from './claim.contract.js';
import { closeContract, commandContract } from './command.contract.js';
import { predicateContract } from './predicate.contract.js';
import { roundTripContract } from './round-trip.contract.js';
import { scopeContract } from './scope.contract.js';
import type { Store } from './store.js';

/** What every store must do. `open` opens an empty one each time. */
export function storeContract(open: () => Promise<Store>): void {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store?.close());
  const shared = async () => store;
  roundTripContract(shared);
  predicateContract(shared);
  scopeContract(shared);
  commandContract(shared);
  claimContract(shared);
  closeContract(open);
}
