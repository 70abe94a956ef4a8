import type { PlanOptions } from '../planner.js';
import { type Policy, policies, type SpotChoice, spotChoices } from '../policy.js';
import type { DefaultResource, DefaultResourceOptions } from '../resources.js';
import type { ReadOptions } from './read.js';

/** A configuration cannot be read. The message names the key. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** What a configuration says of reading and planning. */
export interface AutoscaleConfig {
  readonly plan: Omit<PlanOptions, 'customConstraints'>;
  readonly read: Pick<ReadOptions, 'placementGroups' | 'prices' | 'shared'> & {
    readonly defaultResources: DefaultResourceOptions;
  };
}

const isRecord = (json: unknown): json is Record<string, unknown> =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

/**
 * Reads the keys of scalelib's `autoscale.json` that planning needs (`default_resources`,
 * `disable_default_resources`, `nodearrays.<name>.placement_groups`, `nodearrays.default.max_placement_groups`),
 * and ours: `policy`, `spot`, `capacity_backoff`, `prices`, `shared`, `scalelib_compatible`. Other keys pass.
 *
 * @throws ConfigError
 */
export function readConfig(json: unknown): AutoscaleConfig {
  if (json === null || json === undefined) json = {};
  if (!isRecord(json)) throw new ConfigError('The configuration is no object of keys.');
  const policy = oneOf(json, 'policy', policies);
  const spot = oneOf(json, 'spot', spotChoices);
  const capacityBackoff = amount(json, 'capacity_backoff');
  const scalelibCompatible = flag(json, 'scalelib_compatible');
  const entries = json.default_resources ?? [];
  if (!Array.isArray(entries)) throw new ConfigError("'default_resources' must be a list.");
  const arrays = isRecord(json.nodearrays) ? json.nodearrays : {};
  const forAll = isRecord(arrays.default) ? arrays.default : {};
  const maxPlacementGroups = amount(forAll, 'max_placement_groups');
  return {
    plan: {
      ...(policy && { policy: policy as Policy }),
      ...(spot && { spot: spot as SpotChoice }),
      ...(capacityBackoff !== undefined && { capacityBackoff }),
      ...(maxPlacementGroups !== undefined && { maxPlacementGroups }),
      ...(scalelibCompatible !== undefined && { scalelibCompatible }),
    },
    read: {
      defaultResources: {
        entries: entries as DefaultResource[],
        withoutSystem: flag(json, 'disable_default_resources') ?? false,
      },
      placementGroups: groups(arrays),
      ...(json.prices !== undefined && { prices: prices(json.prices) }),
      ...(json.shared !== undefined && { shared: pools(json.shared) }),
    },
  };
}

function oneOf(
  json: Record<string, unknown>,
  key: string,
  words: readonly string[],
): string | undefined {
  const value = json[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' && words.includes(value)) return value;
  throw new ConfigError(`'${key}' must be one of ${words.join(', ')}.`);
}

function amount(json: Record<string, unknown>, key: string): number | undefined {
  const value = json[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && value >= 0) return value;
  throw new ConfigError(`'${key}' must be a number from 0.`);
}

function flag(json: Record<string, unknown>, key: string): boolean | undefined {
  const value = json[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'boolean') return value;
  throw new ConfigError(`'${key}' must be true or false.`);
}

function groups(arrays: Record<string, unknown>): Record<string, readonly string[]> {
  const found: Record<string, readonly string[]> = {};
  for (const [array, settings] of Object.entries(arrays)) {
    const names = isRecord(settings) ? settings.placement_groups : undefined;
    if (names === undefined || names === null) continue;
    const right = (name: unknown) => typeof name === 'string' && /^[A-Za-z0-9_-]+$/.test(name);
    if (!Array.isArray(names) || !names.every(right)) {
      throw new ConfigError(
        `'nodearrays.${array}.placement_groups' must be a list of names of letters, digits, - and _.`,
      );
    }
    found[array] = names as string[];
  }
  return found;
}

function prices(json: unknown): NonNullable<ReadOptions['prices']> {
  const right = (value: unknown): boolean =>
    typeof value === 'number' || (isRecord(value) && Object.values(value).every(right));
  if (isRecord(json) && Object.values(json).every(right))
    return json as NonNullable<ReadOptions['prices']>;
  throw new ConfigError("'prices' must be dollars an hour by machine type.");
}

function pools(json: unknown): Record<string, number> {
  if (
    isRecord(json) &&
    Object.values(json).every((value) => typeof value === 'number' && value >= 0)
  ) {
    return json as Record<string, number>;
  }
  throw new ConfigError("'shared' must be numbers from 0 by name.");
}
