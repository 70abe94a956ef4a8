import { findProfile, type Profile, profilesPath, readProfiles } from '@pileus/sdk/config';
import type { ConnectionFlags } from '../cycle/options.js';
import { NotFoundError, UsageError } from '../failure.js';
import { vendorNames } from '../profile/vendors.js';
import type { Terminal } from '../terminal.js';

/** Which server's admin API is called, and as whom. */
export interface AdminSettings {
  readonly url: string;
  readonly username: string;
  /** A password or an API key: the server takes both. */
  readonly secret: string;
  /** Seconds. */
  readonly timeout?: number | undefined;
  readonly verifyCertificates?: boolean | undefined;
}

/** Variables that may hold the secret, the first that is set counting. */
export const secretVariables = [
  'PILEUS_PASSWORD',
  'PILEUS_API_KEY',
  'PILEUS_ADMIN_PASSWORD',
  'PILEUS_ADMIN_API_KEY',
  'PILEUS_CYCLECLOUD_PASSWORD',
] as const;

type Partly = { readonly [K in keyof AdminSettings]?: AdminSettings[K] | undefined };

/**
 * Completes what the flags say: from the named profile, the environment (the variables that `pileus serve` reads,
 * then those of the CycleCloud client) and the default profile, in this order. A profile of any vendor will do: one
 * port speaks all APIs.
 *
 * A secret is meant for the server and the user beside it: a place that names another server gives nothing, one
 * that names none gives a secret only to the server of `--url`, and one that names another user gives no secret.
 *
 * @throws UsageError when server, user or secret is not known
 * @throws NotFoundError for a profile that does not exist
 */
export function settingsOf(flags: ConnectionFlags, env: Terminal['env']): AdminSettings {
  const places: (() => Partly | undefined)[] = [
    () => (flags.profile === undefined ? undefined : namedProfile(flags.profile, env)),
    () => fromServe(env),
    () => fromCycle(env),
    () => (flags.profile === undefined ? defaultProfile(env) : undefined),
  ];
  let known: Partly = {
    url: flags.url,
    username: flags.username,
    secret: env.PILEUS_PASSWORD || env.PILEUS_API_KEY || undefined,
  };
  for (const read of places) {
    if (known.url && known.username && known.secret) break;
    const found = read();
    if (!found || foreign(known.url, found.url)) continue;
    const stranger = known.username !== undefined && differs(known.username, found.username);
    known = {
      url: known.url ?? found.url,
      username: known.username ?? found.username,
      secret: known.secret ?? (stranger ? undefined : found.secret),
      timeout: known.timeout ?? found.timeout,
      verifyCertificates: known.verifyCertificates ?? found.verifyCertificates,
    };
  }
  return {
    ...complete(known),
    timeout: flags.timeout ?? known.timeout,
    verifyCertificates: flags.insecure ? false : known.verifyCertificates,
  };
}

function complete({ url, username, secret }: Partly): AdminSettings {
  if (!url) {
    throw new UsageError(
      'Which server? Give --url, --profile (see pileus profile), or set PILEUS_ADMIN_URL.',
    );
  }
  if (!username) throw new UsageError('As which user? Give --username, or set PILEUS_ADMIN_USER.');
  if (!secret) {
    throw new UsageError(
      `There is no password for ${username}: set PILEUS_PASSWORD, or use a profile that has it.`,
    );
  }
  return { url: rootOf(url), username, secret };
}

const differs = (one: string, other: string | undefined) => other !== undefined && one !== other;

/** Whether a place says nothing about the server that was chosen; one without URL needs a chosen one. */
function foreign(chosen: string | undefined, offered: string | undefined): boolean {
  if (offered === undefined) return chosen === undefined;
  return chosen !== undefined && plain(rootOf(chosen)) !== plain(rootOf(offered));
}

const plain = (url: string) => (URL.canParse(url) ? new URL(url).href : url).replace(/\/+$/, '');

/** The server's own address: a profile may name the path of one vendor's API. */
function rootOf(url: string): string {
  return url.replace(/\/(?:rest\/v3|xmlrpc\/v3|v2|api\/v1|pileus\/v1)(?:[/.].*)?$/, '');
}

function fromServe(env: Terminal['env']): Partly {
  const secret = env.PILEUS_ADMIN_PASSWORD || env.PILEUS_ADMIN_API_KEY || undefined;
  return {
    url: env.PILEUS_ADMIN_URL || undefined,
    username: env.PILEUS_ADMIN_USER || (secret && 'admin'),
    secret,
  };
}

const fromCycle = (env: Terminal['env']): Partly | undefined =>
  env.PILEUS_CYCLECLOUD_URL
    ? {
        url: env.PILEUS_CYCLECLOUD_URL,
        username: env.PILEUS_CYCLECLOUD_USERNAME || undefined,
        secret: env.PILEUS_CYCLECLOUD_PASSWORD || undefined,
      }
    : undefined;

function namedProfile(name: string, env: Terminal['env']): Partly {
  const path = profilesPath(env);
  const { profiles } = readProfiles(path);
  const profile = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  if (profile) return fromProfile(profile);
  throw new NotFoundError(`There is no profile "${name}" in ${path}; see pileus profile ls.`);
}

/** The one that PILEUS_PROFILE names, else the first vendor's default. */
function defaultProfile(env: Terminal['env']): Partly | undefined {
  if (env.PILEUS_PROFILE) return namedProfile(env.PILEUS_PROFILE, env);
  const path = profilesPath(env);
  const profile = vendorNames
    .map((vendor) => findProfile(path, vendor, undefined))
    .find((each) => each !== undefined);
  return profile && fromProfile(profile);
}

const fromProfile = (profile: Profile): Partly => ({
  url: profile.url,
  username: profile.username,
  secret: profile.password ?? profile.apiKey,
  timeout: profile.timeout,
  verifyCertificates: profile.verifyCertificates,
});
