import { ensureGroups, ensureNetworks } from '../inventory/groups.js';
import type { Tx } from '../store/store.js';
import type { Insert, Row } from '../store/tables.js';
import { type Directory, inPlace } from './directory.js';
import { fixed, insertRows } from './rows.js';
import type { World } from './schema.js';

/** Offset of the first address that servers may have: those before it belong to the router. */
const firstAddress = 12;

/** Writes what accounts have in locations: groups, networks, quotas, custom fields, policies. */
export async function addPlaces(tx: Tx, world: World, directory: Directory): Promise<void> {
  for (const { alias } of world.accounts) {
    const accountId = directory.account(alias);
    const own = inAccountOf(tx, accountId);
    for (const { code } of world.locations) {
      const location = { id: directory.id('location', code), code };
      await ensureGroups(own, location);
      await ensureNetworks(own, location);
    }
  }
  await addGroups(tx, world, directory);
  await addNetworks(tx, world, directory);
  await insertRows(
    tx,
    'quota',
    world.quotas.map(
      (entry): Insert<'quota'> => ({
        accountId: directory.account(entry.account),
        locationId: directory.id('location', entry.location),
        family: entry.family,
        spot: entry.spot,
        cores: entry.cores ?? null,
        nodes: entry.nodes ?? null,
      }),
    ),
  );
  await insertRows(
    tx,
    'customField',
    world.customFields.map(
      ({ account, name, type, required, options, ...entry }): Insert<'customField'> => ({
        ...fixed(entry),
        accountId: directory.account(account),
        name,
        type,
        required,
        options,
      }),
    ),
  );
  await insertRows(
    tx,
    'policy',
    world.policies.map(
      (entry): Insert<'policy'> => ({
        ...fixed(entry),
        accountId: directory.account(entry.account),
        kind: entry.kind,
        name: entry.name,
        locationId: directory.idOrNull('location', entry.location),
        state: entry.state,
        definition: entry.definition,
      }),
    ),
  );
}

/** The system's transaction, reading and writing for one account. */
function inAccountOf(tx: Tx, accountId: number): Pick<Tx, 'get' | 'insert' | 'insertMany'> {
  const own = <R extends object>(row: R): R => ({ ...row, accountId });
  return {
    get: (table, match) => tx.get(table, own(match)),
    insert: (table, row) => tx.insert(table, own(row)),
    insertMany: (table, rows) => tx.insertMany(table, rows.map(own)),
  };
}

/** Groups are written in the order of the file, those above others first. */
async function addGroups(tx: Tx, world: World, directory: Directory): Promise<void> {
  const standing = await tx.select('machineGroup');
  const roots = new Map<string, number>();
  for (const { accountId, locationId, name, type, id } of standing) {
    directory.add('group', inPlace(accountId, locationId, name), id);
    if (type === 'root') roots.set(inPlace(accountId, locationId, ''), id);
  }
  const rows = world.groups.map((entry): Insert<'machineGroup'> => {
    const accountId = directory.account(entry.account);
    const locationId = directory.id('location', entry.location);
    return {
      ...fixed(entry),
      accountId,
      locationId,
      parentId: roots.get(inPlace(accountId, locationId, ''))!,
      name: entry.name,
      description: entry.description ?? null,
      type: 'default',
    };
  });
  const ids = await insertRows(tx, 'machineGroup', rows);
  const place = ({ accountId, locationId }: (typeof rows)[number], name: string) =>
    inPlace(accountId!, locationId, name);
  for (const [i, row] of rows.entries()) directory.add('group', place(row, row.name), ids[i]!);
  for (const [i, { parent }] of world.groups.entries()) {
    if (parent === undefined) continue;
    const parentId = directory.id('group', place(rows[i]!, parent));
    await tx.update('machineGroup', ids[i]!, { parentId });
  }
}

async function addNetworks(tx: Tx, world: World, directory: Directory): Promise<void> {
  const ids = await insertRows(
    tx,
    'network',
    world.networks.map(
      (entry): Insert<'network'> => ({
        ...fixed(entry),
        accountId: directory.account(entry.account),
        locationId: directory.id('location', entry.location),
        kind: entry.kind,
        name: entry.name,
        cidr: entry.cidr,
        gateway: entry.gateway,
        vlan: entry.vlan ?? null,
        description: entry.description ?? null,
        freeFrom: firstAddress,
      }),
    ),
  );
  for (const [i, { account, location, name }] of world.networks.entries()) {
    const place = inPlace(directory.account(account), directory.id('location', location), name);
    directory.add('network', place, ids[i]!);
  }
  const standing: readonly Row<'network'>[] = await tx.select('network');
  for (const { accountId, locationId, kind, id } of [...standing].reverse()) {
    // The first of a kind is the one that machines get when none is named.
    directory.add('network', inPlace(accountId, locationId, `kind:${kind}`), id);
  }
}
