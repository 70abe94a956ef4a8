import { homedir } from 'node:os';
import { join } from 'node:path';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The user's home directory. */
export function homeOf(env: Environment): string {
  return env.HOME || env.USERPROFILE || homedir();
}

/** Where profiles are kept: `~/.config/pileus/config.json`, or under `XDG_CONFIG_HOME`. */
export function profilesPath(env: Environment = process.env): string {
  return join(env.XDG_CONFIG_HOME || join(homeOf(env), '.config'), 'pileus', 'config.json');
}

/** The file of CycleCloud's own command line: `~/.cycle/config.ini` (documented). */
export function cycleIniPath(env: Environment = process.env): string {
  return join(homeOf(env), '.cycle', 'config.ini');
}
