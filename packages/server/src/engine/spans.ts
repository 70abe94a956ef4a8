import { isIn } from '../store/predicate.js';
import type { Tx } from '../store/store.js';
import type { Insert, Machine } from '../store/tables.js';

/** Begins to bill machines, from now on. */
export async function openSpans(tx: Tx, machines: readonly Machine[]): Promise<void> {
  const typeIds = [...new Set(machines.flatMap(({ machineTypeId }) => machineTypeId ?? []))];
  const types = new Map(
    (await tx.select('machineType', { columns: ['id', 'name'], where: isIn('id', typeIds) })).map(
      (row) => [row.id, row.name],
    ),
  );
  await tx.insertMany(
    'span',
    machines.map(
      (machine): Insert<'span'> => ({
        accountId: machine.accountId,
        machineId: machine.id,
        machineUid: machine.uid,
        name: machine.name,
        clusterId: machine.clusterId,
        arrayId: machine.arrayId,
        locationId: machine.locationId,
        machineType:
          types.get(machine.machineTypeId ?? 0) ?? `Custom_${machine.vcpus}_${machine.memoryMb}`,
        spot: machine.spot,
        vcpus: machine.quotaVcpus,
        memoryMb: machine.memoryMb,
        price: machine.price,
        fromAt: tx.now,
        toAt: null,
      }),
    ),
  );
}

/** Ends the billing of machines that are billed. */
export async function closeSpans(tx: Tx, machines: readonly Machine[]): Promise<void> {
  const spans = await tx.select('span', {
    columns: ['id'],
    where: {
      op: 'and',
      all: [
        isIn(
          'machineId',
          machines.map((machine) => machine.id),
        ),
        { op: 'null', field: 'toAt' },
      ],
    },
  });
  if (spans.length > 0) {
    await tx.updateMany(
      'span',
      spans.map((span) => ({ id: span.id, toAt: tx.now })),
    );
  }
}
