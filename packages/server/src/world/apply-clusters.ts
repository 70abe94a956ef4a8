import type { Tx } from '../store/store.js';
import type { Insert } from '../store/tables.js';
import { type Directory, inAccount, inPlace } from './directory.js';
import { fixed, insertRows } from './rows.js';
import type { World } from './schema.js';

/** Writes clusters with their node arrays and buckets. */
export async function addClusters(tx: Tx, world: World, directory: Directory): Promise<void> {
  const clusterIds = await insertRows(
    tx,
    'cluster',
    world.clusters.map(
      (entry): Insert<'cluster'> => ({
        ...fixed(entry),
        accountId: directory.account(entry.account),
        name: entry.name,
        locationId: directory.idOrNull('location', entry.location),
        state: entry.state ?? null,
        targetState: entry.state ?? null,
        maxCount: entry.maxCount,
        maxCoreCount: entry.maxCoreCount,
        parameters: entry.parameters,
      }),
    ),
  );
  const arrays = world.clusters.flatMap((cluster, c) => {
    const accountId = directory.account(cluster.account);
    const clusterId = clusterIds[c]!;
    directory.add('cluster', inAccount(accountId, cluster.name), clusterId);
    return cluster.arrays.map((entry) => ({ entry, accountId, clusterId }));
  });
  const rows = arrays.map(({ entry, accountId, clusterId }): Insert<'nodeArray'> => {
    const locationId = directory.id('location', entry.location);
    return {
      ...fixed(entry),
      accountId,
      clusterId,
      locationId,
      networkId: directory.id(
        'network',
        inPlace(accountId, locationId, entry.network ?? 'kind:compute'),
      ),
      imageId: directory.idOrNull('image', entry.image),
      name: entry.name,
      attributes: entry.attributes,
      maxCount: entry.maxCount ?? null,
      maxCoreCount: entry.maxCoreCount ?? null,
      spot: entry.spot,
      activated: entry.activated,
      freeFrom: 1,
      targetCount: entry.targetCount ?? null,
      placementGroupSize: entry.placementGroupSize,
    };
  });
  const arrayIds = await insertRows(tx, 'nodeArray', rows);
  const buckets = arrays.flatMap(({ entry, accountId }, a) =>
    entry.machineTypes.map((each, position) => {
      const bucket = typeof each === 'string' ? { machineType: each, ext: {} } : each;
      const type = directory.type(bucket.machineType);
      const row: Insert<'bucket'> = {
        ...fixed(bucket),
        accountId,
        arrayId: arrayIds[a]!,
        machineTypeId: type.id,
        position,
        disabled: 'disabled' in bucket && bucket.disabled,
      };
      return { row, type };
    }),
  );
  const bucketIds = await insertRows(
    tx,
    'bucket',
    buckets.map(({ row }) => row),
  );
  for (const [a, { entry, clusterId }] of arrays.entries()) {
    const id = arrayIds[a]!;
    const own = buckets.flatMap(({ row, type }, b) =>
      row.arrayId === id ? [{ id: bucketIds[b]!, type }] : [],
    );
    directory.addArray({
      id,
      clusterId,
      entry,
      networkId: rows[a]!.networkId ?? null,
      buckets: own,
    });
  }
}
