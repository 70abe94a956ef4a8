import { type Command, Option } from 'commander';
import { positive, wholeNumber } from '../numbers.js';
import { outputFormats } from '../present/records.js';
import type { Terminal } from '../terminal.js';
import type { ChangeFlags, SelectorFlags, ShowFlags } from './options.js';

/**
 * `pileus cycle …`: everything that CycleCloud's REST API does. The names of the vendor's own command line are
 * accepted as aliases. Modules that talk to a server are loaded when a command runs.
 */
export function addCycle(program: Command, terminal: Terminal): void {
  const cycle = program
    .command('cycle')
    .alias('cyclecloud')
    .description('drive a CycleCloud server: clusters, nodes, usage')
    .addHelpText('after', connectionHelp);
  addViews(cycle, terminal);
  addCreation(cycle, terminal);
  addNodeVerbs(cycle, terminal);
  addClusterVerbs(cycle, terminal);
}

const connectionHelp = `
The server is named by --url and --username with PILEUS_PASSWORD in the environment, by the PILEUS_CYCLECLOUD_*
variables, by --profile (see pileus profile), or by ~/.cycle/config.ini.

Exit codes: 0 done, 1 failure, 2 usage, 3 not found, 4 authentication, 5 conflict, 6 timeout, 7 done in part,
8 rate limited, 130 interrupted.`;

const load = {
  show: () => import('./show.js'),
  change: () => import('./change.js'),
  watch: () => import('./watch.js'),
};

/** Options that every command has. */
const connected = (command: Command): Command =>
  command
    .option('--url <url>', 'address of the server')
    .option('--username <name>', 'user; the password comes from PILEUS_PASSWORD')
    .option('--profile <name>', 'a stored server: see pileus profile')
    .option('--timeout <seconds>', 'for a call, and for --wait', positive)
    .option('--insecure', 'accept any certificate')
    .option('--debug', 'show where an error comes from');

const viewing = (command: Command): Command =>
  connected(command)
    .addOption(new Option('-o, --output <format>').choices(outputFormats).default('table'))
    .option('--columns <names>', 'columns to show, separated by commas')
    .option('--watch <seconds>', 'look again and again', positive);

const changing = (command: Command): Command =>
  connected(command)
    .addOption(new Option('-o, --output <format>').choices(['text', 'json']).default('text'))
    .option('--wait', 'until the nodes have reached their target')
    .option('-y, --yes', 'do not ask before something is destroyed')
    .option('--dry-run', 'print the request as a curl command instead of sending it')
    .option('--request-id <id>', 'makes the command happen at most once');

const selecting = (command: Command): Command =>
  command
    .option('--id <id...>', 'nodes by id')
    .option('--hostname <name...>', 'nodes by short host name')
    .option('--ip <address...>', 'nodes by private address')
    .option('--filter <expression>', `nodes by attributes: 'State === "Started"'`);

function addViews(cycle: Command, terminal: Terminal): void {
  viewing(cycle.command('clusters').alias('show_clusters').description('list clusters')).action(
    async (flags: ShowFlags) => (await load.show()).showClusters(flags, terminal),
  );
  viewing(
    cycle
      .command('status <cluster>')
      .alias('show_cluster')
      .description('what a cluster can start: its arrays and buckets'),
  ).action(async (cluster: string, flags: ShowFlags) =>
    (await load.show()).showStatus(cluster, flags, terminal),
  );
  viewing(cycle.command('nodes <cluster>').alias('show_nodes').description('list nodes'))
    .option('--operation <id>', 'of one operation')
    .option('--request-id <id>', 'of one request')
    .option('--states <names>', 'in these states, separated by commas: Ready,Failed')
    .action(async (cluster: string, flags) =>
      (await load.show()).showNodes(cluster, flags, terminal),
    );
  viewing(cycle.command('usage <cluster>').description('core-hours and cost'))
    .option('--timeframe <name>', 'monthToDate, lastMonth, weekToDate or custom')
    .option('--from <date>', 'of a custom timeframe')
    .option('--to <date>', 'of a custom timeframe')
    .option('--granularity <name>', 'daily, hourly or total')
    .action(async (cluster: string, flags) =>
      (await load.show()).showUsage(cluster, flags, terminal),
    );
  connected(cycle.command('watch <cluster>').description('print every change of its nodes'))
    .addOption(new Option('-o, --output <format>').choices(['text', 'json']).default('text'))
    .action(async (cluster: string, flags) => (await load.watch()).watch(cluster, flags, terminal));
}

