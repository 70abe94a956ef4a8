import { isIn } from '../store/predicate.js';
import type { Tx } from '../store/store.js';
import type { Insert, Machine } from '../store/tables.js';
import { claimAddress, type FreeAddress, pickAddresses } from './addresses.js';
import { CounterChanges } from './admission.js';
import { type CommandContext, type NewOperation, openOperation } from './operations.js';

/** A machine to be made. Rules about names and limits have been applied by the caller. */
export type MachineDraft = Omit<
  Insert<'machine'>,
  'state' | 'stateSince' | 'openSteps' | 'dueAt' | 'privateIp' | 'accountId'
> & {
  /** False: only the record is made, without a virtual machine (state `off`). */
  readonly start: boolean;
  /** An address of its network; default: the lowest free one. */
  readonly ip?: string;
};

export interface CreatedMachines {
  readonly operation: NewOperation;
  readonly machineIds: readonly number[];
}

/**
 * Makes machine records, the operation and a `create` step for each that is to start, and counts the
 * started ones against every limit. All drafts must have the same columns.
 *
 * Statements: one each of operation and event, plus per machine one machine, step, event and address row.
 */
export async function createMachines(
  tx: Tx,
  context: CommandContext,
  drafts: readonly MachineDraft[],
): Promise<CreatedMachines> {
  const started = drafts.filter((draft) => draft.start).length;
  const operation = await openOperation(tx, context, { total: drafts.length, pending: started });
  if (drafts.length === 0) return { operation, machineIds: [] };

  const addresses = await pickAll(tx, drafts);
  const rows = rowsOf(drafts, addresses, tx.now);
  const machineIds = await tx.insertMany('machine', rows);

  await tx.insertMany(
    'step',
    rows.map(
      (row, i): Insert<'step'> => ({
        uid: crypto.randomUUID(),
        machineId: machineIds[i]!,
        operationId: operation.id,
        verb: 'create',
        args: null,
        state: row.openSteps ? 'waiting' : 'succeeded',
        attempts: 0,
        createdAt: tx.now,
        endedAt: row.openSteps ? null : tx.now,
      }),
    ),
  );
  const claimed = addresses.flatMap((address, i): Insert<'address'>[] =>
    address
      ? [
          {
            networkId: drafts[i]!.networkId ?? null,
            ip: address.ip,
            position: address.position,
            machineId: machineIds[i]!,
            role: 'primary',
          },
        ]
      : [],
  );
  if (claimed.length > 0) await tx.insertMany('address', claimed);

  const counters = new CounterChanges();
  for (const [i, row] of rows.entries()) {
    tx.emit({
      objectKind: 'machine',
      objectId: machineIds[i]!,
      objectUid: row.uid,
      machineId: machineIds[i]!,
      operationId: operation.id,
      kind: `machine.${row.state}`,
      data: null,
    });
    if (row.openSteps) counters.add(countedOf(row, tx.scope.accountId!), 1);
  }
  await counters.write(tx);
  if (started > 0) tx.wake();
  return { operation, machineIds };
}

/**
 * Rows are copies of one that has all columns, filled in place: an object that grows column by column
 * costs ten times as much, which is felt with ten thousand.
 */
function rowsOf(
  drafts: readonly MachineDraft[],
  addresses: readonly (FreeAddress | undefined)[],
  now: number,
): (Insert<'machine'> & { uid: string })[] {
  const names = (Object.keys(drafts[0]!) as (keyof MachineDraft)[]).filter(
    (name) => name !== 'start' && name !== 'ip',
  );
  const template: Record<string, unknown> = { uid: '', state: 'off', stateSince: now };
  for (const name of [...names, 'openSteps', 'dueAt', 'privateIp']) template[name] ??= null;
  return drafts.map((draft, i) => {
    const row = { ...template };
    for (const name of names) row[name] = draft[name];
    row.uid = draft.uid ?? crypto.randomUUID();
    row.state = draft.start ? 'queued' : 'off';
    row.openSteps = draft.start ? 1 : 0;
    row.dueAt = draft.start ? now : (draft.expiresAt ?? null);
    row.privateIp = addresses[i]?.ip ?? null;
    return row as unknown as Insert<'machine'> & { uid: string };
  });
}

async function pickAll(tx: Tx, drafts: readonly MachineDraft[]) {
  const byNetwork = new Map<number, number[]>();
  for (const [i, draft] of drafts.entries()) {
    if (draft.networkId == null || draft.ip !== undefined) continue;
    const list = byNetwork.get(draft.networkId);
    if (list) list.push(i);
    else byNetwork.set(draft.networkId, [i]);
  }
  const picked: ({ ip: string; position: number } | undefined)[] = [];
  for (const [i, { networkId, ip }] of drafts.entries()) {
    if (networkId != null && ip !== undefined) picked[i] = await claimAddress(tx, networkId, ip);
  }
  for (const [networkId, indexes] of [...byNetwork].sort(([a], [b]) => a - b)) {
    const addresses = await pickAddresses(tx, networkId, indexes.length);
    for (const [n, index] of indexes.entries()) picked[index] = addresses[n];
  }
  return drafts.map((_, i) => picked[i]);
}

const countedOf = (row: Insert<'machine'>, accountId: number) => ({
  accountId,
  locationId: row.locationId,
  clusterId: row.clusterId ?? null,
  arrayId: row.arrayId ?? null,
  bucketId: row.bucketId ?? null,
  placementGroupId: row.placementGroupId ?? null,
  family: row.family,
  spot: row.spot ?? false,
  kind: row.kind,
  vcpus: row.vcpus,
  quotaVcpus: row.quotaVcpus,
});

/**
 * Gives back what machines held when they went: their addresses, and the lowest free ordinal of their
 * arrays. Counters are changed by whoever changed the state.
 */
export async function releaseMachines(tx: Tx, machines: readonly Machine[]): Promise<void> {
  const lowest = new Map<number, number>();
  for (const { arrayId, ordinal } of machines) {
    if (arrayId === null || ordinal === null) continue;
    lowest.set(arrayId, Math.min(lowest.get(arrayId) ?? ordinal, ordinal));
  }
  for (const [arrayId, ordinal] of [...lowest].sort(([a], [b]) => a - b)) {
    const array = await tx.lock('nodeArray', arrayId);
    if (array && array.freeFrom > ordinal) {
      await tx.update('nodeArray', arrayId, { freeFrom: ordinal });
    }
  }
  const addresses = await tx.select('address', {
    columns: ['id', 'networkId', 'position'],
    where: isIn(
      'machineId',
      machines.map((machine) => machine.id),
    ),
  });
  if (addresses.length === 0) return;
  const freeFrom = new Map<number, number>();
  for (const { networkId, position } of addresses) {
    if (networkId === null || position === null) continue;
    freeFrom.set(networkId, Math.min(freeFrom.get(networkId) ?? position, position));
  }
  for (const [networkId, position] of [...freeFrom].sort(([a], [b]) => a - b)) {
    const network = await tx.lock('network', networkId);
    if (network && network.freeFrom > position) {
      await tx.update('network', networkId, { freeFrom: position });
    }
  }
  await tx.delete(
    'address',
    addresses.map((address) => address.id),
  );
}
