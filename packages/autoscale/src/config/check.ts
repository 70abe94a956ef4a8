import { ConfigError, readConfig } from '../cyclecloud/config.js';
import { defaultResources } from '../resources.js';
import { checked, loadConfig, read } from './load.js';
import { openClient, openQueue } from './open.js';
import { partialSchema } from './schema.js';
import type { Environment } from './secrets.js';

/** What a configuration is good for, and what it would need to be good for the loop as well. */
export interface ConfigCheck {
  readonly kind: 'planning' | 'loop';
  /** Keys that the loop needs and that are missing. */
  readonly lacks: readonly string[];
}

/**
 * Checks a configuration as a whole: one that only tells how to plan, or that of the loop, with its queue, its
 * cluster and its secrets. No connection is opened.
 *
 * @throws ConfigError with every mistake
 */
export function checkConfig(path: string, env: Environment = process.env): ConfigCheck {
  const { known } = read(path);
  const problems: string[] = [];
  const attempt = (act: () => unknown) => {
    try {
      act();
    } catch (error) {
      const { kind, message } = error as { kind?: unknown; message: string };
      const known = error instanceof ConfigError || error instanceof TypeError;
      if (!known && kind !== 'argument') throw error;
      problems.push(message.replace(`${path}: `, ''));
    }
  };
  attempt(() => checked(path, partialSchema, known));
  attempt(() => defaultResources(readConfig(known).read.defaultResources));
  const lacks = ['cluster_name', 'queue'].filter((key) => known[key] === undefined);
  const isLoop = known.queue !== undefined;
  if (isLoop && lacks.length > 0) problems.push(`'cluster_name' is missing`);
  if (isLoop && problems.length === 0) {
    attempt(() => {
      const loaded = loadConfig(path, env);
      attempt(() => openQueue(loaded));
      attempt(() => openClient(loaded));
    });
  }
  if (problems.length > 0) throw new ConfigError(`${path}: ${problems.join('; ')}`);
  return { kind: isLoop ? 'loop' : 'planning', lacks };
}