function addCreation(cycle: Command, terminal: Terminal): void {
  changing(
    cycle.command('create <cluster>').alias('add_node').description('create nodes in a node array'),
  )
    .requiredOption('-a, --array <name>', 'node array')
    .option('-c, --count <n>', 'nodes', wholeNumber, 1)
    .option('-m, --machine-type <name>', 'default: the first that can take them all')
    .option('-g, --placement-group <name>', 'start them close together')
    .option('--name-format <text>', 'such as worker-%d, or an exact name')
    .option('--name-offset <n>', 'first number of --name-format', wholeNumber)
    .option('--attributes <json>', 'node attributes')
    .option('--keep-alive', 'protect them from being terminated')
    .option('--fixed', 'keep their records when they are terminated')
    .option('--off', 'make the records only')
    .action(async (cluster: string, flags) =>
      (await load.change()).createNodes(cluster, flags, terminal),
    );
  changing(
    cycle.command('scale <cluster> <array>').description('add nodes until the array has a total'),
  )
    .option('--nodes <n>', 'total of nodes', wholeNumber)
    .option('--cores <n>', 'total of cores', wholeNumber)
    .action(async (cluster: string, array: string, flags) =>
      (await load.change()).scale(cluster, array, flags, terminal),
    );
}

function addNodeVerbs(cycle: Command, terminal: Terminal): void {
  const verbs = [
    ['start', 'start_node', 'start nodes that are off, deallocated or failed'],
    ['terminate', 'terminate_node', 'terminate nodes'],
    ['remove', 'remove_node', 'terminate nodes and delete their records'],
    ['deallocate', 'deallocate_node', 'stop nodes and keep their disks'],
    ['shutdown', 'shutdown_node', 'terminate or deallocate nodes, as their policy says'],
    ['restart', 'reboot_node', 'restart nodes'],
    ['reimage', 'reimage_node', 'install nodes anew'],
  ] as const;
  for (const [verb, alias, description] of verbs) {
    const command = cycle.command(`${verb} <cluster> [nodes...]`).alias(alias);
    selecting(changing(command.description(description))).action(
      async (cluster: string, nodes: string[], flags: ChangeFlags & SelectorFlags) =>
        (await load.change()).manage(verb, cluster, nodes, flags, terminal),
    );
  }
}

function addClusterVerbs(cycle: Command, terminal: Terminal): void {
  const verbs = [
    ['start-cluster', 'start_cluster', 'start a cluster; edited node arrays become active'],
    ['terminate-cluster', 'terminate_cluster', 'terminate a cluster and all of its nodes'],
    ['remove-cluster', 'delete_cluster', 'remove a cluster'],
    ['retry', 'retry_cluster', 'try failed nodes again'],
  ] as const;
  for (const [verb, alias, description] of verbs) {
    const command = changing(
      cycle.command(`${verb} <cluster>`).alias(alias).description(description),
    );
    if (verb === 'remove-cluster') command.option('--force', 'terminate its nodes with it');
    command.action(async (cluster: string, flags) =>
      (await load.change()).manageCluster(verb, cluster, flags, terminal),
    );
  }
  changing(
    cycle
      .command('import <cluster>')
      .alias('import_cluster')
      .description('make a cluster of a template, or change one'),
  )
    .requiredOption('-f, --file <file>', 'template')
    .option('-p, --parameters <file>', 'parameters, as JSON')
    .option('-t, --template <name>', 'which cluster of the template')
    .option('--force', 'change a cluster that exists')
    .action(async (cluster: string, flags) =>
      (await load.change()).importCluster(cluster, flags, terminal),
    );
}
