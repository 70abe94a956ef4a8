import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigError } from '../cyclecloud/config.js';
import type { LoopConfig, Secret } from './schema.js';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface SecretPlace {
  /** Folder to which names of files are relative. */
  readonly folder: string;
  readonly env: Environment;
}

/** @throws ConfigError when the variable is not set, or the file is missing, empty or open to others */
export function revealSecret(key: string, value: Secret, { folder, env }: SecretPlace): string {
  if (typeof value === 'string') return value;
  if ('env' in value) {
    const text = env[value.env];
    if (text) return text;
    throw new ConfigError(`'${key}': the environment has no ${value.env}.`);
  }
  const file = resolve(folder, value.file);
  let text: string;
  try {
    text = readFileSync(file, 'utf8').split(/\r?\n/)[0] ?? '';
  } catch (error) {
    throw new ConfigError(`'${key}': ${file} cannot be read: ${(error as Error).message}`, {
      cause: error,
    });
  }
  demandPrivate(file, `it holds '${key}'`);
  if (text === '') throw new ConfigError(`'${key}': ${file} is empty.`);
  return text;
}

/** Secrets that stand in the files themselves: those files must be private. */
export function literalSecrets({ password, queue }: LoopConfig): string[] {
  const found: string[] = [];
  if (typeof password === 'string') found.push('password');
  if ('url' in queue && typeof queue.url === 'string' && hasPassword(queue.url)) {
    found.push('queue.url');
  }
  if ('headers' in queue) {
    for (const [name, value] of Object.entries(queue.headers ?? {})) {
      if (typeof value === 'string') found.push(`queue.headers.${name}`);
    }
  }
  return found;
}

function hasPassword(url: string): boolean {
  try {
    return new URL(url).password !== '';
  } catch {
    return false;
  }
}

/** @throws ConfigError unless nobody but its owner may read the file */
export function demandPrivate(file: string, why: string): void {
  // Windows has no such modes.
  if (process.platform === 'win32') return;
  if ((statSync(file).mode & 0o077) === 0) return;
  throw new ConfigError(`${file} can be read by others, and ${why}. Say: chmod 600 ${file}`);
}
