import { path } from '@pileus/sdk/http';
import { NotFoundError, UsageError } from '../failure.js';
import type { AdminServer } from './server.js';
import type { Machine } from './wire.js';

export interface MachineFilter {
  readonly state?: string | undefined;
  readonly kind?: string | undefined;
  /** Name. */
  readonly cluster?: string | undefined;
  /** Of the machine itself. */
  readonly name?: string | undefined;
}

const pageSize = 1000;

/**
 * Machines that match, page by page. One that is deleted is remembered for a few minutes: it matches only when its
 * state is asked for.
 */
export async function* machines(
  server: AdminServer,
  { state, kind, cluster, name }: MachineFilter = {},
): AsyncGenerator<Machine> {
  for (let after = 0; ; ) {
    const query = { state, kind, cluster, name, after, limit: pageSize };
    const rows = await server.list<Machine>(path`/machines`, 'machines', query);
    yield* rows.filter((machine) => state !== undefined || machine.state !== 'deleted');
    if (rows.length < pageSize) return;
    after = rows.at(-1)!.id;
  }
}

/**
 * The machine that a user means by its uid, its id or its name.
 *
 * @throws (rejects) NotFoundError; UsageError for a name that several machines have
 */
export async function findMachine(server: AdminServer, wanted: string): Promise<Machine> {
  if (/^\d+$|^[\da-f]{8}-[\da-f-]{27}$/i.test(wanted)) {
    return server.get<Machine>(path`/machines/${wanted}`);
  }
  const found: Machine[] = [];
  for await (const machine of machines(server, { name: wanted })) found.push(machine);
  const [machine] = found;
  if (!machine) throw new NotFoundError(`There is no machine "${wanted}".`);
  if (found.length === 1) return machine;
  const which = found.map(
    ({ id, cluster, state }) => `${id} (${cluster ?? 'no cluster'}, ${state})`,
  );
  throw new UsageError(`${found.length} machines are called "${wanted}": ${which.join(', ')}.`);
}
