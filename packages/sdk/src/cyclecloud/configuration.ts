import { IniSyntaxError, readIni } from '../config/ini.js';
import { cycleIniPath, type Environment, profilesPath } from '../config/paths.js';
import { findProfile } from '../config/profiles.js';
import { readOptional } from '../config/read-optional.js';
import { ArgumentError } from '../http/argument-error.js';

/** Which server a client calls, and as whom. */
export interface Settings {
  readonly url?: string | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** Seconds. */
  readonly timeout?: number | undefined;
  readonly verifyCertificates?: boolean | undefined;
}

export interface ConfigurationOptions extends Settings {
  readonly profile?: string | undefined;
  readonly env?: Environment | undefined;
}

/** One place that may hold settings. */
interface Place {
  /** What an error calls it. */
  readonly name: string;
  /** Undefined when there is nothing. */
  read(): Settings | undefined;
}

/**
 * Completes what the caller gave: from the profile that the caller named, the environment, the
 * default profile (or the one of `PILEUS_PROFILE`), and `~/.cycle/config.ini`, in this order. It
 * looks no further once it knows url, username and password.
 *
 * A password is meant for the server and the user beside it: a place that names another `url` than
 * the one already chosen gives nothing, and one that names another user gives no password.
 *
 * @throws ArgumentError naming what is missing and every place looked at, or the place whose
 *   settings cannot be used.
 */
export function configuration(given: ConfigurationOptions): Settings {
  const { url, username, password, timeout, verifyCertificates } = given;
  let known: Settings = { url, username, password, timeout, verifyCertificates };
  if (isComplete(known)) return known;
  const seen: string[] = [];
  for (const place of placesOf(given)) {
    const found = place.read();
    const foreign = found && differs(known.url, found.url, sameUrl);
    seen.push(`${place.name}${foreign ? ' (which names another url)' : ''}`);
    if (!found || foreign) continue;
    const own = differs(known.username, found.username) ? { ...found, password: undefined } : found;
    known = merged(known, own);
    if (isComplete(known)) return known;
  }
  for (const [key, what] of Object.entries(needs)) {
    if (known[key as keyof Settings] !== undefined) continue;
    const message = `The CycleCloud client needs \`${key}\`: ${what}. No configuration has it: looked at the options, ${seen.join(', ')}.`;
    throw new ArgumentError(key, message, 'CycleCloud');
  }
  return known;
}

/** What cannot be missing. */
export const needs = {
  url: 'the URL of the web interface',
  username: 'the name of a CycleCloud user',
  password: "the user's password",
} as const;

const isComplete = ({ url, username, password }: Settings): boolean =>
  url !== undefined && username !== undefined && password !== undefined;

const differs = (
  one: string | undefined,
  other: string | undefined,
  same = (a: string, b: string) => a === b,
): boolean => one !== undefined && other !== undefined && !same(one, other);

/** Whether two URLs name the same server, whatever their case and last slash. */
function sameUrl(one: string, other: string): boolean {
  const plain = (url: string) => (URL.canParse(url) ? new URL(url).href : url).replace(/\/+$/, '');
  return plain(one) === plain(other);
}

const merged = (first: Settings, then: Settings): Settings => ({
  url: first.url ?? then.url,
  username: first.username ?? then.username,
  password: first.password ?? then.password,
  timeout: first.timeout ?? then.timeout,
  verifyCertificates: first.verifyCertificates ?? then.verifyCertificates,
});

function placesOf({ profile, env = process.env }: ConfigurationOptions): Place[] {
  const file = profilesPath(env);
  const ofProfile = (name: string | undefined): Place => ({
    name: file,
    read: () => fromProfile(file, findProfile(file, 'cyclecloud', name)),
  });
  const environment: Place = {
    name: 'PILEUS_CYCLECLOUD_* and CYCLECLOUD_* of the environment',
    read: () => fromEnvironment(env),
  };
  const path = cycleIniPath(env);
  const ini: Place = { name: path, read: () => fromIni(path) };
  return profile === undefined
    ? [environment, ofProfile(env.PILEUS_PROFILE || undefined), ini]
    : [ofProfile(profile), environment, ini];
}

/** `PILEUS_CYCLECLOUD_URL` and so on; what has no value there, from `CYCLECLOUD_URL` and so on. */
function fromEnvironment(env: Environment): Settings {
  const read = (key: string) => env[`PILEUS_CYCLECLOUD_${key}`] || env[`CYCLECLOUD_${key}`];
  return fromTexts('the environment', {
    url: read('URL'),
    username: read('USERNAME'),
    password: read('PASSWORD'),
    timeout: read('TIMEOUT'),
    verifyCertificates: read('VERIFY_CERTIFICATES'),
  });
}

/** Section `[cyclecloud]`; observed spellings of the switch for certificates are understood too. */
function fromIni(path: string): Settings | undefined {
  const text = readOptional(path);
  if (text === undefined) return undefined;
  const section = sectionOf(path, text);
  const read = (...keys: string[]) =>
    keys.map((key) => section?.get(key)).find((value) => value !== undefined && value !== '');
  return fromTexts(path, {
    url: read('url'),
    username: read('username'),
    password: read('password'),
    timeout: read('timeout'),
    verifyCertificates: read('verify_certificates', 'verify-ssl', 'verify_ssl'),
  });
}

function sectionOf(path: string, text: string): ReadonlyMap<string, string> | undefined {
  try {
    return readIni(text).get('cyclecloud');
  } catch (error) {
    if (!(error instanceof IniSyntaxError)) throw error;
    throw new ArgumentError('config.ini', `${path}: ${error.message}.`, 'CycleCloud');
  }
}

type Texts = Readonly<Record<keyof Settings, string | undefined>>;

function fromTexts(place: string, texts: Texts): Settings {
  const { timeout, verifyCertificates } = texts;
  const seconds = timeout === undefined ? undefined : Number(timeout);
  if (seconds !== undefined && !(seconds > 0)) {
    throw unusable(place, 'timeout', 'a number of seconds above 0');
  }
  const verify = verifyCertificates?.toLowerCase();
  if (verify !== undefined && !Object.hasOwn(truths, verify)) {
    throw unusable(place, 'verifyCertificates', 'true or false');
  }
  return { ...texts, timeout: seconds, verifyCertificates: verify ? truths[verify] : undefined };
}

/** The words of Python's ConfigParser for yes and no. */
const truths: Readonly<Record<string, boolean>> = {
  ...{ true: true, yes: true, on: true, 1: true },
  ...{ false: false, no: false, off: false, 0: false },
};

function fromProfile(
  file: string,
  profile: Readonly<Record<string, unknown>> | undefined,
): Settings | undefined {
  if (!profile) return undefined;
  const read = <T>(key: keyof Settings, type: 'string' | 'number' | 'boolean'): T | undefined => {
    const value = profile[key] ?? undefined;
    if (value === undefined || typeof value === type) return value as T | undefined;
    throw unusable(file, key, `a ${type}`);
  };
  return {
    url: read('url', 'string'),
    username: read('username', 'string'),
    password: read('password', 'string'),
    timeout: read('timeout', 'number'),
    verifyCertificates: read('verifyCertificates', 'boolean'),
  };
}

const unusable = (place: string, key: string, what: string): ArgumentError =>
  new ArgumentError(key, `The CycleCloud client's \`${key}\` in ${place} must be ${what}.`);
