import { isIn } from '../store/predicate.js';
import type { Count, Reader, Tx } from '../store/store.js';
import { countersOf } from './admission.js';
import { machineStates, stateFacts } from './states.js';

/** A counter that is not what its machines add up to. */
export interface CounterMismatch {
  readonly key: string;
  readonly stored: Count;
  readonly actual: Count;
}

const pageSize = 5000;
const nothing: Count = { nodes: 0, cores: 0 };

/**
 * Adds all machines up again and compares the sums with the counter rows that admission relies on. They differ only
 * if the code that changes states has a bug, or somebody has written to the database by hand.
 */
export async function compareCounters(reader: Reader): Promise<CounterMismatch[]> {
  const actual = await recount(reader);
  const stored = new Map(
    (await reader.select('counter')).map(({ key, nodes, cores }) => [key, { nodes, cores }]),
  );
  const mismatches: CounterMismatch[] = [];
  for (const key of new Set([...actual.keys(), ...stored.keys()])) {
    const is = stored.get(key) ?? nothing;
    const should = actual.get(key) ?? nothing;
    if (is.nodes !== should.nodes || is.cores !== should.cores) {
      mismatches.push({ key, stored: is, actual: should });
    }
  }
  return mismatches;
}

/** Corrects counters, in the transaction in which they were compared. */
export async function repairCounters(
  tx: Tx,
  mismatches: readonly CounterMismatch[],
): Promise<void> {
  await tx.addToCounters(
    new Map(
      mismatches.map(({ key, stored, actual }) => [
        key,
        { nodes: actual.nodes - stored.nodes, cores: actual.cores - stored.cores },
      ]),
    ),
  );
}

async function recount(reader: Reader): Promise<Map<string, Count>> {
  const counted = machineStates.filter((state) => stateFacts[state].counted);
  const sums = new Map<string, { nodes: number; cores: number }>();
  for (let after = 0; ; ) {
    const machines = await reader.select('machine', {
      columns: [
        'id',
        'accountId',
        'locationId',
        'clusterId',
        'arrayId',
        'bucketId',
        'placementGroupId',
        'family',
        'spot',
        'kind',
        'vcpus',
        'quotaVcpus',
      ],
      where: {
        op: 'and',
        all: [{ op: 'gt', field: 'id', value: after }, isIn('state', counted)],
      },
      limit: pageSize,
    });
    for (const machine of machines) {
      for (const [key, count] of countersOf(machine)) {
        const sum = sums.get(key) ?? { nodes: 0, cores: 0 };
        sums.set(key, { nodes: sum.nodes + count.nodes, cores: sum.cores + count.cores });
      }
    }
    if (machines.length < pageSize) return sums;
    after = machines.at(-1)!.id;
  }
}
