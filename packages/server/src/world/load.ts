import { builtInWorld, isBuiltIn } from './built-in.js';
import type { World } from './schema.js';

export { type ApplyOptions, applyWorld } from './apply.js';
export type { World } from './schema.js';
export { WorldError, type WorldIssue } from './world-error.js';

/**
 * Reads a built-in world (`demo`, `empty`) or a YAML file.
 *
 * @throws {WorldError} when it cannot be used, with every mistake and its path in the file.
 */
export async function readWorld(nameOrFile: string): Promise<World> {
  if (isBuiltIn(nameOrFile)) return builtInWorld(nameOrFile);
  // Checking a file costs more to load than applying a built-in world takes.
  const { readWorldFile } = await import('./read-file.js');
  return readWorldFile(nameOrFile);
}
