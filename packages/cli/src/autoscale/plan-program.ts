import { type Command, Option } from 'commander';
import type { Terminal } from '../terminal.js';
import { choosing } from './options.js';

/** Plans as documents: `plan` makes one, `apply` carries it out, `diff` compares two. */
export function addPlans(autoscale: Command, terminal: Terminal): void {
  const output = () =>
    new Option('-o, --output <format>').choices(['table', 'json']).default('table');
  choosing(
    source(
      autoscale
        .command('plan')
        .description('each decision with its alternatives and its cost, to be read or applied'),
    ),
  )
    .option('--out <file>', 'write the plan there, for apply and diff')
    .addOption(output())
    .action(async (flags) => (await import('./plan.js')).plan(flags, terminal));
  source(
    autoscale
      .command('apply <plan>')
      .description('make exactly the nodes of a plan; refused (exit code 5) once it is stale'),
  )
    .option('--dry-run', 'say whether it holds and what it would make; nothing is changed')
    .addOption(
      new Option('-o, --output <format>', 'of events').choices(['text', 'json']).default('text'),
    )
    .action(async (plan: string, flags) =>
      (await import('./apply.js')).apply(plan, flags, terminal),
    );
  autoscale
    .command('diff <before> <after>')
    .description('what a second plan does otherwise')
    .addOption(output())
    .option('--debug', 'show where an error comes from')
    .action(async (before: string, after: string, flags) =>
      (await import('./plan-diff.js')).diff(before, after, flags, terminal),
    );
}

/** A cluster and its queue as the configuration of the loop names them, or files that stand for them. */
const source = (command: Command): Command =>
  command
    .option('-c, --config <file>', 'the configuration of the loop; with files: how to plan')
    .option('--jobs <file>', 'the queue as a file')
    .option('--status <file>', 'the cluster as a file: answer to GET status?nodes=true')
    .option('--nodes <file>', 'answer to GET nodes; without it deallocated nodes are not seen')
    .option('--vm-sizes <file>', 'facts of machine types: family, capabilities, price')
    .option('--scalelib-compatible', 'do as scalelib does where that is surprising')
    .option('--debug', 'show where an error comes from');
