import { path } from '@pileus/sdk/http';
import { confirm } from '../confirm.js';
import type { ChangeFlags, ShowFlags } from '../cycle/options.js';
import { wasDryRun } from '../dry-run.js';
import { describeError, PartialError } from '../failure.js';
import { renderCard } from '../present/card.js';
import { type RecordColumn, renderRecords } from '../present/records.js';
import { repeat } from '../present/repeat.js';
import type { Terminal } from '../terminal.js';
import { machineColumns } from './machine-columns.js';
import { findMachine, type MachineFilter, machines } from './machine-list.js';
import { type AdminServer, administer } from './server.js';
import { waitFor } from './wait.js';
import type { Asked, Machine, MachineVerb } from './wire.js';

export interface MachinesFlags extends ShowFlags, MachineFilter {
  readonly limit?: number;
}

export const listMachines = (flags: MachinesFlags, terminal: Terminal): Promise<void> =>
  administer(flags, terminal, (server) =>
    repeat(
      async () => {
        const rows: Machine[] = [];
        for await (const machine of machines(server, flags)) {
          rows.push(machine);
          if (rows.length === flags.limit) break;
        }
        return renderRecords(rows, machineColumns, flags, terminal);
      },
      flags.watch,
      terminal,
      server.signal,
    ),
  );

export const showMachine = (wanted: string, flags: ShowFlags, terminal: Terminal): Promise<void> =>
  administer(flags, terminal, (server) =>
    repeat(
      async () => renderCard(await findMachine(server, wanted), machineColumns, flags, terminal),
      flags.watch,
      terminal,
      server.signal,
    ),
  );

/** Verbs after which something is gone that does not come back by itself. */
const destructive: ReadonlySet<string> = new Set(['reimage', 'terminate', 'delete', 'evict']);

interface Outcome {
  readonly id: number;
  readonly uid: string;
  readonly name: string;
  readonly outcome: string;
  readonly operation: string | null;
}

const outcomeColumns: readonly RecordColumn<Outcome>[] = [
  { name: 'id', value: ({ id }) => id, align: 'right' },
  { name: 'name', value: ({ name }) => name, flexible: true },
  { name: 'outcome', value: ({ outcome }) => outcome },
  { name: 'operation', value: ({ operation }) => operation, sparse: true },
];

/** What the answers `step` and `noop` mean. */
const outcomes: Readonly<Record<string, string>> = { step: 'accepted', noop: 'nothing to do' };

/** Asks something of machines. */
export const askMachines = (
  verb: MachineVerb,
  wanted: readonly string[],
  flags: ChangeFlags,
  terminal: Terminal,
): Promise<void> =>
  changeMachines(verb, wanted, flags, terminal, async (server, { uid }) => {
    const { outcome, operation } = await server.send<Asked>('POST', path`/machines/${uid}/${verb}`);
    return { outcome: outcomes[outcome] ?? outcome, operation };
  });

export const evictMachines = (
  wanted: readonly string[],
  flags: ChangeFlags,
  terminal: Terminal,
): Promise<void> =>
  changeMachines('evict', wanted, flags, terminal, async (server, { uid }) => {
    await server.send('POST', path`/machines/${uid}/evict`);
    return { outcome: 'accepted', operation: null };
  });

export const keepAlive = (
  value: 'on' | 'off',
  wanted: readonly string[],
  flags: ChangeFlags,
  terminal: Terminal,
): Promise<void> =>
  changeMachines('keep-alive', wanted, flags, terminal, async (server, { uid }) => {
    await server.send('PUT', path`/machines/${uid}/keep-alive`, { keepAlive: value === 'on' });
    return { outcome: value === 'on' ? 'protected' : 'not protected', operation: null };
  });

type Change = (
  server: AdminServer,
  machine: Machine,
) => Promise<Pick<Outcome, 'outcome' | 'operation'>>;

/**
 * Finds all machines first, asks, then changes one after the other.
 *
 * @throws (rejects) PartialError when some were refused, the refusal itself when all were
 */
async function changeMachines(
  verb: string,
  wanted: readonly string[],
  flags: ChangeFlags,
  terminal: Terminal,
  run: Change,
): Promise<void> {
  await administer(flags, terminal, async (server) => {
    const found: Machine[] = [];
    for (const each of wanted) found.push(await findMachine(server, each));
    if (destructive.has(verb)) {
      const names = found.map(({ name, id }) => `${name} (id ${id})`).join(', ');
      await confirm(`${verb[0]!.toUpperCase()}${verb.slice(1)} ${names}?`, flags);
    }
    const done: Outcome[] = [];
    const refused: unknown[] = [];
    for (const machine of found) {
      try {
        const { id, uid, name } = machine;
        done.push({ id, uid, name, ...(await run(server, machine)) });
      } catch (error) {
        if (wasDryRun(error)) continue;
        if (found.length === 1 || (error as { kind?: unknown }).kind === 'abort') throw error;
        terminal.note(`${machine.name}: ${describeError(error, false)}`);
        refused.push(error);
      }
    }
    if (flags.dryRun) return;
    if (done.length > 0) terminal.write(await renderRecords(done, outcomeColumns, flags, terminal));
    if (flags.wait) await waitForAll(server, done, flags, terminal);
    if (refused.length === found.length) throw refused[0];
    if (refused.length > 0) {
      throw new PartialError(`${refused.length} of ${found.length} machines refused.`);
    }
  });
}

async function waitForAll(
  server: AdminServer,
  done: readonly Outcome[],
  flags: ChangeFlags,
  terminal: Terminal,
): Promise<void> {
  const uids = new Set(done.flatMap(({ operation }) => operation ?? []));
  for (const uid of uids) await waitFor(server, uid, flags.timeout, terminal);
}
