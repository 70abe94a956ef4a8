import { type Command, Option } from 'commander';
import { UsageError } from '../failure.js';
import { counting } from '../numbers.js';
import type { Terminal } from '../terminal.js';
import type { ManageFlags } from './manage.js';
import { changing, connected, identified, selecting, viewing, waiting } from './options.js';
import type { VendorNodesFlags } from './vendor-nodes.js';

/**
 * The commands of the vendor's own command line, by its names and with its arguments, so that scripts need only
 * `pileus cycle` in the place of `cyclecloud`. Options that change nothing here are taken and passed over:
 * clusters have no children (`--recursive`), and a verb needs no `--force`.
 */
export function addVendorNames(cycle: Command, terminal: Terminal): void {
  addShowing(cycle, terminal);
  addNodeNames(cycle, terminal);
  addClusterNames(cycle, terminal);
  addImporting(cycle, terminal);
  for (const [name, instead] of Object.entries(notServed)) {
    hidden(cycle, name)
      .argument('[arguments...]')
      .allowUnknownOption()
      .action(() => {
        throw new UsageError(`There is no ${name} here: ${instead}`);
      });
  }
}

const hidden = (cycle: Command, usage: string): Command => cycle.command(usage, { hidden: true });

/** Commands of the vendor's that its REST API does not serve, and what to do in their place. */
const notServed: Readonly<Record<string, string>> = {
  copy_cluster: "CycleCloud's API does not copy; import the same template under another name.",
  import_template: "CycleCloud's API keeps no templates; give the file to pileus cycle import.",
  delete_template: "CycleCloud's API keeps no templates.",
  export_parameters: "CycleCloud's API does not give the parameters of a cluster.",
  account: "CycleCloud's API does not reach cloud accounts; use its web interface.",
  credential: "CycleCloud's API does not reach credentials; use its web interface.",
  locker: "CycleCloud's API does not reach lockers; use its web interface.",
  project: 'projects are uploaded to a locker, which the API does not reach.',
  image: "CycleCloud's API does not list images; templates name them by ImageName.",
  connect: 'log in with ssh; pileus cycle nodes CLUSTER shows the addresses.',
  config: 'servers are kept by pileus profile; ~/.cycle/config.ini is read as well.',
  initialize: 'servers are kept by pileus profile; ~/.cycle/config.ini is read as well.',
};

const recursive = (command: Command): Command =>
  command.option('-r, --recursive', 'taken and passed over: clusters have no children');

/** The vendor's way to say `--yes`. */
interface Prompt {
  readonly prompt: boolean;
}

const agreed = <F extends { readonly yes?: boolean }>(flags: F & Prompt): F => ({
  ...flags,
  yes: (flags.yes ?? false) || !flags.prompt,
});

function addShowing(cycle: Command, terminal: Terminal): void {
  recursive(viewing(hidden(cycle, 'show_cluster [cluster]')))
    .option('-l, --long', 'the same as --output wide')
    .action(async (cluster: string | undefined, flags) => {
      const { showClusters, showStatus } = await import('./show.js');
      const shown = flags.long ? { ...flags, output: 'wide' } : flags;
      return cluster === undefined
        ? showClusters(shown, terminal)
        : showStatus(cluster, shown, terminal);
    });
  connected(hidden(cycle, 'show_nodes [nodes...]'))
    .option('-c, --cluster <name>', 'of this cluster; default: of all')
    .option('-f, --filter <expression>', 'nodes by attributes')
    .option('-i, --instance-filter <expression>', 'nodes by attributes of their machines')
    .option('--attrs <names>', 'attributes, separated by commas')
    .option('-o, --output <text>', 'with %(Attribute)s in the place of values')
    .addOption(new Option('--format <name>').choices(['text', 'json', 'xml']).default('text'))
    .option('--states <names>', 'in these states, separated by commas')
    .option('-l, --long', 'all attributes')
    .option('-s, --summary', 'one line a node')
    .action(async (nodes: string[], flags: VendorNodesFlags) =>
      (await import('./vendor-nodes.js')).showVendorNodes(nodes, flags, terminal),
    );
}

