import { path } from '@pileus/sdk/http';
import { confirm } from '../confirm.js';
import type { ChangeFlags, ShowFlags } from '../cycle/options.js';
import { UsageError } from '../failure.js';
import { renderCard } from '../present/card.js';
import type { RecordColumn } from '../present/records.js';
import { shellWord } from '../present/shell-text.js';
import type { Terminal } from '../terminal.js';
import {
  failureText,
  parseFailure,
  parseScarcity,
  parseTime,
  scarcityText,
  timeText,
} from './fault-texts.js';
import { administer } from './server.js';
import { type Faults, faultTimes } from './wire.js';

/** Values are written as `faults set` reads them. */
const columns: readonly RecordColumn<Faults>[] = [
  { name: 'seed', value: ({ seed }) => seed },
  ...faultTimes.map((kind) => ({
    name: kind,
    value: ({ times }: Faults) => (times[kind] === undefined ? '' : timeText(times[kind])),
  })),
  {
    name: 'scarce',
    value: ({ capacity }) => capacity.map(scarcityText).map(shellWord).join(' ') || 'none',
  },
  {
    name: 'fail',
    value: ({ failures }) => failures.map(failureText).map(shellWord).join(' ') || 'none',
  },
  { name: 'evictions', value: (faults) => faults.spotEvictionsPerHour },
];

export const showFaults = (flags: ShowFlags, terminal: Terminal): Promise<void> =>
  administer(flags, terminal, async (server) => {
    const faults = await server.get<Faults>(path`/faults`);
    terminal.write(await renderCard(faults, columns, flags, terminal));
  });

export interface FaultFlags extends ChangeFlags {
  readonly seed?: string;
  readonly time?: readonly string[];
  readonly fail?: readonly string[];
  readonly scarce?: readonly string[];
  readonly evictions?: number;
}

/** What is not given stays; `--fail` and `--scarce` replace the whole list, `none` empties it. */
export async function setFaults(flags: FaultFlags, terminal: Terminal): Promise<void> {
  const { seed, time, fail, scarce, evictions } = flags;
  const change = {
    ...(seed !== undefined && { seed }),
    ...(time && {
      times: Object.fromEntries(time.map(parseTime).map((each) => [each.kind, each.time])),
    }),
    ...(fail && { failures: listOf(fail, parseFailure) }),
    ...(scarce && { capacity: listOf(scarce, parseScarcity) }),
    ...(evictions !== undefined && { spotEvictionsPerHour: evictions }),
  };
  if (Object.keys(change).length === 0) {
    throw new UsageError('Say what: --time, --fail, --scarce, --evictions or --seed.');
  }
  await administer(flags, terminal, async (server) => {
    const faults = await server.send<Faults>('PATCH', path`/faults`, change);
    terminal.write(await renderCard(faults, columns, flags, terminal));
  });
}

const listOf = <T>(texts: readonly string[], parse: (text: string) => T): T[] =>
  texts.length === 1 && texts[0] === 'none' ? [] : texts.map(parse);

/** Back to what the world began with. */
export const resetFaults = (flags: ChangeFlags, terminal: Terminal): Promise<void> =>
  administer(flags, terminal, async (server) => {
    await confirm('Take back all changes of times, failures, capacity and evictions?', flags);
    const faults = await server.send<Faults>('DELETE', path`/faults`, undefined, true);
    terminal.write(await renderCard(faults, columns, flags, terminal));
  });
