import { type Command, InvalidArgumentError, Option } from 'commander';
import { counting, positive, wholeNumber } from '../../numbers.js';
import type { Terminal } from '../../terminal.js';

const policies = ['ordered', 'cheapest', 'smallest-fit', 'fastest-start'];

/** `pileus autoscale simulate` */
export function addSimulate(autoscale: Command, terminal: Terminal): void {
  autoscale
    .command('simulate')
    .description('replay the jobs of the past: what each policy costs, and how long jobs wait')
    .requiredOption('--trace <file>', 'Standard Workload Format, or JSON (.json); .gz too')
    .requiredOption('--cluster <world>', 'a world file with the cluster, or demo')
    .option('--cluster-name <name>', 'which cluster, where the world has several')
    .addOption(
      new Option(
        '--policy <name>',
        'may be given several times; default: of --config, else ordered',
      )
        .choices(policies)
        .argParser(collected),
    )
    .addOption(
      new Option('--spot <choice>', 'default any').choices(['any', 'prefer', 'never', 'only']),
    )
    .option('--config <file>', 'YAML or JSON: prices, default_resources, idle_timeout, ...')
    .option('--jobs <n>', 'no more than the first n jobs', counting)
    .option('--colocated-above <n>', 'jobs of more processors are tightly coupled', wholeNumber)
    .option('--interval <seconds>', 'between two passes of the loop', positive)
    .option('--seed <text>', 'other boot times and failures')
    .option('--picture <file>', 'nodes and waiting jobs over time: .svg or .html')
    .addOption(new Option('-o, --output <format>').choices(['table', 'json']).default('table'))
    .option('--debug', 'show where an error comes from')
    .action(async (flags) => (await import('./simulate.js')).simulate(flags, terminal));
}

/** Each policy once, in the order given. */
function collected(name: string, before: readonly string[] = []): string[] {
  if (!policies.includes(name)) {
    throw new InvalidArgumentError(`Allowed choices are ${policies.join(', ')}.`);
  }
  return [...new Set([...before, name])];
}
