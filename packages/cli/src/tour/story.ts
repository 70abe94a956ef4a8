import type {
  Cluster,
  ClusterStatus,
  CreationResult,
  NodeRecord,
  Operation,
} from '@pileus/sdk/cyclecloud';
import type { Clock } from '@pileus/sdk/http';
import type { Paint } from '../present/paint.js';
import { count, decimal, nodes as nodeCount } from '../present/quantity.js';
import { bucketTable, clusterLine } from './bucket-table.js';
import { costTable } from './cost-table.js';
import { nodeTable } from './node-table.js';
import {
  type Sighting,
  seeByCenturyLink,
  seeBySoftLayer,
  seeByTutum,
  type Visitor,
} from './other-dialects.js';
import { pricePerHour } from './prices.js';
import { sightingTable } from './sighting-table.js';
import type { Stage, StepProgress } from './stage.js';

export interface Story {
  readonly cluster: Cluster;
  /** Reaches the same control plane by plain requests. */
  readonly visitor: Visitor;
  readonly stage: Stage;
  readonly width: number;
  readonly paint: Paint;
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

/** How many nodes `execute` is scaled to. */
const scaleTarget = 1000;

/** How many nodes are shown before a list is cut short. */
const shown = 5;

/**
 * The way of a custom autoscaler through the REST API: ask what there is, start one node, start four
 * that need a fast network between them, scale wide, look at the same machines through the other
 * vendors' APIs, terminate everything that was started.
 *
 * @throws the error of the first step that fails; what was started then stays
 */
export async function tellStory(story: Story): Promise<void> {
  const status = await showStatus(story);
  const single = await startOne(story);
  const coupled = await startCoupled(story, coupledMachineType(status));
  await showCosts(story, [...single, ...coupled]);
  const wide = await scaleWide(story);
  await showElsewhere(story, single[0]);
  await terminate(story, [...single, ...coupled, ...wide]);
}

async function showStatus({ cluster, stage, width, paint, signal }: Story): Promise<ClusterStatus> {
  const status = await stage.step('Ask for the status: what can be started', () =>
    cluster.getStatus({ signal }),
  );
  stage.show(`${clusterLine(cluster.name, status)}\n\n${bucketTable(status, width, paint)}`);
  return status;
}

async function startOne(story: Story): Promise<readonly NodeRecord[]> {
  const { cluster, stage, signal } = story;
  const nodes = await stage.step('Create one node in the array ondemand', async (report) =>
    started(
      await cluster.createNodes({ sets: [{ count: 1, nodearray: 'ondemand' }], signal }),
      story,
      report,
    ),
  );
  showNodes(story, nodes);
  return nodes;
}

async function startCoupled(story: Story, machineType: string): Promise<readonly NodeRecord[]> {
  const { cluster, stage, signal } = story;
  const set = {
    count: 4,
    nodearray: 'ondemand',
    placementGroupId: 'pg0',
    definition: { machineType },
  };
  const title = `Create four tightly coupled nodes (${machineType}, placement group pg0)`;
  const nodes = await stage.step(title, async (report) =>
    started(await cluster.createNodes({ sets: [set], signal }), story, report),
  );
  showNodes(story, nodes);
  return nodes;
}

async function showCosts(story: Story, nodes: readonly NodeRecord[]): Promise<void> {
  const { stage, visitor, width, paint } = story;
  const types = [...new Set(nodes.map((node) => node.MachineType))];
  const costs = await stage.step('Ask what they cost', () =>
    Promise.all(
      types.map(async (machineType) => {
        const alike = nodes.filter((node) => node.MachineType === machineType);
        const price = await pricePerHour(visitor, alike[0]?.NodeId ?? '');
        return { machineType, count: alike.length, price };
      }),
    ),
  );
  stage.show(costTable(costs, width, paint));
}

async function scaleWide(story: Story): Promise<readonly NodeRecord[]> {
  const { cluster, stage, clock, signal } = story;
  const begin = clock.now();
  const title = `Scale the array execute to ${nodeCount(scaleTarget)}`;
  const nodes = await stage.step(title, async (report) =>
    started(await cluster.scaleByNodes('execute', scaleTarget, { signal }), story, report),
  );
  const seconds = (clock.now() - begin) / 1000;
  showNodes(story, nodes, `${nodeCount(nodes.length)} Ready after ${decimal(seconds)} s`);
  return nodes;
}

async function showElsewhere(story: Story, node: NodeRecord | undefined): Promise<void> {
  if (node === undefined) return;
  const { stage, visitor, width, paint } = story;
  const uid = node.NodeId;
  const title = `Look at ${node.Name} through the other three APIs`;
  const sightings = await stage.step(title, () =>
    Promise.all([
      seeByCenturyLink(visitor, uid),
      seeBySoftLayer(visitor, uid),
      seeByTutum(visitor),
    ]),
  );
  const here: Sighting = {
    dialect: 'CycleCloud',
    request: 'GET nodes',
    name: node.Name,
    state: node.Status,
  };
  stage.show(sightingTable([here, ...sightings], width, paint));
}

async function terminate(story: Story, nodes: readonly NodeRecord[]): Promise<void> {
  const { cluster, stage, signal } = story;
  const ids = nodes.map((node) => node.NodeId);
  await stage.step(`Terminate all ${nodeCount(nodes.length)}`, async (report) => {
    const operation = await cluster.terminateNodes({ ids }, { signal });
    await operation.wait({
      signal,
      onProgress: ({ done, total }) => report({ done, total, label: 'nodes gone' }),
    });
  });
}

/** Waits until the nodes that an operation creates are up, and gives them. */
async function started(
  operation: Operation<CreationResult>,
  { signal }: Story,
  report: (progress: StepProgress) => void,
): Promise<readonly NodeRecord[]> {
  const { nodes } = await operation.wait({
    signal,
    onProgress: ({ done, total }) => report({ done, total, label: 'nodes Ready' }),
  });
  return nodes;
}

function showNodes(
  { stage, width, paint }: Story,
  nodes: readonly NodeRecord[],
  remark?: string,
): void {
  const rest = nodes.length - shown;
  const lines = [nodeTable(nodes.slice(0, shown), width, paint)];
  if (rest > 0) lines.push(paint.dim(`and ${count(rest)} more`));
  if (remark !== undefined) lines.push('', remark);
  stage.show(lines.join('\n'));
}

/** The machine type of the first bucket whose machines share a fast network. */
function coupledMachineType({ nodearrays }: ClusterStatus): string {
  const buckets = nodearrays.find(({ name }) => name === 'ondemand')?.buckets ?? [];
  const machineType = buckets.find((bucket) => bucket.virtualMachine.infiniband)?.definition
    ?.machineType;
  if (machineType !== undefined) return machineType;
  throw new Error('The array ondemand has no machine type with a fast network (InfiniBand).');
}
