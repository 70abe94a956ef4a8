import { type Command, Option } from 'commander';
import { positive } from '../numbers.js';
import { type OutputFormat, outputFormats } from '../present/formats.js';

/** How a command reaches a CycleCloud server. */
export interface ConnectionFlags {
  readonly url?: string;
  readonly username?: string;
  readonly profile?: string;
  readonly timeout?: number;
  readonly insecure?: boolean;
  readonly debug?: boolean;
}

/** How a command shows what it found or did. */
export interface OutputFlags extends ConnectionFlags {
  readonly output: OutputFormat;
  readonly columns?: string;
}

/** Options of commands that show something. */
export interface ShowFlags extends OutputFlags {
  /** Seconds between two looks; absent: one look. */
  readonly watch?: number;
}

/** Options of commands that change something. */
export interface ChangeFlags extends OutputFlags {
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

/** Adds what every command takes. */
export const connected = (command: Command): Command =>
  command
    .option('--url <url>', 'address of the server')
    .option('--username <name>', 'user; the password comes from PILEUS_PASSWORD')
    .option('--profile <name>', 'a stored server: see pileus profile')
    .option('--timeout <seconds>', 'for a call, and for a wait', positive)
    .option('--insecure', 'accept any certificate')
    .option('--debug', 'show where an error comes from');

/** Adds `--output` and `--columns`. */
export const shown = (command: Command): Command =>
  command
    .addOption(new Option('-o, --output <format>').choices(outputFormats).default('table'))
    .option('--columns <names>', 'columns to show, separated by commas');

/** Adds what commands that only look take. */
export const viewing = (command: Command): Command =>
  shown(connected(command)).option(
    '--watch <seconds>',
    'look again and again, until Ctrl-C',
    positive,
  );

/** Adds what commands that change something take, whatever they change. */
export const changing = (command: Command): Command =>
  shown(connected(command))
    .option('-y, --yes', 'do not ask before something is destroyed')
    .option('--dry-run', 'print the request as a curl command instead of sending it');

/** Adds `--wait`. */
export const waiting = (command: Command): Command =>
  command.option('--wait', 'until every node has reached its target');

/** Adds `--request-id`. */
export const identified = (command: Command): Command =>
  command.option('--request-id <id>', 'makes the command happen at most once');

/** Adds the ways to name nodes. */
export const selecting = (command: Command): Command =>
  command
    .option('--id <id...>', 'nodes by id')
    .option('--hostname <name...>', 'nodes by short host name')
    .option('--ip <address...>', 'nodes by private address')
    .option('--filter <expression>', `nodes by attributes: 'State === "Started"'`);
