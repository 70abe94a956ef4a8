import { type Call, type ReadSession, reads, type Service, writes } from '../call.js';
import { notFound } from '../faults.js';
import { answerGetter, namesOf } from '../getters.js';
import { findMachine, machineNode } from '../machines.js';
import { checkMask, namesIn } from '../masks.js';
import { isNode, type Node, ownerOfPart } from '../nodes.js';
import { slots } from '../parts.js';
import { cancelMachine } from '../power.js';
import { project } from '../project.js';
import { idOf } from './machine-methods.js';

/** Cancels what the item pays for. `cancelItem` has four arguments that change nothing here: it is at once. */
const cancel = writes(async ({ tx }, call) => {
  const machine = await payedFor(tx, call);
  await cancelMachine(tx, machine);
  return { value: true };
});

/** SoftLayer_Billing_Item of machines. */
export const billingItem: Service = {
  methods: {
    cancelItem: cancel,
    cancelService: cancel,
    getObject: reads(async (session, call) => {
      checkMask(call.mask, call.service);
      return { value: project(await itemNode(session, call, namesIn(call.mask)), call.mask) };
    }),
  },
  get: (property) =>
    reads(async (session, call) => {
      const node = await itemNode(session, call, namesOf(call, property));
      return answerGetter(node, property, call, session.reader.now);
    }),
};

async function itemNode(
  session: ReadSession,
  call: Call,
  names: ReadonlySet<string>,
): Promise<Node> {
  const machine = await payedFor(session.reader, call);
  const item = (await machineNode(session, machine, names)).read('billingItem');
  if (!isNode(item)) throw notFound(call.id);
  return item;
}

/** The machine that an item is for. */
async function payedFor(reader: ReadSession['reader'], call: Call) {
  const id = idOf(call);
  const { ownerId, slot } = ownerOfPart(/^\d{1,10}$/.test(String(id)) ? Number(id) : -1);
  if (slot !== slots.billingItem) throw notFound(id);
  const machine = await reader.get('machine', { id: ownerId });
  if (machine?.kind !== 'guest' && machine?.kind !== 'metal') throw notFound(id);
  try {
    return await findMachine(reader, machine.kind, ownerId);
  } catch {
    throw notFound(id);
  }
}
