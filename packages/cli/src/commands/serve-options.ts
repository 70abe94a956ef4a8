import { isIP } from 'node:net';
import { resolve } from 'node:path';
import type { ControlPlaneOptions } from '@pileus/server';
import { UsageError } from '../failure.js';

export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;

/** The options of `pileus serve` as commander gives them. */
export interface ServeFlags {
  readonly host: string;
  readonly port: number;
  readonly data?: string;
  readonly memory?: boolean;
  readonly world: string;
  readonly database?: string;
  readonly tls?: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly publicUrl?: string;
  readonly speed?: number;
  readonly rateLimit?: number;
  readonly logLevel: (typeof logLevels)[number];
  readonly insecure?: boolean;
  readonly output: 'text' | 'json';
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What the server is started with.
 *
 * @throws UsageError when options contradict each other or would put secrets at risk
 */
export function controlPlaneOptions(flags: ServeFlags, env: Environment): ControlPlaneOptions {
  const tls = tlsOf(flags);
  if (!isLoopback(flags.host) && tls === undefined && !flags.insecure) {
    throw new UsageError(
      `Refusing to listen on ${flags.host} without TLS: passwords and API keys would cross the ` +
        'network in the clear. Add --tls auto, or --tls-cert and --tls-key; or add --insecure if ' +
        'something in front of Pileus encrypts the traffic.',
    );
  }
  const admin = adminOf(env);
  return {
    host: flags.host,
    port: flags.port,
    world: worldOf(flags.world),
    logLevel: flags.logLevel,
    ...(flags.data === undefined ? {} : { data: resolve(flags.data) }),
    ...(flags.database === undefined ? {} : { database: databaseOf(flags.database) }),
    ...(tls === undefined ? {} : { tls }),
    ...(flags.publicUrl === undefined ? {} : { publicUrl: publicUrlOf(flags.publicUrl) }),
    ...(flags.speed === undefined ? {} : { speed: flags.speed }),
    ...(flags.rateLimit === undefined ? {} : { rateLimit: flags.rateLimit }),
    ...(admin === undefined ? {} : { admin }),
  };
}

/** The administrator named by the environment; undefined when it names none. */
export function adminOf(env: Environment): ControlPlaneOptions['admin'] {
  const username = env.PILEUS_ADMIN_USER;
  const password = env.PILEUS_ADMIN_PASSWORD;
  const apiKey = env.PILEUS_ADMIN_API_KEY;
  if (!username && !password && !apiKey) return undefined;
  return {
    ...(username ? { username } : {}),
    ...(password ? { password } : {}),
    ...(apiKey ? { apiKey } : {}),
  };
}

/** Whether only programs on this machine can reach the address. */
export function isLoopback(host: string): boolean {
  if (host === 'localhost' || host === '::1') return true;
  return isIP(host) === 4 && host.startsWith('127.');
}

function tlsOf({ tls, tlsCert, tlsKey }: ServeFlags): ControlPlaneOptions['tls'] {
  if (tls !== undefined && tls !== 'auto') {
    throw new UsageError(
      `--tls takes only the word auto, not '${tls}'; name files by --tls-cert and --tls-key.`,
    );
  }
  if (tls === 'auto') return { auto: true };
  if (tlsCert !== undefined && tlsKey !== undefined) {
    return { cert: resolve(tlsCert), key: resolve(tlsKey) };
  }
  if (tlsCert !== undefined) throw new UsageError('--tls-cert needs --tls-key beside it.');
  if (tlsKey !== undefined) throw new UsageError('--tls-key needs --tls-cert beside it.');
  return undefined;
}

function worldOf(world: string): string {
  return world === 'demo' || world === 'empty' ? world : resolve(world);
}

function databaseOf(url: string): string {
  if (/^postgres(ql)?:\/\//.test(url)) return url;
  // The address may hold a password, so it is not repeated.
  throw new UsageError('--database takes an address that begins with postgres:// .');
}

function publicUrlOf(url: string): string {
  if (/^https?:\/\//.test(url) && URL.canParse(url)) return url;
  throw new UsageError(`--public-url takes an http or https address, not '${url}'.`);
}
