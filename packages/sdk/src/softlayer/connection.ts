import { readFileSync } from 'node:fs';
import type { Dispatcher, Pool as UndiciPool, EnvHttpProxyAgent as UndiciProxyAgent } from 'undici';
// @ts-expect-error TS7016: a part of undici has no declaration file.
import connectPart from 'undici/lib/api/api-connect.js';
// @ts-expect-error TS7016: a part of undici has no declaration file.
import ProxyAgentPart from 'undici/lib/dispatcher/env-http-proxy-agent.js';
// @ts-expect-error TS7016: a part of undici has no declaration file.
import PoolPart from 'undici/lib/dispatcher/pool.js';
import type { Environment } from '../config/paths.js';
import { ArgumentError } from '../http/argument-error.js';
import { Agent } from '../http/undici.js';
import type { Settings } from './configuration.js';

/** Goes through a proxy, but not to the hosts of `noProxy`. */
const ProxyAgent: typeof UndiciProxyAgent = ProxyAgentPart;
const Pool: typeof UndiciPool = PoolPart;

/** Connections to a proxy. It opens tunnels by a method that pools get from undici as a whole only. */
const toProxy = (origin: URL, options: object): Dispatcher =>
  Object.assign(new Pool(origin, options), { connect: connectPart });

/** Connections to one origin; more calls than that wait for a free one. */
const connections = 64;

/**
 * A pool for clients with a proxy (their own, else `https_proxy` of the environment with its
 * `no_proxy`), with certificates of their own, or with a file of trusted ones. Undefined: the pool
 * that all clients share will do.
 *
 * @throws ArgumentError for a proxy that is no URL, or a file that cannot be read.
 */
export function dispatcherOf(settings: Settings, env: Environment): Dispatcher | undefined {
  const { verify, authCert } = settings;
  const proxy = settings.proxy || env.https_proxy || env.HTTPS_PROXY;
  if (!proxy && typeof verify !== 'string' && !authCert) return undefined;
  const own = authCert ? readPem('authCert', authCert) : undefined;
  const connect = {
    ...(typeof verify === 'string' ? { ca: readPem('verify', verify) } : {}),
    ...(verify === false ? { rejectUnauthorized: false } : {}),
    ...(own === undefined ? {} : { cert: own, key: own }),
  };
  if (!proxy) return new Agent({ connections, connect });
  if (!URL.canParse(proxy)) {
    const message =
      "The SoftLayer client's `proxy` must be the URL of a proxy, such as http://proxy:3128.";
    throw new ArgumentError('proxy', message, 'SoftLayer');
  }
  // The variable of the environment speaks of https alone (observed of the vendor's client).
  return new ProxyAgent({
    connections,
    httpsProxy: proxy,
    httpProxy: settings.proxy ?? '',
    noProxy: settings.proxy ? '' : (env.no_proxy ?? env.NO_PROXY ?? ''),
    requestTls: connect,
    clientFactory: toProxy,
    connect,
  });
}

function readPem(key: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
    const message = `The SoftLayer client's \`${key}\` names a file that cannot be read${code}: ${file}.`;
    throw new ArgumentError(key, message, 'SoftLayer');
  }
}
