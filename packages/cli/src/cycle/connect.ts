import { Client } from '@pileus/sdk/cyclecloud';
import type { Step } from '@pileus/sdk/http';
import type { Terminal } from '../terminal.js';
import type { ConnectionFlags } from './options.js';

/**
 * A client for the server that flags, environment, profile or the vendor's own `~/.cycle/config.ini` name, in
 * this order. The password never stands on the command line, where other users of the machine could read it.
 */
export function connect(
  flags: ConnectionFlags,
  { env }: Terminal,
  signal: AbortSignal,
  steps: readonly Step[] = [],
): Client {
  const password = env.PILEUS_PASSWORD;
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
}
