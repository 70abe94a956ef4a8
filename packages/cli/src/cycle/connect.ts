import { setFlagsFromString } from 'node:v8';
import { Client } from '@pileus/sdk/cyclecloud';
import type { Step } from '@pileus/sdk/http';
import { UsageError } from '../failure.js';
import type { Terminal } from '../terminal.js';
import type { ConnectionFlags } from './options.js';

/** Variables that may hold the password, the first that is set counting. */
export const passwordVariables = [
  'PILEUS_PASSWORD',
  'PILEUS_CYCLECLOUD_PASSWORD',
  'CYCLECLOUD_PASSWORD',
] as const;

/**
 * A client for the server that flags, environment, profile or the vendor's own `~/.cycle/config.ini` name, in
 * this order. The password never stands on the command line, where other users of the machine could read it.
 *
 * @throws UsageError when no server, user or password is known
 */
export function connect(
  flags: ConnectionFlags,
  { env }: Terminal,
  signal: AbortSignal,
  steps: readonly Step[] = [],
): Client {
  // V8 would optimise the HTTP parser in the background and let the process end only when it is done.
  setFlagsFromString('--liftoff-only');
  const password = env.PILEUS_PASSWORD;
  try {
    return new Client({
      ...(flags.url !== undefined && { url: flags.url }),
      ...(flags.username !== undefined && { username: flags.username }),
      ...(password && { password }),
      ...(flags.profile !== undefined && { profile: flags.profile }),
      ...(flags.timeout !== undefined && { timeout: flags.timeout }),
      ...(flags.insecure && { verifyCertificates: false }),
      env,
      steps,
      signal,
    });
  } catch (error) {
    const { argument } = error as { argument?: unknown };
    if (!['url', 'username', 'password'].includes(String(argument))) throw error;
    throw new UsageError(
      `${(error as Error).message} Give --url and --username, and the password in PILEUS_PASSWORD.`,
    );
  }
}

/** The connection's flags as words to type again; none of them is secret. */
export const connectionWords = (flags: ConnectionFlags): string[] => [
  ...(flags.profile === undefined ? [] : ['--profile', flags.profile]),
  ...(flags.url === undefined ? [] : ['--url', flags.url]),
  ...(flags.username === undefined ? [] : ['--username', flags.username]),
  ...(flags.insecure ? ['--insecure'] : []),
];
