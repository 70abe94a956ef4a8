import { compressHostlist } from './hostlist.js';
import { groupOf, nodeNames, type Partition, type SlurmLayout, slurmSettings } from './layout.js';

export interface SlurmFilesOptions {
  /** Folder of the files, as Slurm shall name it. Default `/etc/slurm`. */
  readonly folder?: string;
  /** Programs that Slurm starts to power nodes up and down: absolute paths without arguments. */
  readonly programs?: {
    readonly resume: string;
    readonly suspend: string;
    readonly resumeFail: string;
  };
  /** Seconds without a job until a node is suspended. Default 300. */
  readonly suspendTime?: number;
  /** Seconds from resume until a node must have joined. Default 1800. */
  readonly resumeTimeout?: number;
  /** Seconds until a suspended node may be resumed. Default 600. */
  readonly suspendTimeout?: number;
  /** Several nodes on one machine, for tests: gives each a port of its own, from this one on, on localhost. */
  readonly localPorts?: number;
}

/** Texts of files to be included by, or to lie beside, `slurm.conf`. */
export interface SlurmFiles {
  /** To be named by `include pileus.conf` in `slurm.conf`. */
  readonly 'pileus.conf': string;
  readonly 'gres.conf': string;
  readonly 'topology.conf': string;
}

/** Slurm's view of the cluster. The same layout gives the same text. */
export function slurmFiles(layout: SlurmLayout, options: SlurmFilesOptions = {}): SlurmFiles {
  return {
    'pileus.conf': lines([
      ...powerLines(options),
      ...(layout.partitions.some(({ bucket }) => bucket.gpuCount > 0) ? ['GresTypes=gpu'] : []),
      'TopologyPlugin=topology/tree',
      '',
      ...layout.partitions.flatMap((partition, at) =>
        partitionLines(layout, partition, at, options),
      ),
      ...layout.omissions.map(({ what, why }) => `# Left out: ${what}: ${why}.`),
    ]),
    'gres.conf': lines(layout.partitions.flatMap(gresLines)),
    'topology.conf': lines(layout.partitions.flatMap(switchLines)),
  };
}

const lines = (all: readonly string[]): string =>
  ['# Written by `pileus autoscale slurm generate`. Changes are lost.', ...all, ''].join('\n');

function powerLines(options: SlurmFilesOptions): string[] {
  const { programs } = options;
  return [
    ...(programs
      ? [
          `ResumeProgram=${programs.resume}`,
          `SuspendProgram=${programs.suspend}`,
          `ResumeFailProgram=${programs.resumeFail}`,
        ]
      : []),
    `SuspendTime=${options.suspendTime ?? 300}`,
    `ResumeTimeout=${options.resumeTimeout ?? 1800}`,
    `SuspendTimeout=${options.suspendTimeout ?? 600}`,
    // Nodes are asked for in one go: the cluster limits itself.
    'ResumeRate=0',
    'SuspendRate=0',
    'SlurmctldParameters=idle_on_node_suspend',
    // A machine made for a name again comes back by itself; it may have another address.
    'ReturnToService=2',
    'CommunicationParameters=NoAddrCache',
    'TreeWidth=65533',
    'PrivateData=cloud',
  ];
}

function partitionLines(
  layout: SlurmLayout,
  partition: Partition,
  at: number,
  { localPorts }: SlurmFilesOptions,
): string[] {
  const { bucket, name, count } = partition;
  const perCore = bucket.pcpuCount > 0 ? Math.floor(bucket.vcpuCount / bucket.pcpuCount) : 1;
  const threads = slurmSettings(bucket).use_pcpu === false ? 1 : Math.max(1, perCore);
  const memory = memoryMb(partition);
  const nodes = compressHostlist(nodeNames(partition));
  const before = layout.partitions.slice(0, at).reduce((sum, each) => sum + each.count, 0);
  const first = (localPorts ?? 0) + before;
  const ports = count === 1 ? `${first}` : `[${first}-${first + count - 1}]`;
  const node = [
    `NodeName=${nodes}`,
    'State=CLOUD',
    `CPUs=${bucket.vcpuCount}`,
    `ThreadsPerCore=${threads}`,
    `RealMemory=${memory}`,
    `Feature=cloud,${bucket.machineType.replaceAll(/[^\w.-]/g, '_')}`,
    ...(bucket.gpuCount > 0 ? [`Gres=gpu:${bucket.gpuCount}`] : []),
    ...(localPorts === undefined ? [] : ['NodeHostName=localhost', `Port=${ports}`]),
  ];
  return [
    `# ${bucket.nodearray}: ${bucket.machineType}, at most ${count} node${count === 1 ? '' : 's'}`,
    node.join(' '),
    [
      `PartitionName=${name}`,
      `Nodes=${nodes}`,
      `Default=${partition.default ? 'YES' : 'NO'}`,
      `DefMemPerCPU=${Math.max(1, Math.floor(memory / bucket.vcpuCount))}`,
      'MaxTime=INFINITE',
      'State=UP',
    ].join(' '),
    '',
  ];
}

/** What the system itself takes is kept back: a node that registers with less than promised is refused. */
function memoryMb({ bucket }: Partition): number {
  const given = bucket.resources.slurm_memory;
  if (typeof given === 'number') return Math.floor(given * 1024);
  const total = bucket.memoryGb * 1024;
  const percent = Number(slurmSettings(bucket).dampen_memory);
  const kept = Number.isFinite(percent) ? (total * percent) / 100 : Math.max(1024, total * 0.05);
  return Math.max(1024, Math.floor(total - kept));
}

function gresLines(partition: Partition): string[] {
  const { gpuCount } = partition.bucket;
  if (gpuCount === 0) return [];
  const given = slurmSettings(partition.bucket).gpu_device_config;
  const files = gpuCount === 1 ? '/dev/nvidia0' : `/dev/nvidia[0-${gpuCount - 1}]`;
  const device = typeof given === 'string' && given !== '' ? given : `File=${files}`;
  const nodes = compressHostlist(nodeNames(partition));
  return [`NodeName=${nodes} Name=gpu Count=${gpuCount} ${device}`];
}

/** One switch a placement group, none above them: a job never spans two. */
function switchLines(partition: Partition): string[] {
  const { groupSize, count, name } = partition;
  if (groupSize === undefined) {
    return [`SwitchName=${name} Nodes=${compressHostlist(nodeNames(partition))}`];
  }
  const found: string[] = [];
  for (let from = 1; from <= count; from += groupSize) {
    const to = Math.min(count, from + groupSize - 1);
    const nodes = compressHostlist(nodeNames(partition, from, to));
    found.push(`SwitchName=${name}-${groupOf(partition, from)} Nodes=${nodes}`);
  }
  return found;
}
