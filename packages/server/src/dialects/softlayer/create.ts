import { RefusedError } from '../../inventory/errors.js';
import { createGuests, type GuestSpec } from '../../inventory/guests.js';
import { isIn } from '../../store/predicate.js';
import type { Machine } from '../../store/tables.js';
import { type WriteSession, writes } from './call.js';
import { publicFault } from './faults.js';
import { guestNode } from './guest-node.js';
import { noMask } from './masks.js';
import { guestSpecOf } from './new-guest.js';
import { project, type Wire } from './project.js';
import { surroundingsOf } from './surroundings.js';

/** Relations in the answer to a create call, as recorded; v3 has the power state besides. */
const unasked = {
  'v3.1': ['globalIdentifier', 'managedResourceFlag', 'privateNetworkOnlyFlag'],
  v3: ['globalIdentifier', 'managedResourceFlag', 'powerState', 'privateNetworkOnlyFlag'],
} as const;

/** Virtual_Guest::createObject: one guest from one template. */
export const createObject = writes(async (session, { args }) => {
  const [guest] = await create(session, [args[0]]);
  return { value: await viewOf(session, guest!), createdId: guest!.id };
});

/** Virtual_Guest::createObjects: all of them or none, in the order of the templates. */
export const createObjects = writes(async (session, { args }) => {
  const templates = Array.isArray(args[0]) ? args[0] : [];
  const guests = await create(session, templates);
  const value: Wire[] = [];
  for (const guest of guests) value.push(await viewOf(session, guest));
  return { value };
});

async function create(session: WriteSession, templates: readonly unknown[]): Promise<Machine[]> {
  const { tx } = session;
  const specs: GuestSpec[] = [];
  for (const template of templates) specs.push(await guestSpecOf(tx, template));
  const ids: number[] = new Array(specs.length);
  for (const indexes of alike(specs)) {
    const group = indexes.map((i) => specs[i]!);
    const { machineIds } = await createdBy(session, group);
    for (const [n, i] of indexes.entries()) ids[i] = machineIds[n]!;
  }
  const rows = await tx.select('machine', { where: isIn('id', ids) });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id)!);
}

async function createdBy({ tx }: WriteSession, specs: readonly GuestSpec[]) {
  try {
    return await createGuests(tx, specs, { dialect: 'softlayer', action: 'create' });
  } catch (error) {
    if (error instanceof RefusedError && error.code === 'limit') throw publicFault(error.message);
    throw error;
  }
}

/** Places of the specs that one operation can make: those of one location and size. */
function alike(specs: readonly GuestSpec[]): number[][] {
  const groups = new Map<string, number[]>();
  for (const [i, { location, machineType, vcpus, spot }] of specs.entries()) {
    const key = [location.id, machineType?.id ?? 0, vcpus, spot ?? false].join();
    const group = groups.get(key);
    if (group) group.push(i);
    else groups.set(key, [i]);
  }
  return [...groups.values()];
}

async function viewOf({ tx, vault, version }: WriteSession, guest: Machine): Promise<Wire> {
  const around = await surroundingsOf({ reader: tx, vault, names: new Set() }, [guest]);
  return project(guestNode(guest, around), noMask, unasked[version]);
}
