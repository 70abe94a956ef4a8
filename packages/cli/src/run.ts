import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { describeError, type ExitCode, exitCodeOf, exitCodes } from './failure.js';
import { openTerminal, type Terminal } from './terminal.js';

/** Commands by the title under which help lists them; one without a name is left out of the search for a name. */
export type Groups = Readonly<
  Record<
    string,
    readonly {
      readonly name?: string;
      readonly add: (program: Command, terminal: Terminal) => void;
    }[]
  >
>;

/**
 * The command line. A command's own module is imported only when that command runs.
 *
 * @param version shown by `--version`
 * @param first the word it is called with: where that is a command, the others are left out, since to describe
 *   them all takes longer than many a command
 */
export function describeCommands(
  groups: Groups,
  terminal: Terminal,
  version: string,
  first?: string,
): Command {
  const program = new Command('pileus')
    .description('One layer over four clouds: typed clients, a control plane, an autoscaler.')
    .version(version, '-V, --version')
    .exitOverride()
    .configureOutput({
      writeOut: terminal.write,
      writeErr: (text) => terminal.note(text.trimEnd()),
    })
    .showHelpAfterError('(add --help for what is possible)');
  const called = Object.values(groups)
    .flat()
    .find(({ name }) => name !== undefined && name === first);
  if (called) {
    called.add(program, terminal);
    return program;
  }
  for (const [title, commands] of Object.entries(groups)) {
    program.commandsGroup(title);
    for (const { add } of commands) add(program, terminal);
  }
  program.helpCommand('help [command]', 'show what a command takes');
  return program;
}

/**
 * Runs the command line and reports its errors.
 *
 * @param args without the names of node and script
 * @returns the exit code of the process
 */
export async function runCommands(
  groups: Groups,
  args: readonly string[],
  terminal: Terminal,
  version: string,
): Promise<ExitCode> {
  try {
    const program = describeCommands(groups, terminal, version, args[0]);
    await program.parseAsync(args, { from: 'user' });
    return exitCodes.ok;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    }
    terminal.note(`pileus: ${describeError(error, args.includes('--debug'))}`);
    return exitCodeOf(error);
  }
}

/**
 * Runs the command line as this process was called.
 *
 * @param entry the URL of the bundle's entry, `dist/bundle/NAME/main.js`
 */
export async function start(groups: Groups, entry: string): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes('--debug')) process.setSourceMapsEnabled(true);

  // `pileus ... | head` stops reading when it has seen enough: that is no failure of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });

  const manifest = new URL('../../../package.json', entry);
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  process.exitCode = await runCommands(groups, args, openTerminal(process), version);
}
