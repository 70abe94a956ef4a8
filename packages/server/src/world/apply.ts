import { defaultSimulation } from '../compute/simulated.js';
import { writeSetting } from '../settings.js';
import { ConflictError, type Store, system, type Tx } from '../store/store.js';
import { addAccounts, addLocations, addUsers } from './apply-accounts.js';
import { addCatalogue } from './apply-catalogue.js';
import { addClusters } from './apply-clusters.js';
import { addMachines, MachineWriter } from './apply-machines.js';
import { addPlaces } from './apply-places.js';
import { addServices } from './apply-services.js';
import { Directory } from './directory.js';
import { defined } from './rows.js';
import type { World } from './schema.js';

/** The world's name, and how secrets are stored: the vault's functions. */
export interface ApplyOptions {
  /** Kept as the name of the world in force. */
  readonly name?: string;
  hashPassword(plain: string): Promise<string>;
  /** `enc` can be opened again, `mac` finds the key. */
  sealKey(plain: string): { readonly enc: string; readonly mac: string };
}

/**
 * Writes a world into an empty store, in one transaction. Answers false, and changes nothing, when the
 * store has an account already.
 *
 * @throws {WorldError} when an address is not in its network or is given twice: the only mistakes that reading
 * the world cannot find.
 */
export async function applyWorld(
  store: Store,
  world: World,
  options: ApplyOptions,
): Promise<boolean> {
  const isEmpty = async () => (await store.reader(system).count('account')) === 0;
  if (!(await isEmpty())) return false;
  // Hashing takes long and is no part of the transaction.
  const hashes = await Promise.all(
    world.users.map(({ password }) => (password ? options.hashPassword(password) : null)),
  );
  try {
    return await store.command(system, async (tx) => {
      if ((await tx.count('account')) > 0) return false;
      await write(tx, world, hashes, options);
      const { name } = options;
      if (name !== undefined) await writeSetting(tx, 'world', { name, appliedAt: tx.now });
      return true;
    });
  } catch (error) {
    // Another replica that starts on the same database may have been faster.
    if (error instanceof ConflictError && !(await isEmpty())) return false;
    throw error;
  }
}

async function write(
  tx: Tx,
  world: World,
  hashes: readonly (string | null)[],
  { sealKey }: ApplyOptions,
): Promise<void> {
  const directory = new Directory(world);
  await addLocations(tx, world, directory);
  await addAccounts(tx, world, directory);
  await addUsers(tx, world, directory, hashes, sealKey);
  await addCatalogue(tx, world, directory, sealKey);
  await addPlaces(tx, world, directory);
  await addClusters(tx, world, directory);
  const writer = await MachineWriter.open(tx, world, directory);
  await addMachines(tx, world, directory, writer, sealKey);
  await addServices(tx, world, directory, writer);
  await writer.finish();
  const simulation = {
    seed: world.simulation.seed ?? defaultSimulation.seed,
    times: { ...defaultSimulation.times, ...defined(world.simulation.times ?? {}) },
    capacity: world.simulation.capacity ?? defaultSimulation.capacity,
    failures: world.simulation.failures?.map(defined) ?? defaultSimulation.failures,
    spotEvictionsPerHour:
      world.simulation.spotEvictionsPerHour ?? defaultSimulation.spotEvictionsPerHour,
  };
  await writeSetting(tx, 'simulation', simulation);
  await writeSetting(tx, 'simulationAtFirst', simulation);
  tx.emit({ objectKind: 'world', kind: 'world.applied', data: { title: world.title ?? null } });
}
