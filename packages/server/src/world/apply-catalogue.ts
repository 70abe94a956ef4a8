import type { Tx } from '../store/store.js';
import type { Dialect, Insert } from '../store/tables.js';
import type { ApplyOptions } from './apply.js';
import type { Directory } from './directory.js';
import { fixed, insertRows } from './rows.js';
import type { Entry, World } from './schema.js';

/** Writes what can be ordered: machine types, images, repositories, packages. */
export async function addCatalogue(
  tx: Tx,
  world: World,
  directory: Directory,
  sealKey: ApplyOptions['sealKey'],
): Promise<void> {
  await addMachineTypes(tx, world, directory);
  await addImages(tx, world, directory);
  await addRepositories(tx, world, directory, sealKey);
  await insertRows(
    tx,
    'script',
    world.scripts.map(
      (entry): Insert<'script'> => ({
        ...fixed(entry),
        accountId: sharedBy(directory, entry.account),
        name: entry.name,
        description: entry.description ?? null,
        durationMs: Math.round(entry.seconds * 1000),
        exitCode: entry.exitCode,
        output: entry.output ?? null,
      }),
    ),
  );
}

/** Null: everybody. */
const sharedBy = (directory: Directory, alias: string | undefined): number | null =>
  directory.idOrNull('account', alias);

async function addMachineTypes(tx: Tx, world: World, directory: Directory): Promise<void> {
  const rows = world.machineTypes.map((entry) => ({
    ...fixed(entry),
    name: entry.name,
    kind: entry.kind,
    vcpus: entry.vcpus,
    pcpus: entry.pcpus ?? entry.vcpus,
    quotaVcpus: entry.quotaVcpus ?? null,
    memoryMb: entry.memoryMb,
    gpus: entry.gpus,
    diskGb: entry.diskGb,
    family: entry.family,
    infiniband: entry.infiniband,
    price: entry.price,
    spotPrice: entry.spotPrice ?? null,
    description: entry.description ?? null,
  }));
  const ids = await insertRows(tx, 'machineType', rows);
  const aliases: Insert<'machineTypeAlias'>[] = [];
  const places: Insert<'machineTypeLocation'>[] = [];
  for (const [i, entry] of world.machineTypes.entries()) {
    const machineTypeId = ids[i]!;
    directory.addType([entry.name, ...entry.aliases], { ...rows[i]!, id: machineTypeId });
    for (const name of entry.aliases) aliases.push({ machineTypeId, name });
    for (const [code, stock] of placesOf(entry, world)) {
      places.push({ machineTypeId, locationId: directory.id('location', code), stock });
    }
  }
  await tx.insertMany('machineTypeAlias', aliases);
  await tx.insertMany('machineTypeLocation', places);
}

/** Location codes with their stock; a location that is named itself goes before its provider. */
function placesOf(entry: Entry<'machineTypes'>, world: World): Map<string, number | null> {
  const places = new Map<string, number | null>();
  for (const { code, provider } of world.locations) {
    if (provider === entry.provider) places.set(code, null);
  }
  for (const place of entry.locations) {
    if (typeof place === 'string') places.set(place, null);
    else places.set(place.location, place.stock ?? null);
  }
  return places;
}

async function addImages(tx: Tx, world: World, directory: Directory): Promise<void> {
  const ids = await insertRows(
    tx,
    'image',
    world.images.map(
      (entry): Insert<'image'> => ({
        ...fixed(entry),
        accountId: sharedBy(directory, entry.account),
        kind: entry.kind,
        name: entry.name,
        title: entry.title,
        osFamily: entry.osFamily,
        osVersion: entry.osVersion,
        bits: entry.bits,
        diskGb: entry.diskGb,
        dockerRef: entry.dockerRef ?? null,
        locationId: directory.idOrNull('location', entry.location),
      }),
    ),
  );
  const names: Insert<'imageName'>[] = [];
  for (const [i, entry] of world.images.entries()) {
    directory.add('image', entry.name, ids[i]!);
    for (const [dialect, list] of Object.entries(entry.names)) {
      for (const name of [list].flat()) {
        names.push({ imageId: ids[i]!, dialect: dialect as Dialect, name });
      }
    }
  }
  await tx.insertMany('imageName', names);
}

async function addRepositories(
  tx: Tx,
  world: World,
  directory: Directory,
  sealKey: ApplyOptions['sealKey'],
): Promise<void> {
  const rows = world.repositories.flatMap((entry) =>
    entry.tags.map(
      (tag, i): Insert<'repository'> => ({
        // A fixed identity is that of the first tag.
        ...(i === 0 ? fixed(entry) : { ext: entry.ext }),
        accountId: sharedBy(directory, entry.account),
        name: entry.name,
        registry: entry.registry,
        tag,
        username: entry.username ?? null,
        secretEnc: entry.password === undefined ? null : sealKey(entry.password).enc,
        description: entry.description ?? null,
      }),
    ),
  );
  await insertRows(tx, 'repository', rows);
}
