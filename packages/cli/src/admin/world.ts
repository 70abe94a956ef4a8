import { path } from '@pileus/sdk/http';
import type { ChangeFlags, ShowFlags } from '../cycle/options.js';
import { renderCard } from '../present/card.js';
import { type RecordColumn, renderRecords } from '../present/records.js';
import type { Terminal } from '../terminal.js';
import { instant } from './instant.js';
import { administer } from './server.js';
import type { World, WorldClock } from './wire.js';

const worldColumns: readonly RecordColumn<World>[] = [
  { name: 'world', value: ({ name }) => name ?? 'none' },
  { name: 'applied', value: ({ appliedAt }) => instant(appliedAt) },
  { name: 'now', value: ({ now }) => instant(now) },
  { name: 'speed', value: ({ speed }) => speed },
  { name: 'store', value: ({ store }) => store },
  { name: 'account', value: ({ account }) => account && `${account.alias}, ${account.name}` },
  { name: 'domain', value: ({ account }) => account?.domain },
];

const locationColumns: readonly RecordColumn<World['locations'][number]>[] = [
  { name: 'location', value: ({ code }) => code },
  { name: 'provider', value: ({ provider }) => provider },
  { name: 'title', value: ({ title }) => title, flexible: true },
];

export const showWorld = (flags: ShowFlags, terminal: Terminal): Promise<void> =>
  administer(flags, terminal, async (server) => {
    const world = await server.get<World>(path`/world`);
    terminal.write(await renderCard(world, worldColumns, flags, terminal));
    if (flags.columns !== undefined || !['table', 'wide'].includes(flags.output)) return;
    terminal.write('\n');
    terminal.write(await renderRecords(world.locations, locationColumns, flags, terminal));
  });

const clockColumns: readonly RecordColumn<WorldClock>[] = [
  { name: 'world', value: ({ now }) => instant(now) },
  { name: 'real', value: ({ realNow }) => instant(realNow) },
  { name: 'speed', value: ({ speed }) => speed },
];

export interface ClockFlags extends ChangeFlags {
  readonly speed?: number;
  /** Seconds. */
  readonly advance?: number;
}

/** Shows the world's clock, or changes its speed or moves it ahead. */
export const worldClock = (flags: ClockFlags, terminal: Terminal): Promise<void> =>
  administer(flags, terminal, async (server) => {
    const { speed, advance } = flags;
    // Moving ahead twice is not moving ahead once: it is never sent again.
    const clock =
      speed === undefined && advance === undefined
        ? await server.get<WorldClock>(path`/clock`)
        : await server.send<WorldClock>('PATCH', path`/clock`, { speed, advance }, false);
    terminal.write(await renderCard(clock, clockColumns, flags, terminal));
  });
