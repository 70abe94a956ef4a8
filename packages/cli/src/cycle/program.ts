import { type Command, Option } from 'commander';
import { counting, positive, wholeNumber } from '../numbers.js';
import type { Terminal } from '../terminal.js';
import { changing, connected, identified, selecting, shown, viewing, waiting } from './options.js';
import { addVendorNames } from './vendor.js';

/**
 * `pileus cycle …`: everything that CycleCloud's REST API does. Modules that talk to a server are loaded when a
 * command runs.
 */
export function addCycle(program: Command, terminal: Terminal): void {
  const cycle = program
    .command('cycle')
    .alias('cyclecloud')
    .description('drive a CycleCloud server: clusters, nodes, usage')
    .addHelpText('after', connectionHelp);
  addViews(cycle.commandsGroup('Look:'), terminal);
  addCreation(cycle.commandsGroup('Change nodes and clusters:'), terminal);
  addVerbs(cycle, terminal);
  addNodeVerbs(cycle.commandsGroup('Change nodes:'), terminal);
  addVendorNames(cycle, terminal);
}

const connectionHelp = `
The server is named by --url and --username with PILEUS_PASSWORD in the
environment, by the PILEUS_CYCLECLOUD_* variables, by --profile (see pileus
profile), or by ~/.cycle/config.ini.

The names of the vendor's own command line are understood too: add_node,
show_nodes, start_cluster and so on.

Exit codes: 0 done, 1 failure, 2 usage, 3 not found, 4 authentication,
5 conflict, 6 timeout, 7 done in part, 8 rate limited, 130 interrupted.`;

function addViews(cycle: Command, terminal: Terminal): void {
  const load = () => import('./show.js');
  viewing(cycle.command('clusters').description('list clusters')).action(async (flags) =>
    (await load()).showClusters(flags, terminal),
  );
  viewing(
    cycle.command('status <cluster>').description('what a cluster can start: arrays and buckets'),
  ).action(async (cluster: string, flags) => (await load()).showStatus(cluster, flags, terminal));
  viewing(cycle.command('nodes <cluster>').description('list nodes'))
    .option('--operation <id>', 'of one operation')
    .option('--request-id <id>', 'of one request')
    .option('--filter <expression>', `by attributes: 'MachineType === "Standard_F2s_v2"'`)
    .option('--states <names>', 'in these states, separated by commas: Ready,Failed')
    .action(async (cluster: string, flags) => (await load()).showNodes(cluster, flags, terminal));
  viewing(cycle.command('usage <cluster>').description('core-hours and cost'))
    .addOption(
      new Option('--timeframe <name>', 'default: this month').choices([
        ...['monthToDate', 'lastMonth', 'weekToDate', 'custom'],
      ]),
    )
    .option('--from <date>', 'of a custom timeframe, such as 2026-11-01')
    .option('--to <date>', 'of a custom timeframe')
    .addOption(
      new Option('--granularity <name>', 'default: daily').choices(['total', 'daily', 'hourly']),
    )
    .action(async (cluster: string, flags) =>
      (await import('./usage.js')).showUsage(cluster, flags, terminal),
    );
  viewing(cycle.command('operations [cluster]').description('list operations, the newest first'))
    .option('--request-id <id>', 'the one that a request became')
    .action(async (cluster: string | undefined, flags) =>
      (await load()).showOperations(cluster, flags, terminal),
    );
  viewing(
    cycle.command('health <cluster> <node>').description('what was reported of a node'),
  ).action(async (cluster: string, node: string, flags) =>
    (await load()).showHealth(cluster, node, flags, terminal),
  );
  connected(cycle.command('watch <cluster>').description('print every change of its nodes'))
    .addOption(new Option('-o, --output <format>').choices(['text', 'json']).default('text'))
    .option('--interval <seconds>', 'between two looks (default: 1)', positive)
    .action(async (cluster: string, flags) =>
      (await import('./watch.js')).watch(cluster, flags, terminal),
    );
  shown(connected(cycle.command('wait <cluster> [operation]').description('wait for an operation')))
    .option('--request-id <id>', 'the operation that a request became')
    .action(async (cluster: string, id: string | undefined, flags) =>
      (await import('./follow.js')).follow(cluster, id, flags, terminal),
    );
}

