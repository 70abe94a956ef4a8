import { verbFacts } from '../../inventory/verbs.js';
import type { Step } from '../../store/tables.js';
import { dateOrNull, dateText } from './dates.js';
import { fixed, type Node } from './nodes.js';
import type { ShownMachine, Surroundings } from './surroundings.js';
import { stateViews, transactionGroups, transactionName } from './views.js';

/**
 * The step at the head of a machine's queue, when it is one that the vendor shows as a transaction. Power
 * verbs are not; starting a machine that has to be made anew is.
 */
export function activeTransaction(
  machine: Pick<ShownMachine, 'state' | 'instanceId'>,
  openSteps: readonly Step[] | undefined,
): Step | undefined {
  const head = openSteps?.[0];
  if (!head) return undefined;
  // One that was only stopped still has its instance while it boots.
  const makes =
    head.verb === 'start' && stateViews[machine.state].making && machine.instanceId === null;
  return makes || verbFacts[head.verb].transaction ? head : undefined;
}

/** SoftLayer_Provisioning_Version1_Transaction of a step. */
export function transactionNode(step: Step, machine: ShownMachine, now: number): Node {
  const begun = step.startedAt ?? step.createdAt;
  const until = step.endedAt ?? now;
  const isGuest = machine.kind === 'guest';
  const { name, friendlyName } = transactionName(step.verb, machine.state);
  return fixed('SoftLayer_Provisioning_Version1_Transaction', {
    id: step.id,
    createDate: dateText(step.createdAt),
    modifyDate: dateOrNull(step.endedAt ?? step.startedAt),
    statusChangeDate: dateText(Math.min(until, Math.max(begun, machine.stateSince))),
    elapsedSeconds: Math.max(0, Math.floor((until - begun) / 1000)),
    guestId: isGuest ? machine.id : null,
    hardwareId: isGuest ? null : machine.id,
    transactionStatus: fixed('SoftLayer_Provisioning_Version1_Transaction_Status', {
      averageDuration: '1',
      friendlyName: step.endedAt === null ? friendlyName : 'Complete',
      name: step.endedAt === null ? name : 'COMPLETE',
    }),
    transactionGroup: fixed('SoftLayer_Provisioning_Version1_Transaction_Group', {
      averageTimeToComplete: '1',
      name: transactionGroups[step.verb] ?? 'Change',
    }),
  });
}

/** The transactions of a machine, as guests and servers have them. */
export function transactionsOf(machine: ShownMachine, around: Surroundings) {
  const head = activeTransaction(machine, around.openSteps.get(machine.id));
  const active = head && transactionNode(head, machine, around.now);
  const reloading = head?.verb === 'reimage' ? head : undefined;
  const past = around.reloads.get(machine.lastReloadStepId ?? 0);
  const reload = reloading ?? past;
  const ended = around.lastTransactions.get(machine.id);
  return {
    active,
    /** While the system is reloaded this is the active one, and it stays afterwards. */
    lastReload: reload && transactionNode(reload, machine, around.now),
    last: active ?? (ended && transactionNode(ended, machine, around.now)),
  };
}