function addNodeNames(cycle: Command, terminal: Terminal): void {
  identified(waiting(changing(hidden(cycle, 'add_node <cluster>'))))
    .requiredOption('-t, --template <name>', 'node array')
    .option('-c, --count <n>', 'nodes', counting, 1)
    .option('--fixed', 'keep their records when they are terminated')
    .action(async (cluster: string, flags) =>
      (await import('./create.js')).createNodes(
        cluster,
        { ...flags, array: flags.template },
        terminal,
      ),
    );
  const verbs = {
    start_node: 'start',
    terminate_node: 'terminate',
    remove_node: 'remove',
    reboot_node: 'restart',
  } as const;
  for (const [name, verb] of Object.entries(verbs)) {
    identified(waiting(selecting(changing(hidden(cycle, `${name} <cluster> [nodes...]`)))))
      .option('--instance-filter <expression>', 'nodes by attributes of their machines')
      .option('--force', 'taken and passed over')
      .option('--no-prompt', 'the same as --yes')
      .action(async (cluster: string, nodes: string[], flags: NodeNameFlags) =>
        (await import('./manage.js')).manageNodes(verb, cluster, nodes, meant(flags), terminal),
      );
  }
}

type NodeNameFlags = ManageFlags & Prompt & { readonly instanceFilter?: string };

/** A node has one machine, and one set of attributes: both filters look at it. */
function meant({ instanceFilter, ...flags }: NodeNameFlags): ManageFlags {
  const filter = bothFilters(flags.filter, instanceFilter);
  return { ...agreed(flags), ...(filter !== undefined && { filter }) };
}

/** One filter that both must let pass. */
export const bothFilters = (
  one: string | undefined,
  other: string | undefined,
): string | undefined =>
  one !== undefined && other !== undefined ? `(${one}) && (${other})` : (one ?? other);

function addClusterNames(cycle: Command, terminal: Terminal): void {
  const verbs = {
    start_cluster: 'start',
    terminate_cluster: 'terminate',
    delete_cluster: 'remove',
  } as const;
  for (const [name, verb] of Object.entries(verbs)) {
    recursive(waiting(changing(hidden(cycle, `${name} <cluster>`))))
      .option('--force', 'of delete_cluster: terminate its nodes with it')
      .option('--no-prompt', 'the same as --yes')
      .action(async (cluster: string, flags) =>
        (await import('./cluster.js')).manageCluster(verb, cluster, agreed(flags), terminal),
      );
  }
}

/** `-c` names the cluster of the file, and `-p` and `-P` give parameters. */
const importing = (command: Command): Command =>
  recursive(changing(command))
    .option('-c, --cluster <name>', 'which cluster of the file')
    .option('-p, --parameters <file>', 'values of parameters, as JSON')
    .option('-P, --parameter <name=value...>', 'value of one parameter')
    .option('--force', 'change a cluster that exists');

function addImporting(cycle: Command, terminal: Terminal): void {
  const load = () => import('./create.js');
  importing(hidden(cycle, 'import_cluster [cluster]'))
    .requiredOption('-f, --file <file>', 'template')
    .action(async (name: string | undefined, { cluster, ...flags }) => {
      if (name === undefined && cluster === undefined) {
        throw new UsageError('Say how the cluster is called: import_cluster NAME -f FILE.');
      }
      const template = cluster === undefined ? {} : { template: cluster };
      return (await load()).importCluster(name ?? cluster, { ...flags, ...template }, terminal);
    });
  importing(hidden(cycle, 'create_cluster <template> <cluster>')).action(
    async (file: string, name: string, { cluster, ...flags }) => {
      const { existsSync } = await import('node:fs');
      if (!existsSync(file)) {
        throw new UsageError(
          `There is no file ${file}. CycleCloud's API keeps no templates: create_cluster takes a template file.`,
        );
      }
      const template = cluster === undefined ? {} : { template: cluster };
      return (await load()).importCluster(name, { ...flags, ...template, file }, terminal);
    },
  );
}
