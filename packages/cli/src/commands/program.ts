import { type Command, InvalidArgumentError, Option } from 'commander';
import { positive, speed } from '../numbers.js';
import type { Terminal } from '../terminal.js';
import { controlPlaneOptions, logLevels, type ServeFlags } from './serve-options.js';
import type { TourFlags } from './tour.js';

export function addServe(program: Command, terminal: Terminal): void {
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
      const { serve } = await import('./serve.js');
      await serve(options, flags.output, terminal);
    });
}

export function addTour(program: Command, terminal: Terminal): void {
  program
    .command('tour')
    .description('watch a control plane at work on the demo world')
    .option('--once', 'end after the story instead of serving on')
    .addOption(portOption())
    .option('--data <folder>', 'keep the state in this folder (default: in memory)')
    .option('--debug', 'show where an error comes from')
    .addHelpText('after', adminHelp)
    .action(async (flags: TourFlags) => {
      const { tour } = await import('./tour.js');
      await tour(flags, terminal);
    });
}

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
