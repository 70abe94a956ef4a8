import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { addAdmin } from './admin/program.js';
import { addAutoscale } from './autoscale/program.js';
import { controlPlaneOptions, logLevels, type ServeFlags } from './commands/serve-options.js';
import type { TourFlags } from './commands/tour.js';
import { addCompletion } from './completion/program.js';
import { addCycle } from './cycle/program.js';
import { describeError, type ExitCode, exitCodeOf, exitCodes } from './failure.js';
import { positive, speed } from './numbers.js';
import { addProfiles } from './profile/program.js';
import type { Terminal } from './terminal.js';

/**
 * The command line. A command's own module is imported only when that command runs.
 *
 * @param version shown by `--version`
 * @param first the word it is called with: where that is a command, the others are left out, since to describe
 *   them all takes longer than many a command
 */
export function createProgram(terminal: Terminal, version: string, first?: string): Command {
  const program = new Command('pileus')
    .description('One layer over four clouds: typed clients and a control plane.')
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
export async function runProgram(
  args: readonly string[],
  terminal: Terminal,
  version: string,
): Promise<ExitCode> {
  try {
    await createProgram(terminal, version, args[0]).parseAsync(args, { from: 'user' });
    return exitCodes.ok;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    }
    terminal.note(`pileus: ${describeError(error, args.includes('--debug'))}`);
    return exitCodeOf(error);
  }
}

function addServe(program: Command, terminal: Terminal): void {
  program
    .command('serve')
    .description('run a control plane that speaks the four wire APIs')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .addOption(portOption())
    .option('--data <folder>', 'keep the state in this folder')
    .addOption(
      new Option('--memory', 'keep the state in memory (default)').conflicts(['data', 'database']),
    )
    .option('--world <name>', 'demo, empty or a YAML file, for an empty store', 'demo')
    .addOption(
      new Option('--database <url>', 'keep the state in PostgreSQL: postgres://...').conflicts(
        'data',
      ),
    )
    .addOption(
      new Option('--tls <auto>', 'serve HTTPS with a certificate of its own').conflicts([
        'tlsCert',
        'tlsKey',
      ]),
    )
    .option('--tls-cert <file>', 'serve HTTPS with this certificate (PEM)')
    .option('--tls-key <file>', 'and this key (PEM)')
    .option('--public-url <url>', 'address under which clients reach the server')
    .option(
      '--speed <n>',
      "pace of the world's clock; 0: it stands still (default: as before)",
      speed,
    )
    .option('--rate-limit <n>', 'requests per second and user (default: no limit)', positive)
    .addOption(
      new Option('--log-level <level>', 'on standard error').choices(logLevels).default('warn'),
    )
    .option('--insecure', 'allow other machines to connect without TLS')
    .addOption(new Option('--output <format>').choices(['text', 'json']).default('text'))
    .option('--debug', 'show where an error comes from')
    .addHelpText('after', adminHelp)
    .action(async (flags: ServeFlags) => {
      const options = controlPlaneOptions(flags, terminal.env);
      const { serve } = await import('./commands/serve.js');
      await serve(options, flags.output, terminal);
    });
}

function addTour(program: Command, terminal: Terminal): void {
  program
    .command('tour')
    .description('watch a control plane at work on the demo world')
    .option('--once', 'end after the story instead of serving on')
    .addOption(portOption())
    .option('--data <folder>', 'keep the state in this folder (default: in memory)')
    .option('--debug', 'show where an error comes from')
    .addHelpText('after', adminHelp)
    .action(async (flags: TourFlags) => {
      const { tour } = await import('./commands/tour.js');
      await tour(flags, terminal);
    });
}

/** Completion is not found by its name: it completes all the others. */
const groups: Readonly<
  Record<string, readonly { name?: string; add: (program: Command, terminal: Terminal) => void }[]>
> = {
  'Run a server:': [
    { name: 'serve', add: addServe },
    { name: 'tour', add: addTour },
  ],
  'Drive a server:': [
    { name: 'cycle', add: addCycle },
    { name: 'admin', add: addAdmin },
    { name: 'autoscale', add: addAutoscale },
  ],
  'Set up this program:': [{ name: 'profile', add: addProfiles }, { add: addCompletion }],
};

const portOption = () =>
  new Option('--port <n>', 'port to listen on; 0: a free one').argParser(portNumber).default(0);

const adminHelp = `
The administrator is set by PILEUS_ADMIN_USER, PILEUS_ADMIN_PASSWORD and PILEUS_ADMIN_API_KEY;
secrets that are not given are generated and shown once.`;

function portNumber(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('It must be a whole number from 0 to 65535.');
}
