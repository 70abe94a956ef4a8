import { join } from 'node:path';
import { IniSyntaxError, readIni } from '../config/ini.js';
import { type Environment, homeOf, profilesPath } from '../config/paths.js';
import { findProfile } from '../config/profiles.js';
import { readOptional } from '../config/read-optional.js';
import { ArgumentError } from '../http/argument-error.js';
import type { Credentials } from './auth.js';

/** What a client does without is looked up; see `configuration`. */
export interface Settings extends Credentials {
  /** `https://api.softlayer.com/rest/v3.1`, `…/xmlrpc/v3.1`, or the address of a server alone. */
  readonly endpointUrl?: string | undefined;
  /** Seconds for a whole call, retries included; 0 is no limit. Default 120. */
  readonly timeout?: number | undefined;
  /** URL of an HTTP proxy for all calls. */
  readonly proxy?: string | undefined;
  /** False accepts any certificate; a path names a file of trusted ones (PEM). Default true. */
  readonly verify?: boolean | string | undefined;
  /** A file with a certificate of the client and its key (PEM). */
  readonly authCert?: string | undefined;
  /** Follows the SDK's own name in `User-Agent`. */
  readonly userAgent?: string | undefined;
}

export interface ConfigurationOptions extends Settings {
  /** A profile of `~/.config/pileus/config.json`. */
  readonly profile?: string | undefined;
  /** A file like `~/.softlayer`, which wins over it. */
  readonly configFile?: string | undefined;
  /** The environment variables to look at. Default the process's own. */
  readonly env?: Environment | undefined;
}

/**
 * Completes what the caller gave, in this order:
 *
 * 1. the profile that `profile` names;
 * 2. the environment: `PILEUS_SOFTLAYER_URL`, `_USERNAME`, `_API_KEY`, `_TIMEOUT`, then the vendor's
 *    `SL_USERNAME`, `SL_API_KEY`, `SL_ENDPOINT_URL` (or `SL_API_ENDPOINT_URL`, `SL_API_BASE_URL`),
 *    `SL_TIMEOUT`, `SL_USERAGENT`, then their `SOFTLAYER_*` twins;
 * 3. the profile that `PILEUS_PROFILE` names, or the default one;
 * 4. section `[softlayer]` of `configFile`, of `~/.softlayer`, of `/etc/softlayer.conf`.
 *
 * An empty value is none. A key is meant for the server and the user beside it: a place that names
 * another endpoint than the one chosen gives nothing (the vendor's two hosts count as one), and one that
 * names another user gives no key.
 *
 * @throws ArgumentError for a place whose settings cannot be used. It quotes none of them.
 */
export function configuration(given: ConfigurationOptions): Settings {
  const { profile, configFile, env = process.env } = given;
  const file = profilesPath(env);
  const named = (name: string | undefined) => fromProfile(file, name);
  const places = [
    () => (profile === undefined ? undefined : named(profile)),
    () => fromEnvironment(env),
    () => (profile === undefined ? named(env.PILEUS_PROFILE || undefined) : undefined),
    () => (configFile === undefined ? undefined : fromIni(configFile, true)),
    () => fromIni(join(homeOf(env), '.softlayer')),
    () => fromIni('/etc/softlayer.conf'),
  ];
  let known: Settings = withoutEmpty(pick((key) => given[key]));
  const hasLogin = known.accessToken !== undefined || known.portalToken !== undefined;
  for (const read of places) {
    const found = read();
    if (!found || differs(known.endpointUrl, found.endpointUrl, sameServer)) continue;
    const { apiKey: _key, accessToken: _token, username: _user, ...rest } = found;
    const foreign = hasLogin || differs(known.username, found.username);
    known = { ...(foreign ? rest : found), ...known };
  }
  return known;
}

const differs = (
  one: string | undefined,
  other: string | undefined,
  same = (a: string, b: string) => a === b,
): boolean => one !== undefined && other !== undefined && !same(one, other);

function sameServer(one: string, other: string): boolean {
  const host = (url: string) => {
    const origin = URL.canParse(url) ? new URL(url).origin : url;
    return origin.replace(/^https:\/\/api\.service\.softlayer\.com$/, 'https://api.softlayer.com');
  };
  return host(one) === host(other);
}

const keys = [
  'username',
  'apiKey',
  'portalToken',
  'accessToken',
  'endpointUrl',
  'timeout',
  'proxy',
  'verify',
  'authCert',
  'userAgent',
] as const satisfies readonly (keyof Settings)[];

