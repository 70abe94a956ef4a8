import { type Command, Option } from 'commander';
import { shown } from '../cycle/options.js';
import { positive } from '../numbers.js';
import type { Terminal } from '../terminal.js';
import { vendorNames } from './vendors.js';

/** `pileus profile …`: servers that are known by name. Modules are loaded when a command runs. */
export function addProfiles(program: Command, terminal: Terminal): void {
  const profile = program
    .command('profile')
    .description('store servers under a name, with their credentials')
    .addHelpText('after', profileHelp);
  const load = () => import('./list.js');
  debugging(
    profile
      .command('add <name>')
      .description('store a server; the connection is tried first')
      .addOption(
        new Option('--vendor <name>', 'whose API').choices(vendorNames).default('cyclecloud'),
      )
      .option('--url <url>', 'address of the server')
      .option('--username <name>', 'user; asked for when it is not given')
      .option('--password-stdin', 'read the password from standard input')
      .addOption(
        new Option('--key-stdin', 'read the API key from standard input').conflicts(
          'passwordStdin',
        ),
      )
      .option('--timeout <seconds>', 'for a call', positive)
      .option('--insecure', 'accept any certificate')
      .option('--no-check', 'do not try the connection')
      .option('--default', 'use it where no profile is named')
      .option('-y, --yes', 'do not ask before a profile is replaced'),
  ).action(async (name: string, flags) =>
    (await import('./add.js')).addProfile(name, flags, terminal),
  );
  debugging(shown(profile.command('ls').alias('list').description('list them, without secrets')))
    .addOption(new Option('--vendor <name>', 'of one vendor').choices(vendorNames))
    .action(async (flags) => (await load()).listProfiles(flags, terminal));
  debugging(
    shown(profile.command('show <profile>').description('show one, without its secret')),
  ).action(async (name: string, flags) => (await load()).showProfile(name, flags, terminal));
  debugging(
    profile.command('use <profile>').description('make one the default of its vendor'),
  ).action(async (name: string) => (await load()).useProfile(name, terminal));
  debugging(profile.command('rm <profile>').alias('remove').description('forget one'))
    .option('-y, --yes', 'do not ask')
    .action(async (name: string, flags) => (await load()).deleteProfile(name, flags, terminal));
  debugging(
    shown(
      profile
        .command('import')
        .description("take over ~/.cycle/config.ini and slcli's ~/.softlayer"),
    ),
  )
    .option('-y, --yes', 'do not ask before profiles are replaced')
    .action(async (flags) => (await import('./import.js')).importProfiles(flags, terminal));
}

const debugging = (command: Command): Command =>
  command.option('--debug', 'show where an error comes from');

const profileHelp = `
Profiles are kept in ~/.config/pileus/config.json, which only its owner can
read. The secret is asked for at the terminal, or read from standard input, or
taken from PILEUS_PASSWORD or PILEUS_API_KEY: it never stands on the command
line. Name a profile by --profile, or by PILEUS_PROFILE.`;
