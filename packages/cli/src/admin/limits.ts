import { path } from '@pileus/sdk/http';
import type { ChangeFlags, ShowFlags } from '../cycle/options.js';
import { UsageError } from '../failure.js';
import { type RecordColumn, renderRecords } from '../present/records.js';
import { repeat } from '../present/repeat.js';
import type { Terminal } from '../terminal.js';
import { administer } from './server.js';
import type { Limit } from './wire.js';

const amount = (limit: number | null) => limit ?? 'no limit';

const limitColumns: readonly RecordColumn<Limit>[] = [
  { name: 'location', value: ({ location }) => location },
  { name: 'family', value: ({ family }) => family, flexible: true },
  { name: 'spot', value: ({ spot }) => (spot ? 'yes' : 'no') },
  { name: 'cores', value: ({ cores }) => amount(cores), align: 'right' },
  { name: 'used', value: ({ used }) => used?.cores, align: 'right' },
  { name: 'nodes', value: ({ nodes }) => amount(nodes), align: 'right' },
  { name: 'used-nodes', value: ({ used }) => used?.nodes, align: 'right' },
];

export const listLimits = (
  flags: ShowFlags & { readonly location?: string },
  terminal: Terminal,
): Promise<void> =>
  administer(flags, terminal, (server) =>
    repeat(
      async () => {
        const limits = await server.list<Limit>(path`/limits`, 'limits');
        const shown = limits.filter(
          ({ location }) => flags.location === undefined || location === flags.location,
        );
        return renderRecords(shown, limitColumns, flags, terminal);
      },
      flags.watch,
      terminal,
      server.signal,
    ),
  );

/** `none`: no limit. */
type Amount = number | 'none';

export interface LimitFlags extends ChangeFlags {
  readonly family: string;
  readonly spot?: boolean;
  readonly cores?: Amount;
  readonly nodes?: Amount;
}

/** Sets what was given; the other amount of the same limit stays. */
export const setLimit = (location: string, flags: LimitFlags, terminal: Terminal): Promise<void> =>
  administer(flags, terminal, async (server) => {
    const { family, spot = false, cores, nodes } = flags;
    if (cores === undefined && nodes === undefined) {
      throw new UsageError('Give --cores or --nodes: a number, or none for no limit.');
    }
    const limits = await server.list<Limit>(path`/limits`, 'limits');
    const before = limits.find(
      (each) => each.location === location && each.family === family && each.spot === spot,
    );
    const limit = await server.send<Limit>('PUT', path`/limits`, {
      location,
      family,
      spot,
      cores: most(cores, before?.cores),
      nodes: most(nodes, before?.nodes),
    });
    const shown = { ...limit, ...(before?.used && { used: before.used }) };
    terminal.write(
      await renderRecords([shown], limitColumns, { ...flags, whole: shown }, terminal),
    );
  });

const most = (given: Amount | undefined, before: number | null | undefined): number | null =>
  given === 'none' ? null : (given ?? before ?? null);
