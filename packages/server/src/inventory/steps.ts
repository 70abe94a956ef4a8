import { and, isIn } from '../store/predicate.js';
import type { Tx } from '../store/store.js';
import type { Insert, Machine, Step } from '../store/tables.js';
import { admit, CounterChanges, explainLimit, type Limit, limitsOn } from './admission.js';
import { endOperations } from './endings.js';
import {
  addToOperation,
  type CommandContext,
  countEndedSteps,
  type EndedStep,
  type NewOperation,
  openOperation,
} from './operations.js';
import { type MachineState, stateFacts } from './states.js';
import { endsMachine, planOf, type Refusal, supersedes, type Verb, verdictOf } from './verbs.js';

/** One verb for many machines. */
export interface VerbCommand extends CommandContext {
  readonly verb: Verb;
  readonly args?: Readonly<Record<string, unknown>> | null;
  readonly machines: readonly Machine[];
  /** One operation for each location of the machines (CenturyLink), or one for all. Default: one. */
  readonly perLocation?: boolean;
  /** Machines that are already as asked for belong to the operation too (CycleCloud). */
  readonly recordNoops?: boolean;
  /** An operation of this transaction that takes the steps on, instead of one of its own. */
  readonly joins?: NewOperation;
}

export type VerbResult = { readonly machine: Machine } & (
  | { readonly outcome: 'step'; readonly stepId: number; readonly operation: NewOperation }
  | { readonly outcome: 'noop'; readonly operation?: NewOperation }
  | { readonly outcome: 'refused'; readonly code: Refusal; readonly message: string }
);

export interface VerbAnswer {
  readonly operations: readonly NewOperation[];
  /** In the order of the command's machines. */
  readonly results: readonly VerbResult[];
}

export interface Judged {
  readonly machine: Machine;
  verdict: 'step' | 'noop' | Refusal;
  message: string;
}

/** The steps of machines that have not ended, by machine, the head first. */
export async function openStepsOf(
  reader: Pick<Tx, 'select'>,
  machineIds: readonly number[],
): Promise<Map<number, Step[]>> {
  const byMachine = new Map<number, Step[]>();
  if (machineIds.length === 0) return byMachine;
  const steps = await reader.select('step', {
    where: and(isIn('machineId', machineIds), isIn('state', ['waiting', 'running'])),
  });
  for (const step of steps) {
    const list = byMachine.get(step.machineId);
    if (list) list.push(step);
    else byMachine.set(step.machineId, [step]);
  }
  return byMachine;
}

/**
 * Asks a verb of machines. Each machine is judged on its own; those that accept get a step, and the
 * head step sets the state at once. Refused machines are untouched.
 *
 * The machines are read again and held, so that neither another command nor the reconciler comes between.
 */
export async function applyVerb(tx: Tx, command: VerbCommand): Promise<VerbAnswer> {
  const { verb } = command;
  const machines = await heldMachines(tx, command.machines);
  const open = await openStepsOf(
    tx,
    machines.filter((machine) => machine.openSteps > 0).map((machine) => machine.id),
  );
  const judged = machines.map((machine) => judge(machine, verb, open.get(machine.id) ?? []));
  await admitRestarts(tx, judged, verb);

  const operations = new Map<number | null, NewOperation>();
  const keyOf = (machine: Machine) => (command.perLocation ? machine.locationId : null);
  const joins = (item: Judged) =>
    item.verdict === 'step' || (item.verdict === 'noop' && command.recordNoops === true);
  if (!command.perLocation) await openFor(null, judged.filter(joins));
  else {
    const locations = new Set(judged.filter(joins).map((item) => item.machine.locationId));
    for (const locationId of locations) {
      await openFor(
        locationId,
        judged.filter((item) => joins(item) && item.machine.locationId === locationId),
      );
    }
  }
  async function openFor(locationId: number | null, items: readonly Judged[]): Promise<void> {
    const pending = items.filter((item) => item.verdict === 'step').length;
    const counts = { total: items.length, pending };
    if (command.joins) {
      await addToOperation(tx, command.joins, counts);
      operations.set(locationId, command.joins);
      return;
    }
    const context = locationId === null ? command : { ...command, locationId };
    operations.set(locationId, await openOperation(tx, context, counts));
  }

  const stepIds = await insertSteps(
    tx,
    command,
    judged.filter(joins),
    (machine) => operations.get(keyOf(machine))!.id,
  );
  await takeEffect(
    tx,
    judged.filter((item) => item.verdict === 'step'),
    verb,
    open,
    (machine) => operations.get(keyOf(machine))!.id,
  );

  return {
    operations: [...operations.values()],
    results: judged.map((item): VerbResult => {
      const { machine, verdict, message } = item;
      const operation = operations.get(keyOf(machine));
      if (verdict === 'step') {
        return {
          machine,
          outcome: 'step',
          stepId: stepIds.get(machine.id)!,
          operation: operation!,
        };
      }
      if (verdict === 'noop') {
        return { machine, outcome: 'noop', ...(operation && { operation }) };
      }
      return { machine, outcome: 'refused', code: verdict, message };
    }),
  };
}

