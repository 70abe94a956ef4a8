import {
  filterMatcher,
  type ObjectFilter,
  objectRead,
  sortByFilter,
} from '@pileus/sdk/softlayer/filter';
import type { Mask } from '@pileus/sdk/softlayer/mask';
import { and, eq, isIn, not, type Predicate } from '../../store/predicate.js';
import type { Reader } from '../../store/store.js';
import type { ColumnOf, Machine } from '../../store/tables.js';
import { type Call, type Outcome, type ReadSession, sliced } from './call.js';
import { notFound } from './faults.js';
import { type FilterColumns, namesInFilter, readerOf, splitFilter } from './filters.js';
import { guestNode } from './guest-node.js';
import { hardwareNode } from './hardware-node.js';
import { namesIn } from './masks.js';
import type { Node } from './nodes.js';
import { project } from './project.js';
import {
  machineColumns,
  type ShownMachine,
  type Surroundings,
  surroundingsOf,
} from './surroundings.js';
import { hiddenStates } from './views.js';

/** What this API has of the inventory's machines: virtual guests and hardware. */
export type Shown = 'guest' | 'metal';

type Column = ColumnOf<'machine'>;

/** Machines of a kind that the vendor would show. */
export const visible = (kind: Shown): Predicate<Column> =>
  and(eq('kind', kind), eq('template', false), not(isIn('state', hiddenStates)));

const nodeOf = { guest: guestNode, metal: hardwareNode } as const;

/** Properties of guests and hardware that are columns. */
const common: FilterColumns<Column> = {
  id: { field: 'id', kind: 'number' },
  hostname: { field: 'hostname', kind: 'text' },
  domain: { field: 'domain', kind: 'text' },
  globalIdentifier: { field: 'uid', kind: 'text' },
  primaryBackendIpAddress: { field: 'privateIp', kind: 'text', nullable: true },
  primaryIpAddress: { field: 'publicIp', kind: 'text', nullable: true },
  provisionDate: { field: 'firstReadyAt', kind: 'time', nullable: true },
};

const columns: Readonly<Record<Shown, FilterColumns<Column>>> = {
  guest: {
    ...common,
    uuid: { field: 'uid', kind: 'text' },
    createDate: { field: 'createdAt', kind: 'time' },
    maxCpu: { field: 'vcpus', kind: 'number' },
    startCpus: { field: 'vcpus', kind: 'number' },
    maxMemory: { field: 'memoryMb', kind: 'number' },
  },
  metal: { ...common, processorCoreAmount: { field: 'vcpus', kind: 'number' } },
};

/**
 * A machine by id or global identifier.
 *
 * @throws {Fault} `SoftLayer_Exception_ObjectNotFound`, also for what the caller may not see.
 */
export async function findMachine(
  reader: Reader,
  kind: Shown,
  id: string | number,
): Promise<Machine> {
  const machine = await lookUp(reader, id);
  const isShown =
    machine?.kind === kind && !machine.template && !hiddenStates.includes(machine.state);
  if (!isShown) throw notFound(id);
  return machine;
}

const mostId = 2 ** 31 - 1;

async function lookUp(reader: Reader, id: string | number): Promise<Machine | undefined> {
  const text = String(id).trim();
  if (/^\d{1,10}$/.test(text)) {
    const number = Number(text);
    return number <= mostId ? reader.get('machine', { id: number }) : undefined;
  }
  return /^[0-9a-f-]{36}$/i.test(text)
    ? reader.get('machine', { uid: text.toLowerCase() })
    : undefined;
}

/** One machine as a node, with what `names` (of masks, filters and paths) need around it. */
export async function machineNode(
  { reader, vault }: Pick<ReadSession, 'reader' | 'vault'>,
  machine: Machine,
  names: ReadonlySet<string>,
): Promise<Node> {
  const around = await surroundingsOf({ reader, vault, names }, [machine]);
  return nodeOf[machine.kind as Shown](machine, around);
}

export interface ListOptions {
  readonly kind: Shown;
  readonly mask: Mask;
  readonly filter: ObjectFilter;
  readonly limit: Call['limit'];
  /** What no column says. */
  readonly keep?: (machine: ShownMachine) => boolean;
}

/**
 * A list of machines. Two queries when the store can decide filter, order and limit, beside those for what the
 * mask names; else all machines of the kind are read, and the filter is applied here.
 */
export async function listMachines(session: ReadSession, options: ListOptions): Promise<Outcome> {
  const { kind, mask, filter, limit, keep } = options;
  const { reader, vault } = session;
  const { byPlace, rest } = await placeConditions(reader, filter);
  const { pushed, residual, orderBy } = splitFilter(rest, columns[kind]);
  const where = and(visible(kind), ...byPlace, ...pushed);
  const isPaged = limit.limit > 0 || limit.offset > 0;
  const query = { columns: machineColumns, where };
  let total: number;
  let page: readonly ShownMachine[];
  if (!keep && orderBy && residual.conditions.length === 0) {
    page = await reader.select('machine', {
      ...query,
      ...(orderBy.length > 0 && { orderBy: [...orderBy, { column: 'id' }] }),
      ...(limit.limit > 0 && { limit: limit.limit }),
      ...(limit.offset > 0 && { offset: limit.offset }),
    });
    total = isPaged ? await reader.count('machine', where) : page.length;
  } else {
    const rows = await reader.select('machine', query);
    const kept = keep ? rows.filter(keep) : rows;
    const names = new Set(namesInFilter(residual));
    const nodes = nodesOf(kind, kept, await surroundingsOf({ reader, vault, names }, kept));
    const matches = filterMatcher(residual, reader.now);
    const entries = kept
      .map((machine, i) => ({ machine, read: readerOf(nodes[i]!) }))
      .filter(({ read }) => matches(read));
    const sorted = sortByFilter(entries, residual.orderBy, ({ read }) => read);
    total = sorted.length;
    page = sliced(sorted, limit).map(({ machine }) => machine);
  }
  const around = await surroundingsOf({ reader, vault, names: namesIn(mask) }, page);
  return { value: nodesOf(kind, page, around).map((node) => project(node, mask)), total };
}

const nodesOf = (kind: Shown, machines: readonly ShownMachine[], around: Surroundings): Node[] =>
  machines.map((machine) => nodeOf[kind](machine, around));

/** Conditions on the data centre, decided on the few locations that there are. */
async function placeConditions(reader: Reader, filter: ObjectFilter) {
  const isPlace = (path: readonly string[]) =>
    path.length === 2 &&
    ['datacenter', 'location'].includes(path[0]!) &&
    ['id', 'name', 'longName'].includes(path[1]!);
  const places = filter.conditions.filter(({ path }) => isPlace(path));
  const rest: ObjectFilter = {
    ...filter,
    conditions: filter.conditions.filter(({ path }) => !isPlace(path)),
  };
  if (places.length === 0) return { byPlace: [], rest };
  const locations = await reader.select('location', { columns: ['id', 'code', 'title'] });
  const matches = filterMatcher(
    {
      conditions: places.map(({ path, test }) => ({ path: path.slice(1), test })),
      orderBy: [],
      ignored: [],
    },
    reader.now,
  );
  const ids = locations
    .filter(({ id, code, title }) => matches(objectRead({ id, name: code, longName: title })))
    .map(({ id }) => id);
  return { byPlace: [isIn<Column>('locationId', ids)], rest };
}
