import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ArgumentError } from '../http/argument-error.js';
import { readOptional } from './read-optional.js';

/** How to reach one server of one vendor. */
export interface Profile {
  /** `cyclecloud`, `centurylink`, `softlayer` or `tutum`. */
  readonly vendor: string;
  readonly url?: string;
  readonly username?: string;
  readonly password?: string;
  /** SoftLayer's and Tutum's secret. */
  readonly apiKey?: string;
  /** Seconds. */
  readonly timeout?: number;
  readonly verifyCertificates?: boolean;
  /** What one vendor needs besides. */
  readonly [key: string]: unknown;
}

/** The file of profiles: `{ "profiles": { "<name>": { "vendor": … } }, "defaults": { "<vendor>": "<name>" } }`. */
export interface ProfileFile {
  readonly profiles: Readonly<Record<string, Profile>>;
  /** By vendor, the profile that counts when none is named. */
  readonly defaults?: Readonly<Record<string, string>> | undefined;
}

/**
 * Reads the file of profiles; a file that does not exist has none.
 *
 * @throws ArgumentError when the file is not of its form. The message quotes nothing of it.
 */
export function readProfiles(path: string): ProfileFile {
  const text = readOptional(path);
  if (text === undefined) return { profiles: {}, defaults: {} };
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    throw broken(path, 'is not JSON');
  }
  if (!isRecord(file)) throw broken(path, 'is not a JSON object');
  const { profiles = {}, defaults = {} } = file;
  if (!isRecord(profiles)) throw broken(path, 'has `profiles` that are not an object');
  for (const [name, profile] of Object.entries(profiles)) {
    if (!isRecord(profile) || typeof profile.vendor !== 'string') {
      throw broken(path, `has a profile ${JSON.stringify(name)} without a \`vendor\``);
    }
  }
  if (!isRecord(defaults) || Object.values(defaults).some((name) => typeof name !== 'string')) {
    throw broken(path, 'has `defaults` that are not names by vendor');
  }
  return {
    profiles: profiles as Record<string, Profile>,
    defaults: defaults as Record<string, string>,
  };
}

/**
 * Writes the file of profiles, whole or not at all. It holds passwords: only its owner may read it.
 */
export function writeProfiles(path: string, file: ProfileFile): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  try {
    writeFileSync(draft, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 });
    // A draft that another run left behind keeps its own mode.
    chmodSync(draft, 0o600);
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/**
 * The profile of that name, or the default one of the vendor, if there is one.
 *
 * @throws ArgumentError when the named profile does not exist or is of another vendor.
 */
export function findProfile(
  path: string,
  vendor: string,
  name: string | undefined,
): Profile | undefined {
  const { profiles, defaults = {} } = readProfiles(path);
  const wanted = name ?? (Object.hasOwn(defaults, vendor) ? defaults[vendor] : undefined);
  if (wanted === undefined) return undefined;
  const profile = Object.hasOwn(profiles, wanted) ? profiles[wanted] : undefined;
  if (profile?.vendor === vendor) return profile;
  if (name === undefined) return undefined;
  const known = Object.keys(profiles).filter((each) => profiles[each]?.vendor === vendor);
  const others = known.length > 0 ? `There are: ${known.join(', ')}` : 'There is none';
  const what = profile ? `is of vendor ${profile.vendor}, not ${vendor}` : 'does not exist';
  const message = `The profile ${JSON.stringify(name)} ${what}. ${others} for ${vendor} in ${path}.`;
  throw new ArgumentError('profile', message);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const broken = (path: string, what: string): ArgumentError =>
  new ArgumentError('profile', `The file of profiles ${path} ${what}; mend or remove it.`);
