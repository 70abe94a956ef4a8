import { type Command, Option } from 'commander';
import { outputFormats } from '../present/formats.js';
import type { Terminal } from '../terminal.js';
import { addLoop } from './loop-program.js';
import { choosing } from './options.js';
import { addPlans } from './plan-program.js';
import { addSimulate } from './simulate/program.js';

/** `pileus autoscale …` from files: what a queue needs of a cluster, without a server. */
export function addAutoscale(program: Command, terminal: Terminal): void {
  const autoscale = program
    .command('autoscale')
    .description('from the jobs of a queue to the nodes that they need')
    .addHelpText('after', filesHelp);
  addDemand(autoscale, terminal);
  addPlans(autoscale, terminal);
  addLists(autoscale, terminal);
  addChecks(autoscale, terminal);
  addSimulate(autoscale, terminal);
  addLoop(autoscale, terminal);
}

const filesHelp = `
Jobs are a JSON list of {name, constraints, iterations, node-count, colocated, ...}. Status and nodes are the answers
to GET /clusters/CLUSTER/status?nodes=true and GET /clusters/CLUSTER/nodes:

  pileus cycle status CLUSTER -o json > status.json

A file - is standard input. Commands from files change nothing; apply, once and run scale a cluster.`;

const load = {
  demand: () => import('./demand.js'),
  lists: () => import('./lists.js'),
  checks: () => import('./checks.js'),
};

const cluster = (command: Command): Command =>
  command
    .requiredOption('--status <file>', 'answer to GET status?nodes=true')
    .option('--nodes <file>', 'answer to GET nodes; without it deallocated nodes are not seen')
    .option('--config <file>', 'YAML or JSON: default_resources, nodearrays, prices, policy, ...')
    .option('--vm-sizes <file>', 'facts of machine types: family, capabilities, price')
    .option('--scalelib-compatible', 'do as scalelib does where that is surprising')
    .option('--debug', 'show where an error comes from');

const planning = (command: Command): Command =>
  choosing(cluster(command.requiredOption('--jobs <file>', 'the queue')));

const whole = () => new Option('-o, --output <format>').choices(['table', 'json']).default('table');

const listing = (command: Command): Command =>
  command
    .addOption(new Option('-o, --output <format>').choices(outputFormats).default('table'))
    .option('--columns <names>', 'columns to show, separated by commas');

function addDemand(autoscale: Command, terminal: Terminal): void {
  planning(autoscale.command('demand').description('the nodes that the queue needs'))
    .addOption(whole())
    .action(async (flags) => (await load.demand()).demand(flags, terminal));
  planning(
    autoscale
      .command('explain <job>')
      .description('each bucket with the constraint or limit that ruled it out for a job'),
  )
    .addOption(whole())
    .action(async (job: string, flags) => (await load.demand()).explainJob(job, flags, terminal));
}

function addLists(autoscale: Command, terminal: Terminal): void {
  listing(
    cluster(autoscale.command('buckets').description('machine types and their resources')),
  ).action(async (flags) => (await load.lists()).listBuckets(flags, terminal));
  listing(
    cluster(autoscale.command('limits').description('what each limit leaves of each bucket')),
  ).action(async (flags) => (await load.lists()).listLimits(flags, terminal));
  listing(planning(autoscale.command('jobs').description('the jobs, and where each goes'))).action(
    async (flags) => (await load.lists()).listJobs(flags, terminal),
  );
  listing(
    cluster(
      autoscale.command('nodes').description('the nodes that exist as the planner sees them'),
    ),
  ).action(async (flags) => (await load.lists()).listNodes(flags, terminal));
}

function addChecks(autoscale: Command, terminal: Terminal): void {
  autoscale
    .command('validate')
    .description('check a queue, a configuration or a constraint')
    .option('--jobs <file>', 'the queue')
    .option('--config <file>', 'the configuration')
    .option('-C, --constraint <text>', 'JSON, or key=v1,v2; printed normalised')
    .option('--debug', 'show where an error comes from')
    .action(async (flags) => (await load.checks()).validate(flags, terminal));
}
