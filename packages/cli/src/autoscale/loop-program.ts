import { type Command, Option } from 'commander';
import { wholeNumber } from '../numbers.js';
import type { Terminal } from '../terminal.js';

/** The loop itself: `run`, `once`, `dry-run`, its configuration, and what Slurm calls. */
export function addLoop(autoscale: Command, terminal: Terminal): void {
  const load = () => import('./loop.js');
  const setUp = () => import('./set-up.js');
  autoscale.commandsGroup('Scale a cluster:');
  eventful(configured(autoscale.command('run').description('scale a cluster until it is stopped')))
    .option('--metrics-port <n>', 'serve metrics for Prometheus; 0: a free port', wholeNumber)
    .action(async (flags) => (await load()).run(flags, terminal));
  eventful(configured(autoscale.command('once').description('make one pass'))).action(
    async (flags) => (await load()).once(flags, terminal),
  );
  eventful(
    configured(
      autoscale.command('dry-run').description('show what a pass would do; nothing is changed'),
    ),
  ).action(async (flags) => (await load()).dryRun(flags, terminal));
  autoscale
    .command('init [file]')
    .description('write a configuration to begin with (default: autoscale.yaml)')
    .requiredOption('--cluster <name>', 'the cluster to scale')
    .addOption(
      new Option('--queue <type>', 'where the jobs come from')
        .choices(['command', 'http', 'slurm', 'redis', 'bullmq', 'postgres', 'amqp'])
        .default('command'),
    )
    .option('--debug', 'show where an error comes from')
    .action(async (file: string | undefined, flags) => (await setUp()).init(file, flags, terminal));
  configured(
    autoscale
      .command('config')
      .description('check the configuration of the loop and show it, without secrets'),
  ).action(async (flags) => (await setUp()).showConfig(flags, terminal));
  addSlurm(autoscale, terminal);
}

const configured = (command: Command): Command =>
  command
    .requiredOption('-c, --config <file>', 'YAML or JSON; see: pileus autoscale init')
    .option('--debug', 'show where an error comes from');

const eventful = (command: Command): Command =>
  command.addOption(
    new Option('-o, --output <format>', 'of events').choices(['text', 'json']).default('text'),
  );

function addSlurm(autoscale: Command, terminal: Terminal): void {
  const load = () => import('./slurm.js');
  const slurm = autoscale.command('slurm').description("Slurm's files, and the programs it calls");
  const verbs = [
    ['resume', 'ask the loop for nodes; called by ResumeProgram'],
    ['suspend', 'give nodes back; called by SuspendProgram'],
    ['resume-fail', 'give nodes back that did not join; called by ResumeFailProgram'],
  ] as const;
  for (const [verb, description] of verbs) {
    slurm
      .command(`${verb} <hostlist>`)
      .description(description)
      .requiredOption('--handover <folder>', "'handover' of the configuration's queue")
      .option('--debug', 'show where an error comes from')
      .action(async (hostlist: string, flags) =>
        (await load()).handOverNodes(verb, hostlist, flags),
      );
  }
  configured(
    slurm
      .command('generate')
      .description('write pileus.conf, gres.conf, topology.conf and the programs for slurm.conf'),
  )
    .requiredOption('-d, --folder <folder>', 'where they are to lie: /etc/slurm')
    .option('--suspend-time <seconds>', 'without a job, until a node goes', wholeNumber)
    .option('--resume-timeout <seconds>', 'until a node must have joined', wholeNumber)
    .option('--suspend-timeout <seconds>', 'until a node that goes may come back', wholeNumber)
    .option('--local-ports <first>', 'all nodes on this machine, on ports from here', wholeNumber)
    .action(async (flags) => (await load()).generate(flags, terminal));
}
