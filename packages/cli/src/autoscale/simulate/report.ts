import type { Policy, SpotChoice } from '@pileus/autoscale';
import type { Sample } from './recorder.js';
import type { Outcome } from './run-policy.js';

/** What `--output json` prints. Times are seconds, money is US dollars. */
export interface SimulationReport {
  readonly trace: {
    readonly file: string;
    readonly jobs: number;
    /** Jobs of the file that cannot be run again, by the reason. */
    readonly leftOut: Readonly<Record<string, number>>;
    /** When the first job was submitted, ISO 8601. */
    readonly began: string;
  };
  readonly cluster: { readonly world: string; readonly name: string };
  readonly interval: number;
  readonly policies: readonly PolicyReport[];
}

export interface PolicyReport {
  readonly policy: Policy;
  readonly spot: SpotChoice;
  readonly cost: {
    readonly total: number;
    readonly machineTypes: readonly MachineTypeCost[];
  };
  /** From submission to the first start, of jobs that started. */
  readonly wait: {
    readonly mean: number;
    readonly median: number;
    readonly p95: number;
    readonly max: number;
  };
  /** Core-seconds of jobs for each core-second that was paid for: 0 to 1. */
  readonly utilisation: number;
  readonly nodes: { readonly started: number; readonly peak: number };
  readonly jobs: {
    readonly finished: number;
    /** How often a job lost its nodes and had to run again. */
    readonly interruptions: number;
    readonly neverRan: readonly { readonly reason: string; readonly jobs: number }[];
  };
  /** From the first submission to the end of the last job. */
  readonly makespan: number;
  /** Real seconds that the simulation of this policy took; all else is the same each time. */
  readonly wallSeconds: number;
  readonly series: Series;
}

export interface MachineTypeCost {
  readonly machineType: string;
  readonly spot: boolean;
  readonly nodes: number;
  readonly nodeHours: number;
  /** Of a node and hour; null where nothing tells it: the cost is 0 then. */
  readonly price: number | null;
  readonly cost: number;
}

/** Over time, in lists of one length. */
export interface Series {
  /** Seconds from the first submission. */
  readonly at: readonly number[];
  readonly nodes: readonly number[];
  readonly ready: readonly number[];
  readonly waiting: readonly number[];
  readonly running: readonly number[];
}

export function policyReport(
  { policy, spot }: Pick<PolicyReport, 'policy' | 'spot'>,
  outcome: Outcome,
  wallSeconds: number,
): PolicyReport {
  const { recorder, began } = outcome;
  const machineTypes = costs(outcome);
  const waits = Float64Array.from(recorder.waits).sort();
  const rank = (share: number) =>
    (waits[Math.max(0, Math.ceil(share * waits.length) - 1)] ?? 0) / 1000;
  const mean = waits.reduce((sum, wait) => sum + wait, 0) / Math.max(1, waits.length) / 1000;
  return {
    policy,
    spot,
    cost: {
      total: cents(machineTypes.reduce((sum, { cost }) => sum + cost, 0)),
      machineTypes,
    },
    wait: { mean: rounded(mean), median: rank(0.5), p95: rank(0.95), max: rank(1) },
    utilisation: rounded(recorder.coreMs / Math.max(1, paidCoreMs(outcome))),
    nodes: {
      started: recorder.nodesStarted,
      peak: recorder.samples.reduce((most, { nodes }) => Math.max(most, nodes), 0),
    },
    jobs: {
      finished: recorder.finished,
      interruptions: recorder.interrupted,
      neverRan: [...recorder.givenUp].map(([reason, jobs]) => ({ reason, jobs })),
    },
    makespan: Math.max(0, recorder.lastEnd - began) / 1000,
    wallSeconds: rounded(wallSeconds),
    series: series(recorder.samples, began),
  };
}

function costs({ bill, buckets, ended }: Outcome): MachineTypeCost[] {
  const lines = new Map<
    string,
    { machineType: string; spot: boolean; nodes: number; ms: number }
  >();
  for (const { machineType, spot, from, to = ended } of bill) {
    const key = `${machineType} ${spot}`;
    const line = lines.get(key) ?? { machineType, spot, nodes: 0, ms: 0 };
    lines.set(key, line);
    line.nodes++;
    line.ms += Math.max(0, to - from);
  }
  return [...lines.values()].map(({ machineType, spot, nodes, ms }) => {
    const bucket = buckets.find((each) => each.machineType === machineType && each.spot === spot);
    const price = bucket?.price ?? null;
    const nodeHours = ms / 3_600_000;
    return {
      machineType,
      spot,
      nodes,
      nodeHours: rounded(nodeHours),
      price,
      cost: cents(nodeHours * (price ?? 0)),
    };
  });
}

function paidCoreMs({ bill, buckets, ended }: Outcome): number {
  const cores = new Map(buckets.map(({ machineType, vcpuCount }) => [machineType, vcpuCount]));
  return bill.reduce(
    (sum, { machineType, from, to = ended }) =>
      sum + Math.max(0, to - from) * (cores.get(machineType) ?? 0),
    0,
  );
}

/** Points of a line: as many as a picture can show. */
const mostPoints = 600;

/** Of long stretches, the most there was in each: a peak is seen however short it was. */
function series(samples: readonly Sample[], began: number): Series {
  const keys = ['nodes', 'ready', 'waiting', 'running'] as const;
  const last = samples.at(-1)?.at ?? began;
  const width = samples.length <= mostPoints ? 0 : (last - began) / mostPoints;
  const points: { at: number; nodes: number; ready: number; waiting: number; running: number }[] =
    [];
  for (const sample of samples) {
    const point = points.at(-1);
    if (!point || sample.at - point.at >= width) points.push({ ...sample });
    else for (const key of keys) point[key] = Math.max(point[key], sample[key]);
  }
  // How it ends is told as it is.
  if (width > 0) points.push({ ...samples.at(-1)! });
  const of = (key: (typeof keys)[number]) => points.map((point) => point[key]);
  return {
    at: points.map(({ at }) => (at - began) / 1000),
    nodes: of('nodes'),
    ready: of('ready'),
    waiting: of('waiting'),
    running: of('running'),
  };
}

const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;
const cents = (dollars: number): number => Math.round(dollars * 100) / 100;
