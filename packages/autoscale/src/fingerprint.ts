import { hash } from 'node:crypto';
import type { Capacity, ExistingNode } from './capacity.js';
import { type Job, jobJson } from './job.js';

/** The state that a plan was made from, as digests: equal ones mean that the plan still holds. */
export interface Fingerprint {
  readonly capacity: string;
  readonly jobs: string;
  /** Each part by its name, so that it can be told which ones have changed. */
  readonly parts: Readonly<Record<PartKind, Parts>>;
}

/** In the order in which changes are told. */
const partKinds = ['nodes', 'jobs', 'buckets', 'limits', 'shared'] as const;
export type PartKind = (typeof partKinds)[number];
/** What each was: words for people where it has some, and a digest of the rest. */
export type Parts = Readonly<Record<string, string>>;

/**
 * Time that only passes does not change it: of the last capacity failure it takes only whether it is recent, and
 * nodes may get ready.
 *
 * @param recent seconds for which capacity counts as missing: the plan's `capacityBackoff`
 */
export function fingerprintOf(capacity: Capacity, jobs: readonly Job[], recent = 300): Fingerprint {
  const nodes = [...capacity.nodes].sort((a, b) => (a.name < b.name ? -1 : 1));
  const parts = {
    buckets: partsOf(capacity.buckets, ({ id, lastCapacityFailure, ...bucket }) => {
      const failing = lastCapacityFailure !== undefined && lastCapacityFailure < recent;
      return [id, `${failing ? 'short of capacity' : ''} ${mark(bucket)}`.trim()];
    }),
    limits: partsOf(capacity.limits, ({ id, title, used, max, unit, kind }) => [
      title,
      `${used} of ${max} ${unit} ${mark([id, kind])}`,
    ]),
    nodes: partsOf(nodes, nodePart),
    shared: partsOf(Object.entries(capacity.shared ?? {}), ([name, left]) => [name, `${left}`]),
    jobs: partsOf(jobs, (job) => [job.name, mark(jobJson(job))]),
  };
  const { jobs: parted, ...cloud } = parts;
  // Which job comes first decides; an object would put names that are numbers in another order.
  const queue = jobs.map(({ name }) => [name, parted[name]]);
  return { capacity: digest(cloud), jobs: digest(queue), parts };
}

/** A node that boots is as good as one that is up, so that it getting there changes nothing. */
function nodePart({ name, phase, ...node }: ExistingNode): [string, string] {
  const { state: _, hostname: __, privateIp: ___, instanceId: ____, ...rest } = node;
  const now = phase === 'ready' || phase === 'booting' ? 'up' : phase;
  return [name, `${now} ${mark(rest)}`];
}

function partsOf<T>(
  items: readonly T[],
  part: (item: T) => readonly [name: string, text: string],
): Parts {
  const parts = new Map<string, string>();
  for (const item of items) {
    const [name, text] = part(item);
    // Titles of limits need not be unique.
    const known = parts.get(name);
    parts.set(name, known === undefined ? text : `${known}, ${text}`);
  }
  return Object.fromEntries(parts);
}

const digest = (value: unknown): string => hash('sha256', JSON.stringify(value)).slice(0, 32);

/** Stands in a part for what people need not read. */
const mark = (value: unknown): string => `#${digest(value).slice(0, 8)}`;

const words: Readonly<Record<PartKind, string>> = {
  buckets: 'bucket',
  // Their titles say what they are.
  limits: '',
  nodes: 'node',
  shared: 'shared',
  jobs: 'job',
};

/** What differs between two states, as sentences: `node htc-3 was up and is failed`. Empty: they are the same. */
export function changesBetween(before: Fingerprint, after: Fingerprint): string[] {
  const changes = partKinds.flatMap((kind) =>
    partChanges(before.parts[kind], after.parts[kind]).map((change) =>
      `${words[kind]} ${change}`.trim(),
    ),
  );
  if (changes.length > 0) return changes;
  if (before.capacity !== after.capacity) return ['the order of the cluster changed'];
  return before.jobs === after.jobs ? [] : ['the order of the queue changed'];
}

function partChanges(before: Parts, after: Parts): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => {
    // A job may be called `constructor`.
    const was = Object.hasOwn(before, name) ? before[name] : undefined;
    const is = Object.hasOwn(after, name) ? after[name] : undefined;
    if (was === is) return [];
    if (was === undefined) return [`${name} is new`];
    if (is === undefined) return [`${name} is gone`];
    const [then, now] = [withoutDigest(was), withoutDigest(is)];
    if (then === now) return [`${name} changed`];
    return [`${name} was ${then || 'in order'} and is ${now || 'in order'}`];
  });
}

const withoutDigest = (text: string): string => text.replaceAll(/ ?#[0-9a-f]{8}/g, '').trim();
