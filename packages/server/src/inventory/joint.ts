import type { Tx } from '../store/store.js';
import type { Machine, Operation } from '../store/tables.js';
import { type CommandContext, openJointOperation, settleOperation } from './operations.js';
import { applyVerb, type VerbResult } from './steps.js';
import type { Verb } from './verbs.js';

/** What is asked of one machine among others. */
export interface Wish {
  readonly machine: Machine;
  readonly verb: Verb;
}

export interface JointAnswer {
  /** As it is now: it has ended when nothing is left to do. */
  readonly operation: Operation;
  readonly results: readonly VerbResult[];
}

/**
 * Asks of each machine its own verb, in one operation.
 *
 * @throws {RefusedError} `duplicate-request` when the request key was used before.
 */
export async function applyVerbs(
  tx: Tx,
  command: CommandContext & { readonly recordNoops?: boolean },
  wishes: readonly Wish[],
): Promise<JointAnswer> {
  const joins = await openJointOperation(tx, command);
  const byVerb = new Map<Verb, Machine[]>();
  for (const { machine, verb } of wishes) {
    const list = byVerb.get(verb);
    if (list) list.push(machine);
    else byVerb.set(verb, [machine]);
  }
  const results: VerbResult[] = [];
  for (const [verb, machines] of byVerb) {
    results.push(...(await applyVerb(tx, { ...command, verb, machines, joins })).results);
  }
  return { operation: await settleOperation(tx, joins), results };
}
