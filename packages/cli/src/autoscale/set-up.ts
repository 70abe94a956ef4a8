import { writeFileSync } from 'node:fs';
import {
  ConfigError,
  exampleConfig,
  loadConfig,
  openQueue,
  type QueueType,
} from '@pileus/autoscale/config';
import { stringify } from 'yaml';
import { UsageError } from '../failure.js';
import type { Terminal } from '../terminal.js';

/** `pileus autoscale init`: a commented configuration, which nobody else may read. */
export function init(
  file = 'autoscale.yaml',
  flags: { readonly cluster: string; readonly queue: QueueType },
  terminal: Terminal,
): void {
  try {
    writeFileSync(file, exampleConfig(flags.cluster, flags.queue), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      throw new UsageError(`There is a file ${file}. Name another one, or remove it first.`);
    }
    throw new UsageError(`${file} cannot be written: ${(error as Error).message}`);
  }
  terminal.write(`Wrote ${file}. Next: pileus autoscale dry-run -c ${file}\n`);
}

/** `pileus autoscale config`: the whole configuration as it counts, or all that is wrong with it. */
export function showConfig(flags: { readonly config: string }, terminal: Terminal): void {
  try {
    const loaded = loadConfig(flags.config, terminal.env);
    // Says which secret is not there, and which address is none.
    openQueue(loaded);
    terminal.write(stringify(withoutSecrets(loaded.config)));
  } catch (error) {
    if (error instanceof ConfigError || error instanceof TypeError) {
      throw new UsageError(error.message, { cause: error });
    }
    throw error;
  }
}

/** Texts that are secret, or may hold a secret, are not shown; where they come from is. */
function withoutSecrets(value: unknown, key = ''): unknown {
  if (typeof value === 'string') {
    if (key === 'password' || key === 'headers') return '(secret)';
    return key === 'url' ? value.replace(/\/\/[^@/]*@/, '//(secret)@') : value;
  }
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      const plain = typeof item === 'string' && key === 'headers' ? 'headers' : name;
      return [name, withoutSecrets(item, plain)];
    }),
  );
}
