import type { Tx } from '../store/store.js';
import type { Machine } from '../store/tables.js';
import { RefusedError } from './errors.js';
import type { CommandContext, NewOperation } from './operations.js';
import { applyVerb } from './steps.js';

export type ContainerVerb = 'start' | 'stop' | 'delete';

/**
 * Starts, stops or deletes one container of a service. The service wants one less after a delete where it is
 * an application of the first generation; a service of the second keeps its target.
 *
 * @throws {RefusedError} `not-found`, or why the container cannot do it now; `wrong-state` when it is as asked
 * for already.
 */
export async function commandContainer(
  tx: Tx,
  uid: string,
  verb: ContainerVerb,
  context: Omit<CommandContext, 'action' | 'object'>,
): Promise<{ readonly container: Machine; readonly operation: NewOperation }> {
  const found = await tx.get('machine', { uid, kind: 'container' });
  const machine = found && (await tx.lock('machine', found.id));
  if (!machine) throw new RefusedError('not-found', `There is no container ${uid}.`);
  const { results } = await applyVerb(tx, {
    ...context,
    action: `container.${verb}`,
    object: { kind: 'machine', id: machine.id, uid },
    verb,
    machines: [machine],
  });
  const result = results[0]!;
  if (result.outcome === 'refused') throw new RefusedError(result.code, result.message);
  if (result.outcome === 'noop') {
    throw new RefusedError('wrong-state', `Container "${machine.name}" is ${machine.state}.`);
  }
  if (verb === 'delete' && machine.serviceId !== null) await wantOneLess(tx, machine.serviceId);
  return { container: (await tx.get('machine', { id: machine.id }))!, operation: result.operation };
}

async function wantOneLess(tx: Tx, serviceId: number): Promise<void> {
  const service = await tx.lock('service', serviceId);
  if (service?.generation !== 1 || service.targetCount === 0) return;
  await tx.update('service', serviceId, { targetCount: service.targetCount - 1 });
}
