import type {
  ClusterUsageDetail,
  ClusterUsageInterval,
  ClusterUsageItem,
} from '@pileus/sdk/cyclecloud/wire';
import { HttpProblem } from '../../http/problem.js';
import { locationCodes } from '../../inventory/catalogue.js';
import { and, eq, isNull, lt, or } from '../../store/predicate.js';
import type { Reader } from '../../store/store.js';
import type { Row } from '../../store/tables.js';
import { findCluster } from './clusters.js';
import { intervalDate } from './codec.js';

const hour = 3_600_000;
const day = 24 * hour;

export interface UsageQuery {
  readonly timeframe: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly granularity: string | undefined;
  /** `details` adds machine types, regions and so on (observed callers send it). */
  readonly expand: string | undefined;
}

interface Interval {
  readonly start: number;
  readonly end: number;
}

type Span = Row<'span'>;

/** The body of `GET /clusters/{cluster}/usage`: core-hours and cost by interval, in UTC. */
export async function clusterUsage(
  reader: Reader,
  name: string,
  query: UsageQuery,
): Promise<string> {
  const cluster = await findCluster(reader, name);
  const intervals = intervalsOf(query, reader.now);
  const first = intervals[0]!.start;
  const last = intervals.at(-1)!.end;
  const spans = await reader.select('span', {
    where: and(
      eq('clusterId', cluster.id),
      lt('fromAt', last),
      or({ op: 'gt', field: 'toAt', value: first }, isNull('toAt')),
    ),
  });
  const arrays = new Map(
    (
      await reader.select('nodeArray', {
        columns: ['id', 'name'],
        where: eq('clusterId', cluster.id),
      })
    ).map((array) => [array.id, array.name]),
  );
  const codes = await locationCodes(reader);
  const detailed = query.expand?.split(',').includes('details') ?? false;
  const usage = intervals.map((interval): ClusterUsageInterval => {
    const parts = spans
      .map((span) => partOf(span, interval, reader.now))
      .filter((part) => part.hours > 0);
    const byOwner = grouped(parts, ({ span }) =>
      span.arrayId === null ? `node ${span.name}` : `nodearray ${arrays.get(span.arrayId) ?? ''}`,
    );
    return {
      start: intervalDate(interval.start),
      end: intervalDate(interval.end),
      total: { category: 'cluster', ...sum(parts) },
      breakdown: [...byOwner].map(([owner, owned]): ClusterUsageItem => {
        const [category = '', ...rest] = owner.split(' ');
        return {
          category,
          node: rest.join(' '),
          ...sum(owned),
          ...(detailed && { details: detailsOf(owned, codes) }),
        };
      }),
    };
  });
  return JSON.stringify({ usage });
}

interface Part {
  readonly span: Span;
  /** Core-hours. */
  readonly hours: number;
  /** US dollars. */
  readonly cost: number;
}

function partOf(span: Span, interval: Interval, now: number): Part {
  const from = Math.max(span.fromAt, interval.start);
  const to = Math.min(span.toAt ?? now, interval.end);
  const hours = Math.max(0, to - from) / hour;
  return { span, hours: hours * span.vcpus, cost: hours * span.price };
}

const rounded = (value: number): number => Number(value.toFixed(4));

const sum = (parts: readonly Part[]): { hours: number; cost: number } => ({
  hours: rounded(parts.reduce((total, part) => total + part.hours, 0)),
  cost: rounded(parts.reduce((total, part) => total + part.cost, 0)),
});

/** One line for each machine type, region and priority. */
function detailsOf(
  parts: readonly Part[],
  codes: ReadonlyMap<number, string>,
): ClusterUsageDetail[] {
  const alike = grouped(parts, ({ span }) => [span.machineType, span.locationId, span.spot].join());
  return [...alike.values()].map((group): ClusterUsageDetail => {
    const { span } = group[0]!;
    return {
      vm_size: span.machineType,
      region: codes.get(span.locationId) ?? '',
      priority: span.spot ? 'Spot' : 'Regular',
      os: 'Linux',
      core_count: span.vcpus,
      ...sum(group),
    };
  });
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** Intervals without a gap over the asked time, zero usage included. */
function intervalsOf(query: UsageQuery, now: number): Interval[] {
  const granularity = oneOf(query.granularity, 'granularity', ['daily', 'hourly', 'total']);
  const { start, end } = timeframeOf(query, now, granularity === 'hourly' ? hour : day);
  if (granularity === 'total') return [{ start, end }];
  const step = granularity === 'hourly' ? hour : day;
  if ((end - start) / step > 10_000) {
    throw new HttpProblem(
      'malformed',
      'The timeframe has more than 10,000 intervals: ask for less.',
    );
  }
  const intervals: Interval[] = [];
  for (let at = start; at < end; at += step) intervals.push({ start: at, end: at + step });
  return intervals;
}

function timeframeOf(query: UsageQuery, now: number, unit: number): Interval {
  const timeframe = oneOf(query.timeframe, 'timeframe', [
    'monthToDate',
    'lastMonth',
    'weekToDate',
    'custom',
  ]);
  const today = now - (now % day);
  const endOfToday = today + day;
  const date = new Date(now);
  const month = (offset: number) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + offset, 1);
  switch (timeframe) {
    case 'monthToDate':
      return { start: month(0), end: endOfToday };
    case 'lastMonth':
      return { start: month(-1), end: month(0) };
    case 'weekToDate':
      // The week starts on Sunday (documented).
      return { start: today - date.getUTCDay() * day, end: endOfToday };
    default: {
      const start = instant(query.from, 'from');
      const end = instant(query.to, 'to');
      if (start >= end) throw new HttpProblem('malformed', '"from" must be before "to".');
      return { start: start - (start % unit), end: Math.ceil(end / unit) * unit };
    }
  }
}

function oneOf<T extends string>(value: string | undefined, name: string, known: readonly T[]): T {
  if (value === undefined) return known[0]!;
  const found = known.find((each) => each.toLowerCase() === value.toLowerCase());
  if (found) return found;
  throw new HttpProblem('malformed', `"${name}" must be one of ${known.join(', ')}.`);
}

/** Hours and minutes may be left out, and so may the zone: everything is UTC (documented). */
const iso = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s?(Z|[+-]?\d\d:?\d\d)?)?$/i;

function instant(value: string | undefined, name: string): number {
  const [, date, time = '00:00', zone = 'Z'] = iso.exec(value ?? '') ?? [];
  // A plus sign that was not encoded in the query has become a space.
  const offset = /^\d/.test(zone) ? `+${zone}` : zone.toUpperCase();
  const at = Date.parse(`${date}T${time}${offset.replace(/(\d\d)(\d\d)$/, '$1:$2')}`);
  if (Number.isFinite(at)) return at;
  throw new HttpProblem('malformed', `A custom timeframe needs "${name}", an ISO 8601 date.`);
}
