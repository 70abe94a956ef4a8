import { dirname, resolve } from 'node:path';
import type { z } from 'zod';
import { type AutoscaleConfig, ConfigError, readConfig } from '../cyclecloud/config.js';
import type { LoopSettings } from '../loop/settings.js';
import { schemaProblems } from '../schema-problems.js';
import { readWithIncludes } from './include.js';
import { configSchema, type LoopConfig, tuningSchema } from './schema.js';
import { demandPrivate, type Environment, literalSecrets } from './secrets.js';

/** A configuration that was read and checked; secrets are where they were. */
export interface Loaded {
  readonly config: LoopConfig;
  /** What it says of reading the cluster and of planning. */
  readonly planning: AutoscaleConfig;
  /** Folder of the file: relative paths are relative to it. */
  readonly folder: string;
  readonly files: readonly string[];
  readonly env: Environment;
}

/**
 * Reads the configuration of the loop.
 *
 * @throws ConfigError naming each wrong key, or the file that others can read although it holds a secret
 */
export function loadConfig(path: string, env: Environment = process.env): Loaded {
  const { known, files } = read(path);
  const config = checked(path, configSchema, known);
  const secrets = literalSecrets(config);
  if (secrets.length > 0) {
    const why = `the configuration holds ${secrets.map((key) => `'${key}'`).join(' and ')}`;
    for (const file of files) demandPrivate(file, why);
  }
  const folder = dirname(resolve(path));
  return { config, planning: readConfig(known), folder, files, env };
}

/** What a configuration says of deciding, wherever the jobs and the cluster are. */
export interface Tuning {
  readonly settings: LoopSettings;
  /** Seconds. */
  readonly interval: number;
  readonly planning: AutoscaleConfig;
}

/**
 * Reads only what a configuration says of deciding, so that it may also be one for planning alone. Without a file:
 * the defaults.
 *
 * @throws ConfigError naming each wrong key
 */
export function loadTuning(path?: string): Tuning {
  const { known } = path === undefined ? { known: {} } : read(path);
  const config = checked(path ?? '', tuningSchema, known);
  const planning = readConfig(known);
  return { settings: settingsOf(config, planning), interval: config.interval, planning };
}

/** The loop's settings, as a configuration has them. */
export const settingsOf = (
  config: Pick<
    LoopConfig,
    'idle_timeout' | 'boot_timeout' | 'scale_down' | 'failed_nodes' | 'manage'
  >,
  planning: AutoscaleConfig,
): LoopSettings => ({
  plan: planning.plan,
  idleTimeout: config.idle_timeout,
  bootTimeout: config.boot_timeout,
  scaleDown: config.scale_down,
  failedNodes: config.failed_nodes,
  manage: config.manage,
});

export function read(path: string) {
  const { tree, files } = readWithIncludes(path);
  // Keys that begin so are scalelib's switches for its own tests.
  const known = Object.fromEntries(Object.entries(tree).filter(([key]) => !key.startsWith('_')));
  return { known, files };
}

/** @throws ConfigError naming each wrong key */
export function checked<T>(path: string, schema: z.ZodType<T>, known: unknown): T {
  const { data, error } = schema.safeParse(known);
  if (!error) return data;
  throw new ConfigError(`${path}: ${schemaProblems(known, error).join('; ')}`);
}
