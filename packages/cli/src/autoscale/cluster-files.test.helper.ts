import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../program.js';
import { openTerminal } from '../terminal.js';

const bucket = (machineType: string, vcpuCount: number, availableCount: number) => ({
  bucketId: machineType,
  definition: { machineType },
  virtualMachine: {
    vcpuCount,
    pcpuCount: vcpuCount,
    gpuCount: 0,
    memory: 2 * vcpuCount,
    infiniband: false,
  },
  valid: true,
  activeCount: 0,
  activeCoreCount: 0,
  availableCount,
  availableCoreCount: availableCount * vcpuCount,
  maxCount: availableCount,
  maxCoreCount: availableCount * vcpuCount,
  consumedCoreCount: 0,
  quotaCount: 100,
  quotaCoreCount: 400,
  familyConsumedCoreCount: 0,
  familyQuotaCoreCount: 400,
  regionalConsumedCoreCount: 0,
  regionalQuotaCoreCount: 400,
  maxPlacementGroupSize: 4,
  maxPlacementGroupCoreSize: 4 * vcpuCount,
  placementGroups: [],
  lastCapacityFailure: -1,
});

export const record = (Name: string, Status: string, TargetState = 'Started') => ({
  Name,
  NodeId: `id-${Name}`,
  Template: 'htc',
  MachineType: 'Standard_F4s_v2',
  Status,
  TargetState,
});

/** A folder with a queue and a cluster as files, and how to run commands on them. */
export function clusterFiles() {
  const folder = mkdtempSync(join(tmpdir(), 'pileus-autoscale-'));
  const file = (name: string) => join(folder, name);
  const write = (name: string, content: unknown) =>
    writeFileSync(file(name), typeof content === 'string' ? content : JSON.stringify(content));
  const status = {
    maxCount: 100,
    maxCoreCount: 1000,
    nodearrays: [
      {
        name: 'htc',
        nodearray: { Region: 'westus2', SubnetId: 'a/b/c' },
        maxCount: 50,
        maxCoreCount: 500,
        buckets: [bucket('Standard_F4s_v2', 4, 10), bucket('Standard_F16s_v2', 16, 2)],
      },
    ],
    nodes: [record('htc-1', 'Ready'), record('htc-4', 'Failed')],
  };
  write('status.json', status);
  write('nodes.json', { nodes: [...status.nodes, record('htc-2', 'Deallocated', 'Deallocated')] });
  write('jobs.json', [
    { name: 'one', constraints: { ncpus: 1 }, iterations: 14 },
    { name: 'mpi', constraints: { exclusive: true }, 'node-count': 3, colocated: true },
    { name: 'fat', constraints: [{ ncpus: 32 }] },
  ]);
  write(
    'autoscale.yaml',
    'policy: cheapest\ndefault_resources:\n  - {select: {}, name: scratch, value: 50}\n',
  );
  const inputs = (...without: string[]) =>
    ['jobs', 'status', 'nodes']
      .filter((name) => !without.includes(name))
      .flatMap((name) => [`--${name}`, file(`${name}.json`)]);
  return { file, write, inputs, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Runs `pileus autoscale ...` in this process. */
export async function runAutoscale(args: readonly string[], env: Record<string, string> = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const terminal = openTerminal({
    stdout: { write: (text) => out.push(text), columns: 200 },
    stderr: { write: (text) => err.push(text) },
    env,
  });
  const code = await runProgram(['autoscale', ...args], terminal, '1.2.3');
  return { code, out: out.join(''), err: err.join('') };
}
