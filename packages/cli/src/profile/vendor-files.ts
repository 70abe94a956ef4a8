import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cycleIniPath, IniSyntaxError, type Profile, readIni } from '@pileus/sdk/config';
import { UsageError } from '../failure.js';
import type { Terminal } from '../terminal.js';

/** A server that a vendor's own tool knows. */
export interface FoundProfile {
  readonly name: string;
  readonly profile: Profile;
  /** File and section. */
  readonly from: string;
}

/** What the vendors' tools keep, and what of it a profile cannot hold. */
export interface Findings {
  readonly found: readonly FoundProfile[];
  /** One sentence each. */
  readonly left: readonly string[];
}

type Section = ReadonlyMap<string, string>;

/** How one vendor's file becomes profiles. */
interface VendorFile {
  readonly path: (env: Terminal['env']) => string;
  /** The section that counts by default. */
  readonly main: string;
  /** Keys of its file that become part of the profile. */
  readonly keys: readonly string[];
  /** Undefined when the section describes no server. */
  readonly profile: (section: Section, place: string) => Profile | undefined;
}

const verifyKeys = ['verify_certificates', 'verify-ssl', 'verify_ssl'] as const;

/** Names by which Ruby's client calls the endpoints (observed). */
const endpoints: Readonly<Record<string, string>> = {
  API_PUBLIC_ENDPOINT: 'https://api.softlayer.com/xmlrpc/v3.1',
  API_PRIVATE_ENDPOINT: 'https://api.service.softlayer.com/xmlrpc/v3.1',
};

/**
 * CycleCloud's `cyclecloud initialize` writes `~/.cycle/config.ini`, section `[cyclecloud]` (documented); `slcli
 * config setup` writes `~/.softlayer`, section `[softlayer]` (documented), and Ruby's client lets a section of any
 * name hold the same keys (observed).
 */
const vendorFiles: readonly VendorFile[] = [
  {
    path: cycleIniPath,
    main: 'cyclecloud',
    keys: ['url', 'username', 'password', 'timeout', ...verifyKeys],
    profile: (section, place) => {
      const [url, username] = [section.get('url'), section.get('username')];
      if (!url || !username) return undefined;
      const verify = verifyKeys.map((key) => section.get(key)).find(Boolean);
      return {
        vendor: 'cyclecloud',
        url,
        username,
        ...text('password', section.get('password')),
        ...seconds(section.get('timeout'), place),
        ...truth(verify, place),
      };
    },
  },
  {
    path: (env) => join(env.HOME || env.USERPROFILE || '', '.softlayer'),
    main: 'softlayer',
    keys: ['username', 'api_key', 'endpoint_url', 'base_url', 'timeout', 'proxy', 'verify'],
    profile: (section, place) => {
      const [username, apiKey] = [section.get('username'), section.get('api_key')];
      if (!username || !apiKey) return undefined;
      const url = section.get('endpoint_url') || section.get('base_url') || '';
      return {
        vendor: 'softlayer',
        ...text('url', Object.hasOwn(endpoints, url) ? endpoints[url] : url),
        username,
        apiKey,
        ...seconds(section.get('timeout'), place),
        ...text('proxy', section.get('proxy')),
        ...verification(section.get('verify')),
      };
    },
  },
];

/**
 * Reads the files of the vendors' tools; a file that does not exist has nothing.
 *
 * @throws UsageError for a file that cannot be read. It quotes nothing of it.
 */
export function readVendorFiles(env: Terminal['env']): Findings {
  const found: FoundProfile[] = [];
  const left: string[] = [];
  for (const { path, main, keys, profile: toProfile } of vendorFiles) {
    const file = path(env);
    for (const [section, values] of sectionsOf(file)) {
      const place = `[${section}] of ${file}`;
      const profile = toProfile(values, place);
      if (!profile) {
        left.push(`${place}: it names no ${main} server and user.`);
        continue;
      }
      found.push({ name: nameOf(section, main), profile, from: place });
      const others = [...values.keys()].filter((key) => !keys.includes(key));
      if (others.length > 0) left.push(`${place}: ${others.join(', ')}.`);
    }
  }
  return { found, left };
}

/** `cyclecloud` of `[cyclecloud]`, `lab` of `[lab]` and of `[cyclecloud lab]`. */
function nameOf(section: string, main: string): string {
  const own = section.startsWith(`${main} `) ? section.slice(main.length) : section;
  return own.trim().replace(/[^\w.@-]+/g, '-') || main;
}

function sectionsOf(path: string): ReadonlyMap<string, Section> {
  try {
    return readIni(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof IniSyntaxError) throw new UsageError(`${path}: ${error.message}.`);
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return new Map();
    throw error;
  }
}

const text = (key: string, value: string | undefined) => (value ? { [key]: value } : {});

/** SoftLayer's 0 is "no limit", which is the same as saying nothing. */
function seconds(value: string | undefined, place: string): { timeout?: number } {
  if (!value || Number(value) === 0) return {};
  if (Number(value) > 0) return { timeout: Number(value) };
  throw new UsageError(`${place}: timeout must be a number of seconds.`);
}

/** The words of Python's ConfigParser for yes and no. */
const isYes = (value: string) => /^(true|yes|on|1)$/i.test(value);
const isNo = (value: string) => /^(false|no|off|0|none)$/i.test(value);

function truth(value: string | undefined, place: string): { verifyCertificates?: boolean } {
  if (!value || isYes(value)) return {};
  if (isNo(value)) return { verifyCertificates: false };
  throw new UsageError(`${place}: ${verifyKeys[0]} must be true or false.`);
}

/** SoftLayer's `verify` may also be the path of a certificate. */
const verification = (value: string | undefined) => {
  if (!value || isYes(value)) return {};
  return isNo(value) ? { verifyCertificates: false } : { verify: value };
};