/** The machines as they are now, in the command's order; a lifted protection stays lifted. */
async function heldMachines(tx: Tx, asked: readonly Machine[]): Promise<Machine[]> {
  const held = await tx.lockMany(
    'machine',
    asked.map((machine) => machine.id),
  );
  const byId = new Map(held.map((machine) => [machine.id, machine]));
  return asked.flatMap((machine) => {
    const now = byId.get(machine.id);
    return now ? { ...now, keepAlive: now.keepAlive && machine.keepAlive } : [];
  });
}

/** Whether a machine can do something, after what its `open` steps will make of it. */
export function judge(machine: Machine, verb: Verb, open: readonly Step[]): Judged {
  const state = projectedState(machine, open);
  const refuse = (verdict: Refusal, message: string): Judged => ({ machine, verdict, message });
  if (machine.keepAlive && endsMachine(verb)) {
    return refuse('keep-alive', `Machine "${machine.name}" is kept alive: clear KeepAlive first.`);
  }
  const archiving = open.some((step) => step.verb === 'archive');
  if (
    (machine.archivedAt !== null || (archiving && verb !== 'archive')) &&
    verb !== 'restore' &&
    !supersedes(verb)
  ) {
    return refuse('archived', `Machine "${machine.name}" is archived: restore it first.`);
  }
  if (verb === 'restore' && machine.archivedAt === null) {
    return refuse('wrong-state', `Machine "${machine.name}" is not archived.`);
  }
  // A record that would stay goes too.
  if (verb === 'delete' && open.at(-1)?.verb === 'terminate') {
    return { machine, verdict: 'step', message: '' };
  }
  const verdict = verdictOf[verb][state];
  if (verdict === 'step' || verdict === 'noop') return { machine, verdict, message: '' };
  return refuse(verdict, `Machine "${machine.name}" is ${state} and cannot ${verb} now.`);
}

/** The state that the machine will be in when the steps that wait now have been done. */
function projectedState(machine: Machine, open: readonly Step[]): MachineState {
  const [head, ...waiting] = open;
  if (!head) return machine.state;
  const plan = planOf(head.verb, machine.state);
  // The state of a machine tells what is being done to it, except where the verb leaves it as it was.
  if (waiting.length === 0 && plan.during !== null) return machine.state;
  let state: MachineState = plan.done ?? machine.state;
  for (const step of waiting) state = planOf(step.verb, state).done ?? state;
  return state;
}

/** Starting a machine that gave its capacity back takes capacity anew: limits apply. */
async function admitRestarts(tx: Tx, judged: Judged[], verb: Verb): Promise<void> {
  if (verb !== 'start' && verb !== 'restore') return;
  const waiting = judged.filter(
    (item) => item.verdict === 'step' && !stateFacts[item.machine.state].counted,
  );
  const alike = new Map<string, Judged[]>();
  for (const item of waiting) {
    const { locationId, arrayId, clusterId, placementGroupId, family, spot, vcpus } = item.machine;
    const key = [locationId, arrayId, clusterId, placementGroupId, family, spot, vcpus].join();
    const list = alike.get(key);
    if (list) list.push(item);
    else alike.set(key, [item]);
  }
  const changes = new CounterChanges();
  for (const items of alike.values()) {
    const limits = await limitsOfMachine(tx, items[0]!.machine);
    const { granted, boundBy } = admit(limits, items.length);
    for (const [i, item] of items.entries()) {
      if (i < granted) {
        // A restored machine is counted when it is back; a starting one from now on.
        if (verb === 'start') changes.add(item.machine, 1);
      } else {
        item.verdict = 'limit';
        item.message = `Machine "${item.machine.name}" cannot start: ${explainLimit(boundBy!)}.`;
      }
    }
    // The next kind of machine must see what this one took.
    await changes.write(tx);
  }
}