const pick = (read: (key: keyof Settings) => unknown): Settings =>
  Object.fromEntries(keys.map((key) => [key, read(key)]));

const withoutEmpty = (settings: Settings): Settings =>
  Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== undefined && value !== ''),
  );

function fromEnvironment(env: Environment): Settings {
  const first = (...names: string[]) => names.map((name) => env[name]).find(Boolean);
  return fromTexts('the environment', {
    endpointUrl: first(
      'PILEUS_SOFTLAYER_URL',
      'SL_ENDPOINT_URL',
      'SL_API_ENDPOINT_URL',
      'SL_API_BASE_URL',
      'SOFTLAYER_ENDPOINT_URL',
    ),
    username: first('PILEUS_SOFTLAYER_USERNAME', 'SL_USERNAME', 'SOFTLAYER_USERNAME'),
    apiKey: first('PILEUS_SOFTLAYER_API_KEY', 'SL_API_KEY', 'SOFTLAYER_API_KEY'),
    timeout: first('PILEUS_SOFTLAYER_TIMEOUT', 'SL_TIMEOUT', 'SOFTLAYER_TIMEOUT'),
    userAgent: first('SL_USERAGENT', 'SL_API_USER_AGENT'),
  });
}

function fromIni(path: string, needed = false): Settings | undefined {
  const text = readOptional(path);
  if (text === undefined) {
    if (!needed) return undefined;
    throw new ArgumentError('configFile', `There is no file ${path}.`, 'SoftLayer');
  }
  let section: ReadonlyMap<string, string> | undefined;
  try {
    section = readIni(text).get('softlayer');
  } catch (error) {
    if (!(error instanceof IniSyntaxError)) throw error;
    throw new ArgumentError('configFile', `${path}: ${error.message}.`, 'SoftLayer');
  }
  return fromTexts(path, {
    endpointUrl: section?.get('endpoint_url') || section?.get('base_url'),
    username: section?.get('username'),
    apiKey: section?.get('api_key'),
    accessToken: section?.get('access_token'),
    timeout: section?.get('timeout'),
    proxy: section?.get('proxy'),
    verify: section?.get('verify'),
    authCert: section?.get('auth_cert'),
    userAgent: section?.get('user_agent'),
  });
}

type Texts = Readonly<Partial<Record<Exclude<keyof Settings, 'portalToken'>, string | undefined>>>;

/** Ruby's client knows the public and the private endpoint by these names (observed). */
const aliases: Readonly<Record<string, string>> = {
  API_PUBLIC_ENDPOINT: 'https://api.softlayer.com/xmlrpc/v3.1',
  API_PRIVATE_ENDPOINT: 'https://api.service.softlayer.com/xmlrpc/v3.1',
};

function fromTexts(place: string, texts: Texts): Settings {
  const { timeout, verify, endpointUrl = '', ...rest } = texts;
  const seconds = timeout ? Number(timeout) : undefined;
  if (seconds !== undefined && !(seconds >= 0)) {
    throw unusable(place, 'timeout', 'a number of seconds, or 0 for no limit');
  }
  const truth = /^(?:(true|yes|on|1)|(false|no|off|0|none))$/i.exec(verify ?? '');
  return withoutEmpty({
    ...rest,
    endpointUrl: Object.hasOwn(aliases, endpointUrl) ? aliases[endpointUrl] : endpointUrl,
    timeout: seconds,
    verify: truth ? truth[1] !== undefined : verify,
  });
}

function fromProfile(file: string, name: string | undefined): Settings | undefined {
  const profile = findProfile(file, 'softlayer', name);
  if (!profile) return undefined;
  const { url, password, verifyCertificates, ...rest } = profile;
  const values: Readonly<Record<string, unknown>> = {
    endpointUrl: url,
    apiKey: password,
    verify: verifyCertificates,
    ...rest,
  };
  const wrong = keys.find((key) => {
    const value = values[key] ?? undefined;
    if (value === undefined || key === 'portalToken') return false;
    if (key === 'verify') return typeof value !== 'boolean' && typeof value !== 'string';
    return typeof value !== (key === 'timeout' ? 'number' : 'string');
  });
  if (wrong) throw unusable(file, wrong, wrong === 'timeout' ? 'a number' : 'a string');
  return withoutEmpty(pick((key) => (key === 'portalToken' ? undefined : values[key])));
}

const unusable = (place: string, key: string, what: string): ArgumentError =>
  new ArgumentError(
    key,
    `The SoftLayer client's \`${key}\` in ${place} must be ${what}.`,
    'SoftLayer',
  );
