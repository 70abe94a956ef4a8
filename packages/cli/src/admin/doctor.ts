import { path } from '@pileus/sdk/http';
import { confirm } from '../confirm.js';
import type { ChangeFlags } from '../cycle/options.js';
import { type RecordColumn, renderRecords } from '../present/records.js';
import type { Terminal } from '../terminal.js';
import { administer } from './server.js';
import type { Mismatch } from './wire.js';

const columns: readonly RecordColumn<Mismatch>[] = [
  { name: 'counter', value: ({ key }) => key, flexible: true },
  { name: 'nodes', value: ({ stored }) => stored.nodes, align: 'right' },
  { name: 'real-nodes', value: ({ actual }) => actual.nodes, align: 'right' },
  { name: 'cores', value: ({ stored }) => stored.cores, align: 'right' },
  { name: 'real-cores', value: ({ actual }) => actual.cores, align: 'right' },
];

/**
 * Compares the counters that limits are judged by with the machines that there are.
 *
 * @throws (rejects) Error when they differ and are not repaired, so that a script notices
 */
export const doctor = (
  flags: ChangeFlags & { readonly repair?: boolean },
  terminal: Terminal,
): Promise<void> =>
  administer(flags, terminal, async (server) => {
    const empty = 'All counters agree with the machines that there are.';
    const show = async (mismatches: readonly Mismatch[]) =>
      terminal.write(await renderRecords(mismatches, columns, { ...flags, empty }, terminal));
    if (flags.repair) {
      await confirm('Correct the counters? Nothing else should be asked of the server.', flags);
      const { repaired } = await server.send<{ repaired: Mismatch[] }>(
        'POST',
        path`/doctor/repair`,
      );
      await show(repaired);
      if (repaired.length > 0) terminal.note('They are corrected.');
      return;
    }
    const mismatches = await server.list<Mismatch>(path`/doctor`, 'mismatches');
    await show(mismatches);
    if (mismatches.length > 0) {
      throw new Error('Counters do not agree; pileus admin doctor --repair corrects them.');
    }
  });
