import type { OutputFormat } from '../present/records.js';

/** How a command reaches a CycleCloud server. */
export interface ConnectionFlags {
  readonly url?: string;
  readonly username?: string;
  readonly profile?: string;
  readonly timeout?: number;
  readonly insecure?: boolean;
  readonly debug?: boolean;
}

/** Options of commands that show something. */
export interface ShowFlags extends ConnectionFlags {
  readonly output: OutputFormat;
  readonly columns?: string;
  /** Seconds between two looks; absent: one look. */
  readonly watch?: number;
}

/** Options of commands that change something. */
export interface ChangeFlags extends ConnectionFlags {
  readonly output: OutputFormat;
  readonly wait?: boolean;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly requestId?: string;
}

/** Which nodes a command means. */
export interface SelectorFlags {
  readonly id?: readonly string[];
  readonly hostname?: readonly string[];
  readonly ip?: readonly string[];
  readonly filter?: string;
}
