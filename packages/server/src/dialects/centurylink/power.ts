import {
  type PowerOperation,
  powerOperations,
  type QueuedServer,
  refusalTexts,
} from '@pileus/sdk/centurylink/wire';
import type { WireAnswer } from '../../http/command.js';
import { HttpProblem } from '../../http/problem.js';
import { locationCodes } from '../../inventory/catalogue.js';
import { type NewOperation, openOperation } from '../../inventory/operations.js';
import { applyVerb } from '../../inventory/steps.js';
import type { Verb } from '../../inventory/verbs.js';
import type { Tx } from '../../store/store.js';
import type { Machine } from '../../store/tables.js';
import { answer } from './codec.js';
import { Paths } from './links.js';
import { findServer, findServers } from './names.js';
import { operationId, statusLink } from './operations.js';

/** The verb behind each operation; maintenance is a mark on the machine, and no work. */
export const verbOf: Readonly<Record<PowerOperation, Verb | { readonly maintenance: boolean }>> = {
  powerOn: 'start',
  powerOff: 'stop',
  pause: 'pause',
  reboot: 'restart',
  reset: 'reset',
  shutDown: 'shutdown',
  startMaintenance: { maintenance: true },
  stopMaintenance: { maintenance: false },
};

/** An operation by its name in any case. */
export const powerOperationOf = (name: string): PowerOperation | undefined =>
  powerOperations.find((operation) => operation.toLowerCase() === name.toLowerCase());

/** More servers than any account had; a bound on the work of one request. */
const mostServers = 10_000;

/** The server ids of an array body; a form's or text's single id counts as one. */
export function serverIds(body: unknown): string[] {
  const list = body === undefined ? [] : Array.isArray(body) ? body : [body];
  if (list.length > mostServers || list.some((id) => typeof id !== 'string')) {
    throw new HttpProblem('malformed', `An array of at most ${mostServers} server ids is needed.`);
  }
  return list;
}

/** What became of one server: its operation, nothing to do, or a refusal. */
type Result = NewOperation | 'noop' | 'refused';

/**
 * Asks a power operation of servers. The answer has one element for each id, in the order of the request;
 * all servers of one data centre share a status id. What is refused is said there too, never by a status code.
 */
export async function powerOperation(
  tx: Tx,
  name: PowerOperation,
  ids: readonly string[],
  alias: string,
): Promise<WireAnswer> {
  const found = await findServers(tx, ids, alias);
  const machines = await locked(tx, found.values());
  const asked = verbOf[name];
  const results =
    typeof asked === 'string'
      ? await askVerb(tx, asked, machines)
      : await setMaintenance(
          tx,
          machines.map((machine) => ({ machine, maintenance: asked.maintenance })),
        );
  return answer(200, await elements(tx, ids, found, results, alias));
}

/** `setMaintenance`: for each server its own mark. */
export async function maintenanceOperation(
  tx: Tx,
  wanted: ReadonlyMap<string, boolean>,
  alias: string,
): Promise<WireAnswer> {
  const ids = [...wanted.keys()];
  const found = await findServers(tx, ids, alias);
  const marks = new Map([...found].map(([id, machine]) => [machine.id, wanted.get(id)!] as const));
  const machines = await locked(tx, found.values());
  const results = await setMaintenance(
    tx,
    machines.map((machine) => ({ machine, maintenance: marks.get(machine.id)! })),
  );
  return answer(200, await elements(tx, ids, found, results, alias));
}

/** @throws {RefusedError} `not-found` for an unknown server. */
export async function deleteServer(tx: Tx, id: string, alias: string): Promise<WireAnswer> {
  const machine = await findServer(tx, id, alias);
  const results = await askVerb(tx, 'delete', await locked(tx, [machine]));
  const [element] = await elements(tx, [id], new Map([[id, machine]]), results, alias);
  return answer(202, element);
}

/** The same machines, held against other commands; ids ascend, so that two commands cannot block each other. */
async function locked(tx: Tx, machines: Iterable<Machine>): Promise<Machine[]> {
  const ids = [...new Set([...machines].map((machine) => machine.id))].sort((a, b) => a - b);
  const rows: Machine[] = [];
  for (const id of ids) {
    const row = await tx.lock('machine', id);
    if (row) rows.push(row);
  }
  return rows;
}

async function askVerb(
  tx: Tx,
  verb: Verb,
  machines: readonly Machine[],
): Promise<Map<number, Result>> {
  const { results } = await applyVerb(tx, {
    dialect: 'centurylink',
    action: verb,
    verb,
    machines,
    perLocation: true,
  });
  return new Map(
    results.map((result) => [
      result.machine.id,
      result.outcome === 'step' ? result.operation : result.outcome,
    ]),
  );
}

async function setMaintenance(
  tx: Tx,
  wanted: readonly { readonly machine: Machine; readonly maintenance: boolean }[],
): Promise<Map<number, Result>> {
  const results = new Map<number, Result>();
  const operations = new Map<number, NewOperation>();
  for (const { machine, maintenance } of wanted) {
    if (machine.state === 'deleting' || machine.firstReadyAt === null) {
      results.set(machine.id, 'refused');
      continue;
    }
    if (machine.maintenance === maintenance) {
      results.set(machine.id, 'noop');
      continue;
    }
    const { locationId } = machine;
    const operation =
      operations.get(locationId) ??
      (await openOperation(
        tx,
        { dialect: 'centurylink', action: 'maintenance', locationId },
        { total: 0, pending: 0 },
      ));
    operations.set(locationId, operation);
    await tx.update('machine', machine.id, { maintenance });
    tx.emit({
      objectKind: 'machine',
      objectId: machine.id,
      objectUid: machine.uid,
      machineId: machine.id,
      operationId: operation.id,
      kind: 'machine.changed',
      data: { maintenance },
    });
    results.set(machine.id, operation);
  }
  return results;
}

async function elements(
  tx: Tx,
  ids: readonly string[],
  found: ReadonlyMap<string, Machine>,
  results: ReadonlyMap<number, Result>,
  alias: string,
): Promise<QueuedServer[]> {
  const paths = new Paths(alias);
  const codes = await locationCodes(tx);
  return ids.map((id): QueuedServer => {
    const machine = found.get(id);
    const result = (machine && results.get(machine.id)) ?? 'refused';
    const server = id.toLowerCase();
    if (!machine || typeof result === 'string') {
      const text = result === 'noop' ? refusalTexts.noop : refusalTexts.refused;
      return { server, isQueued: false, errorMessage: text };
    }
    const status = operationId(codes.get(machine.locationId)!, result.id);
    return { server, isQueued: true, links: [statusLink(paths, status)] };
  });
}