function addCreation(cycle: Command, terminal: Terminal): void {
  const load = () => import('./create.js');
  identified(
    waiting(changing(cycle.command('create <cluster>').description('create nodes in an array'))),
  )
    .requiredOption('-a, --array <name>', 'node array')
    .option('-c, --count <n>', 'nodes', counting, 1)
    .option('-m, --machine-type <name>', 'default: the first that can take them all')
    .option('-g, --placement-group <name>', 'start them close together')
    .option('--name-format <text>', 'such as worker-%d, or an exact name')
    .option('--name-offset <n>', 'first number of --name-format', wholeNumber)
    .option('--attributes <json>', 'node attributes')
    .option('--keep-alive', 'protect them from being terminated')
    .option('--fixed', 'keep their records when they are terminated')
    .option('--off', 'make the records only')
    .action(async (cluster: string, flags) => (await load()).createNodes(cluster, flags, terminal));
  waiting(
    changing(
      cycle
        .command('scale <cluster> <array>')
        .description('add nodes until an array has a total; none is taken away'),
    ),
  )
    .option('--nodes <n>', 'total of nodes', wholeNumber)
    .option('--cores <n>', 'total of cores', wholeNumber)
    .action(async (cluster: string, array: string, flags) =>
      (await load()).scale(cluster, array, flags, terminal),
    );
  changing(
    cycle
      .command('import <cluster>')
      .description('make a cluster of a template file, or change one'),
  )
    .requiredOption('-f, --file <file>', 'template')
    .option('-p, --parameters <file>', 'values of its parameters, as JSON')
    .option('-P, --parameter <name=value...>', 'value of one parameter')
    .option('-t, --template <name>', 'which cluster of the file')
    .option('--force', 'change a cluster that exists')
    .action(async (cluster: string, flags) =>
      (await load()).importCluster(cluster, flags, terminal),
    );
}

/** Verbs of clusters, and of nodes where some are named. */
function addVerbs(cycle: Command, terminal: Terminal): void {
  const verbs = [
    ['start', 'start a cluster, or nodes that are off or deallocated'],
    ['terminate', 'terminate a cluster with all of its nodes, or nodes'],
    ['remove', 'remove a cluster, or nodes with their records'],
  ] as const;
  for (const [verb, description] of verbs) {
    const command = cycle.command(`${verb} <cluster> [nodes...]`).description(description);
    identified(waiting(selecting(changing(command))));
    if (verb === 'remove') command.option('--force', 'of a cluster: terminate its nodes with it');
    command.action(async (cluster: string, nodes: string[], flags) =>
      (await import('./manage.js')).manage(verb, cluster, nodes, flags, terminal),
    );
  }
  waiting(
    changing(cycle.command('retry <cluster>').description('try all failed nodes again')),
  ).action(async (cluster: string, flags) =>
    (await import('./cluster.js')).manageCluster('retry', cluster, flags, terminal),
  );
}

function addNodeVerbs(cycle: Command, terminal: Terminal): void {
  const verbs = [
    ['deallocate', 'stop nodes and keep their disks'],
    ['shutdown', 'terminate or deallocate nodes, as their policy says'],
    ['restart', 'restart nodes'],
    ['reimage', 'install nodes anew'],
  ] as const;
  for (const [verb, description] of verbs) {
    const command = cycle.command(`${verb} <cluster> [nodes...]`).description(description);
    identified(waiting(selecting(changing(command)))).action(
      async (cluster: string, nodes: string[], flags) =>
        (await import('./manage.js')).manageNodes(verb, cluster, nodes, flags, terminal),
    );
  }
  changing(
    cycle
      .command('report-health <cluster> <node>')
      .description('report a node as unhealthy to the cloud provider'),
  )
    .option('--category <name>', 'kind of fault')
    .option('--description <text>', 'for people')
    .action(async (cluster: string, node: string, flags) =>
      (await import('./report-health.js')).reportHealth(cluster, node, flags, terminal),
    );
}
