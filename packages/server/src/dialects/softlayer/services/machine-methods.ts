import { type Call, type Method, type ReadMethod, reads, writes } from '../call.js';
import { noObject } from '../faults.js';
import { answerGetter, namesOf } from '../getters.js';
import { findMachine, machineNode, type Shown } from '../machines.js';
import { checkMask, namesIn } from '../masks.js';
import { cancelMachine } from '../power.js';
import { project } from '../project.js';

/** The id of a call on an object. */
export function idOf({ service, method, id }: Call): string | number {
  if (id === undefined || id === '') throw noObject(service, method);
  return id;
}

export const getObject = (kind: Shown): Method =>
  reads(async (session, call) => {
    const id = idOf(call);
    checkMask(call.mask, call.service);
    const machine = await findMachine(session.reader, kind, id);
    const node = await machineNode(session, machine, namesIn(call.mask));
    return { value: project(node, call.mask) };
  });

export const deleteObject = (kind: Shown): Method =>
  writes(async ({ tx }, call) => {
    await cancelMachine(tx, await findMachine(tx, kind, idOf(call)));
    return { value: true };
  });

/** Every relational property of a machine can be got; what the inventory does not keep has no value. */
export const getter =
  (kind: Shown) =>
  (property: string): ReadMethod =>
    reads(async (session, call) => {
      const machine = await findMachine(session.reader, kind, idOf(call));
      const node = await machineNode(session, machine, namesOf(call, property));
      return answerGetter(node, property, call, session.reader.now);
    });
