import { applyVerb, openStepsOf } from '../../inventory/steps.js';
import type { Verb } from '../../inventory/verbs.js';
import type { Tx } from '../../store/store.js';
import type { Machine } from '../../store/tables.js';
import { type Method, writes } from './call.js';
import { type Fault, noObject, notFound, outstandingTransaction, publicFault } from './faults.js';
import { findMachine, type Shown } from './machines.js';
import { activeTransaction } from './transactions.js';
import { stateViews } from './views.js';

/** A method of the vendor's that is a verb of the inventory's. */
interface PowerMethod {
  readonly verb: Verb;
  /** Refused, as documented, where nothing would change. */
  readonly strict?: true;
}

export const guestPower: Readonly<Record<string, PowerMethod>> = {
  powerOn: { verb: 'start' },
  powerOff: { verb: 'stop' },
  powerOffSoft: { verb: 'shutdown' },
  powerCycle: { verb: 'reset' },
  rebootDefault: { verb: 'restart' },
  rebootSoft: { verb: 'restart' },
  rebootHard: { verb: 'reset' },
  pause: { verb: 'pause', strict: true },
  resume: { verb: 'resume', strict: true },
};

export const hardwarePower: Readonly<Record<string, PowerMethod>> = {
  powerOn: { verb: 'start' },
  powerOff: { verb: 'stop' },
  powerCycle: { verb: 'reset' },
  rebootDefault: { verb: 'restart' },
  rebootSoft: { verb: 'restart' },
  rebootHard: { verb: 'reset' },
};

export const powerMethods = (
  kind: Shown,
  methods: Readonly<Record<string, PowerMethod>>,
): Record<string, Method> =>
  Object.fromEntries(
    Object.entries(methods).map(([name, { verb, strict }]) => [
      name,
      writes(async ({ tx }, { service, id }) => {
        if (id === undefined) throw noObject(service, name);
        const machine = await findMachine(tx, kind, id);
        await refuseWhileInTransaction(tx, machine);
        const changed = await apply(tx, machine, verb);
        if (!changed && strict) throw notAllowed(machine);
        return { value: true };
      }),
    ]),
  );

/** Cancels a machine at once, whatever is being done to it. */
export async function cancelMachine(tx: Tx, machine: Machine): Promise<void> {
  await apply(tx, machine, 'delete');
}

/** Documented of every power call; also of those that would change nothing. */
async function refuseWhileInTransaction(tx: Tx, machine: Machine): Promise<void> {
  if (machine.openSteps === 0) return;
  const steps = (await openStepsOf(tx, [machine.id])).get(machine.id);
  if (activeTransaction(machine, steps)) throw outstandingTransaction();
}

/** Answers whether there was anything to do. */
async function apply(tx: Tx, found: Machine, verb: Verb): Promise<boolean> {
  const machine = (await tx.lock('machine', found.id)) ?? found;
  const { results } = await applyVerb(tx, {
    dialect: 'softlayer',
    action: verb,
    locationId: machine.locationId,
    verb,
    machines: [machine],
  });
  const result = results[0]!;
  if (result.outcome !== 'refused') return result.outcome === 'step';
  switch (result.code) {
    case 'gone':
      throw notFound(machine.id);
    case 'busy':
      throw outstandingTransaction();
    case 'wrong-state':
      throw notAllowed(machine);
    default:
      throw publicFault(result.message);
  }
}

const notAllowed = ({ state }: Machine): Fault =>
  publicFault(`This action is not allowed while the server is ${stateViews[state].powerState}.`);