async function limitsOfMachine(tx: Tx, machine: Machine): Promise<Limit[]> {
  const array =
    machine.arrayId === null ? undefined : await tx.get('nodeArray', { id: machine.arrayId });
  const cluster =
    machine.clusterId === null ? undefined : await tx.lock('cluster', machine.clusterId);
  const group =
    machine.placementGroupId === null
      ? undefined
      : await tx.get('placementGroup', { id: machine.placementGroupId });
  const location = await tx.get('location', { id: machine.locationId });
  return limitsOn(
    tx,
    {
      ...machine,
      locationCode: location!.code,
      ...(array && { array }),
      ...(cluster && { cluster }),
      ...(group?.maxSize && {
        placementGroup: { id: group.id, name: group.name, maxSize: group.maxSize },
      }),
    },
    tx,
  );
}

async function insertSteps(
  tx: Tx,
  command: VerbCommand,
  items: readonly Judged[],
  operationOf: (machine: Machine) => number,
): Promise<Map<number, number>> {
  if (items.length === 0) return new Map();
  const ids = await tx.insertMany(
    'step',
    items.map(
      ({ machine, verdict }): Insert<'step'> => ({
        uid: crypto.randomUUID(),
        accountId: machine.accountId,
        machineId: machine.id,
        operationId: operationOf(machine),
        verb: command.verb,
        args: command.args ?? null,
        state: verdict === 'step' ? 'waiting' : 'succeeded',
        attempts: 0,
        createdAt: tx.now,
        endedAt: verdict === 'step' ? null : tx.now,
      }),
    ),
  );
  return new Map(items.map((item, i) => [item.machine.id, ids[i]!]));
}

/** Puts accepted steps to work: at the head of an idle machine, behind others, or in their stead. */
async function takeEffect(
  tx: Tx,
  items: readonly Judged[],
  verb: Verb,
  open: ReadonlyMap<number, readonly Step[]>,
  operationOf: (machine: Machine) => number,
): Promise<void> {
  if (items.length === 0) return;
  const patches: (Partial<Machine> & { id: number })[] = [];
  const cut: Step[] = [];
  const counters = new CounterChanges();
  for (const { machine } of items) {
    const earlier = open.get(machine.id) ?? [];
    if (earlier.length > 0 && !supersedes(verb)) {
      patches.push({
        id: machine.id,
        state: machine.state,
        stateSince: machine.stateSince,
        reason: machine.reason,
        openSteps: earlier.length + 1,
        dueAt: machine.dueAt,
      });
      continue;
    }
    cut.push(...earlier);
    patches.push({ ...headPatch(tx, machine, verb), openSteps: 1 });
    // What is being destroyed counts until it is gone, even a record that had no capacity.
    if (supersedes(verb) && !stateFacts[machine.state].counted) counters.add(machine, 1);
    emitState(tx, machine, patches.at(-1)!.state!, operationOf(machine));
  }
  await tx.updateMany('machine', patches);
  await cutShort(tx, cut);
  await counters.write(tx);
  tx.wake();
}

/** What changes on a machine when a step of `verb` becomes its head. */
export function headPatch(
  tx: Pick<Tx, 'now'>,
  machine: Machine,
  verb: Verb,
): { id: number; state: MachineState; stateSince: number; reason: string | null; dueAt: number } {
  const during = planOf(verb, machine.state).during ?? machine.state;
  const changed = during !== machine.state;
  return {
    id: machine.id,
    state: during,
    stateSince: changed ? tx.now : machine.stateSince,
    reason: changed ? null : machine.reason,
    dueAt: tx.now,
  };
}

export function emitState(
  tx: Pick<Tx, 'emit'>,
  machine: Machine,
  state: MachineState,
  operationId: number | null,
  data: Readonly<Record<string, unknown>> | null = null,
): void {
  if (state === machine.state && data === null) return;
  tx.emit({
    accountId: machine.accountId,
    objectKind: 'machine',
    objectId: machine.id,
    objectUid: machine.uid,
    machineId: machine.id,
    operationId,
    kind: `machine.${state}`,
    data,
  });
}

/** Ends steps that a delete overtook: waiting ones are canceled, a running one has failed. */
async function cutShort(tx: Tx, steps: readonly Step[]): Promise<void> {
  if (steps.length === 0) return;
  await tx.updateMany(
    'step',
    steps.map((step) => ({
      id: step.id,
      state: step.state === 'running' ? ('failed' as const) : ('canceled' as const),
      error: 'superseded',
      endedAt: tx.now,
    })),
  );
  const finished = await countEndedSteps(
    tx,
    steps.map((step): EndedStep => ({ operationId: step.operationId, failed: true })),
  );
  await endOperations(tx, finished);
}
