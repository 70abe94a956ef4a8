import { path } from '@pileus/sdk/http';
import type { ShowFlags } from '../cycle/options.js';
import { renderCard } from '../present/card.js';
import { type RecordColumn, renderRecords } from '../present/records.js';
import type { Terminal } from '../terminal.js';
import { instant } from './instant.js';
import { administer } from './server.js';
import type { World } from './wire.js';

const worldColumns: readonly RecordColumn<World>[] = [
  { name: 'world', value: ({ name }) => name ?? 'none' },
  { name: 'applied', value: ({ appliedAt }) => instant(appliedAt) },
  { name: 'now', value: ({ now }) => instant(now) },
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
