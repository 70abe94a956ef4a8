import type { Profile } from '@pileus/sdk/config';
import { confirm } from '../confirm.js';
import { UsageError } from '../failure.js';
import { ask, readSecret } from '../secret.js';
import { stopRequests } from '../shutdown.js';
import type { Terminal } from '../terminal.js';
import type { CompleteProfile } from './check.js';
import { openProfiles, putProfile, saveProfiles } from './store.js';
import { type Vendor, vendors } from './vendors.js';

export interface AddFlags {
  readonly vendor: Vendor;
  readonly url?: string;
  readonly username?: string;
  readonly passwordStdin?: boolean;
  readonly keyStdin?: boolean;
  readonly timeout?: number;
  readonly insecure?: boolean;
  /** False: the connection is not tried. */
  readonly check: boolean;
  readonly default?: boolean;
  readonly yes?: boolean;
}

export async function addProfile(name: string, flags: AddFlags, terminal: Terminal): Promise<void> {
  const { vendor } = flags;
  checkName(name);
  const url = urlOf(flags);
  const before = openProfiles(terminal);
  if (before.profiles.has(name)) await confirm(`Replace the profile "${name}"?`, flags);
  const username = flags.username ?? (await askUsername());
  const secret = await readSecret(
    {
      what: `${vendors[vendor].secret === 'apiKey' ? 'API key' : 'Password'} of ${username}`,
      fromInput: flags.passwordStdin || flags.keyStdin,
      option: flags.keyStdin ? '--key-stdin' : '--password-stdin',
      variables:
        vendors[vendor].secret === 'apiKey'
          ? ['PILEUS_API_KEY', 'PILEUS_PASSWORD']
          : ['PILEUS_PASSWORD', 'PILEUS_API_KEY'],
    },
    terminal,
  );
  const profile: CompleteProfile = {
    vendor,
    ...(url !== undefined && { url }),
    username,
    [vendors[vendor].secret]: secret,
    ...(flags.timeout !== undefined && { timeout: flags.timeout }),
    ...(flags.insecure && { verifyCertificates: false }),
  };
  if (flags.check) await tryConnection(name, profile, terminal);
  store(name, profile, flags, terminal);
}

async function tryConnection(
  name: string,
  profile: CompleteProfile,
  terminal: Terminal,
): Promise<void> {
  const stop = stopRequests();
  try {
    const { checkProfile } = await import('./check.js');
    await checkProfile(profile, stop.signal);
  } catch (error) {
    terminal.note(`"${name}" was not stored: the connection failed. --no-check stores it anyway.`);
    throw error;
  } finally {
    stop.release();
  }
}

/** Reads the file anew: another command may have written it while this one asked and tried. */
function store(name: string, profile: Profile, flags: AddFlags, terminal: Terminal): void {
  const profiles = openProfiles(terminal);
  let isDefault = putProfile(profiles, name, profile);
  if (flags.default) {
    profiles.defaults.set(profile.vendor, name);
    isDefault = true;
  }
  saveProfiles(profiles);
  const role = isDefault ? `, the default of ${profile.vendor}` : '';
  terminal.note(`Stored "${name}"${role} in ${profiles.path}.`);
}

function checkName(name: string): void {
  if (/^[a-z\d][\w.@-]{0,62}$/i.test(name)) return;
  throw new UsageError(
    `"${name}" cannot be the name of a profile: it takes letters, digits and . _ @ -, and begins with a letter or digit.`,
  );
}

/** @throws UsageError when the URL is missing, is none, or holds credentials. */
function urlOf({ url, vendor }: AddFlags): string | undefined {
  if (url === undefined) {
    if (vendor === 'softlayer') return undefined;
    throw new UsageError(`Give --url: where the ${vendor} server is, such as https://host:8443.`);
  }
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !/^https?:$/.test(parsed.protocol)) {
    throw new UsageError('--url takes an absolute http or https URL, such as https://host:8443.');
  }
  if (parsed.username !== '' || parsed.password !== '') {
    throw new UsageError('--url must not hold user or password; they are asked for.');
  }
  return url.replace(/\/+$/, '');
}

async function askUsername(): Promise<string> {
  if (!process.stdin.isTTY)
    throw new UsageError('Give --username: there is no terminal to ask on.');
  const name = await ask('Username: ');
  if (name === '') throw new UsageError('Username: nothing was typed.');
  return name;
}
