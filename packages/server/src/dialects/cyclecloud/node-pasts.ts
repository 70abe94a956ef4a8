import { and, ge, isIn } from '../../store/predicate.js';
import type { Reader } from '../../store/store.js';
import type { Machine } from '../../store/tables.js';
import type { NodePast } from './node-transitions.js';

/** What the inventory knows of nodes' pasts, by the machine's id. */
export async function pastsOf(
  reader: Reader,
  machines: readonly Machine[],
): Promise<Map<number, NodePast>> {
  if (machines.length === 0) return new Map();
  const ids = machines.map(({ id }) => id);
  const steps = await reader.select('step', {
    columns: [
      ...(['id', 'machineId', 'operationId', 'verb', 'state', 'error', 'attempts'] as const),
      ...(['createdAt', 'startedAt', 'endedAt'] as const),
    ],
    // All states of ended steps: these are in the index.
    where: and(isIn('machineId', ids), isIn('state', ['canceled', 'failed', 'succeeded'])),
    orderBy: [{ column: 'id' }],
  });
  const spans = await reader.select('span', {
    columns: ['machineId', 'fromAt'],
    where: and(
      isIn('clusterId', [...new Set(machines.flatMap(({ clusterId }) => clusterId ?? []))]),
      ge('fromAt', Math.min(...machines.map(({ createdAt }) => createdAt))),
      isIn('machineId', ids),
    ),
    orderBy: [{ column: 'id' }],
  });
  const pasts = new Map(
    machines.map((machine) => [
      machine.id,
      { machine, steps: [] as (typeof steps)[number][], bootedAt: [] as number[] },
    ]),
  );
  for (const step of steps) pasts.get(step.machineId)?.steps.push(step);
  for (const { machineId, fromAt } of spans) pasts.get(machineId)?.bootedAt.push(fromAt);
  return pasts;
}
