import { dirname, resolve } from 'node:path';
import { type AutoscaleConfig, ConfigError, readConfig } from '../cyclecloud/config.js';
import { readWithIncludes } from './include.js';
import { configSchema, type LoopConfig } from './schema.js';
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
  const { tree, files } = readWithIncludes(path);
  // Keys that begin so are scalelib's switches for its own tests.
  const known = Object.fromEntries(Object.entries(tree).filter(([key]) => !key.startsWith('_')));
  const { data: config, error } = configSchema.safeParse(known);
  if (error) {
    const problems = error.issues.map((issue) => {
      const key = issue.path.join('.');
      return key === '' ? issue.message : `'${key}': ${issue.message}`;
    });
    throw new ConfigError(`${path}: ${problems.join('; ')}`);
  }
  const secrets = literalSecrets(config);
  if (secrets.length > 0) {
    const why = `the configuration holds ${secrets.map((key) => `'${key}'`).join(' and ')}`;
    for (const file of files) demandPrivate(file, why);
  }
  const folder = dirname(resolve(path));
  return { config, planning: readConfig(known), folder, files, env };
}
