import type {
  ClusterStatus,
  NodearrayBucketStatus,
  NodearrayRecord,
} from '@pileus/sdk/cyclecloud/wire';
import { capacity, counterKeys, type Limit, room } from '../../inventory/admission.js';
import { locationCodes, type MachineType, machineTypes } from '../../inventory/catalogue.js';
import { RefusedError } from '../../inventory/errors.js';
import { backsOffUntil } from '../../inventory/nodes.js';
import { stateFacts } from '../../inventory/states.js';
import { and, eq, isIn, ne } from '../../store/predicate.js';
import type { Count, Reader, Tx } from '../../store/store.js';
import type { Row } from '../../store/tables.js';
import { capacityBackOff } from './capacity-back-off.js';
import {
  type ArraySurroundings,
  gigabytes,
  inheritedAttributes,
  type NodeRow,
  type NodeSurroundings,
  NodeWriter,
  nodeColumns,
} from './views.js';

/** @throws {RefusedError} `not-found` for an unknown cluster. */
export async function findCluster(reader: Reader, name: string): Promise<Row<'cluster'>> {
  const cluster = await reader.get('cluster', { name });
  if (cluster) return cluster;
  throw noCluster(name);
}

/** A cluster by its name, held until the end of the command. */
export async function holdCluster(tx: Tx, name: string): Promise<Row<'cluster'>> {
  const cluster = await tx.lock('cluster', { name });
  if (cluster) return cluster;
  throw noCluster(name);
}

const noCluster = (name: string): RefusedError =>
  new RefusedError('not-found', `No cluster found with name "${name}"`);

/** A cluster with everything below it but the nodes: six queries, whatever its size. */
export interface ClusterPicture extends NodeSurroundings {
  readonly buckets: ReadonlyMap<number, readonly Row<'bucket'>[]>;
  readonly machineTypes: ReadonlyMap<number, MachineType>;
  readonly groups: readonly Row<'placementGroup'>[];
  readonly codes: ReadonlyMap<number, string>;
}

export async function pictureOf(reader: Reader, cluster: Row<'cluster'>): Promise<ClusterPicture> {
  const arrayRows = await reader.select('nodeArray', { where: eq('clusterId', cluster.id) });
  const bucketRows = await reader.select('bucket', {
    where: isIn(
      'arrayId',
      arrayRows.map((array) => array.id),
    ),
    orderBy: [{ column: 'position' }],
  });
  const types = await machineTypes(reader);
  const groups = await reader.select('placementGroup', {
    where: isIn(
      'bucketId',
      bucketRows.map((bucket) => bucket.id),
    ),
  });
  const codes = await locationCodes(reader);
  const networks = new Map(
    (await reader.select('network', { columns: ['id', 'name'], where: eq('kind', 'compute') })).map(
      (network) => [network.id, network.name],
    ),
  );
  const buckets = new Map<number, Row<'bucket'>[]>(arrayRows.map((array) => [array.id, []]));
  for (const bucket of bucketRows) buckets.get(bucket.arrayId)!.push(bucket);
  const arrays = new Map<number, ArraySurroundings>();
  for (const array of arrayRows) {
    const places = {
      Region: codes.get(array.locationId) ?? '',
      SubnetId: `pileus/vnet/${networks.get(array.networkId ?? 0) ?? 'default'}`,
    };
    const inherited = inheritedAttributes({ ...places, ...array.attributes });
    arrays.set(array.id, { array, inherited });
  }
  return {
    cluster,
    arrays,
    buckets,
    machineTypes: types,
    groups,
    codes,
    placementGroups: new Map(groups.map((group) => [group.id, group.name])),
  };
}

/** The body of `GET /clusters/{cluster}/status`. */
export async function clusterStatus(
  reader: Reader,
  name: string,
  withNodes: boolean,
): Promise<string> {
  const cluster = await findCluster(reader, name);
  const picture = await pictureOf(reader, cluster);
  // Stand-alone nodes stay out: callers look every node's Template up among the arrays (observed: scalelib).
  const nodes = withNodes
    ? await reader.select('machine', {
        columns: nodeColumns,
        where: and(eq('clusterId', cluster.id), ne('state', 'deleted'), ne('state', 'off'), {
          op: 'present',
          field: 'arrayId',
        }),
      })
    : undefined;
  const limits = await Ledger.read(reader, picture);
  const status: ClusterStatus = {
    ...(cluster.state !== null && { state: cluster.state }),
    ...(cluster.targetState !== null && { targetState: cluster.targetState }),
    maxCount: cluster.maxCount,
    maxCoreCount: cluster.maxCoreCount,
    nodearrays: [...picture.arrays.values()].map(({ array, inherited }) => ({
      name: array.name,
      nodearray: arrayRecord(picture, array, inherited),
      maxCount: Math.min(array.maxCount ?? cluster.maxCount, cluster.maxCount),
      maxCoreCount: Math.min(array.maxCoreCount ?? cluster.maxCoreCount, cluster.maxCoreCount),
      buckets: picture.buckets
        .get(array.id)!
        .map((bucket) => bucketStatus(reader, picture, limits, array, bucket, nodes)),
    })),
  };
  if (!nodes) return JSON.stringify(status);
  const text = JSON.stringify(status);
  return `${text.slice(0, -1)},"nodes":${new NodeWriter(picture).list(nodes)}}`;
}

function arrayRecord(
  picture: ClusterPicture,
  array: Row<'nodeArray'>,
  inherited: Readonly<Record<string, unknown>>,
): NodearrayRecord {
  const names = picture.buckets
    .get(array.id)!
    .map((bucket) => picture.machineTypes.get(bucket.machineTypeId)?.name ?? '');
  return {
    ...inherited,
    ...array.attributes,
    Name: array.name,
    ClusterName: picture.cluster.name,
    MachineType: names,
    Interruptible: array.spot,
    ...(array.maxCount !== null && { MaxCount: array.maxCount }),
    ...(array.maxCoreCount !== null && { MaxCoreCount: array.maxCoreCount }),
  };
}

function bucketStatus(
  reader: Reader,
  picture: ClusterPicture,
  ledger: Ledger,
  array: Row<'nodeArray'>,
  bucket: Row<'bucket'>,
  nodes: readonly NodeRow[] | undefined,
): NodearrayBucketStatus {
  const type = picture.machineTypes.get(bucket.machineTypeId)!;
  const { vcpus } = type;
  const charged = type.quotaVcpus ?? vcpus;
  const limits = ledger.limits(array, type);
  const active = ledger.count(counterKeys.bucket(bucket.id));
  const maxCount = Math.min(...limits.own.map(capacity));
  const valid = array.activated && !bucket.disabled;
  const waits = backsOffUntil(bucket, capacityBackOff(array), reader.now) !== undefined;
  const availableCount =
    valid && !waits
      ? Math.min(...[...limits.own, limits.family, limits.region].map((limit) => room(limit)))
      : 0;
  const quotaCoreCount = Math.min(limits.family.maxCores!, limits.region.maxCores!);
  const family = (figure: number) => (array.spot ? 0 : figure);
  return {
    bucketId: bucket.uid,
    definition: { machineType: type.name },
    virtualMachine: {
      vcpuCount: vcpus,
      pcpuCount: type.pcpus,
      gpuCount: type.gpus,
      memory: gigabytes(type.memoryMb),
      infiniband: type.infiniband,
      ...(charged !== vcpus && { vcpuQuotaCount: charged }),
    },
    valid,
    ...(!valid && { invalidReason: bucket.disabled ? 'DisabledMachineType' : 'NotActivated' }),
    activeCount: active.nodes,
    activeCoreCount: active.cores,
    ...(nodes && {
      activeNodes: nodes
        .filter((node) => node.bucketId === bucket.id && stateFacts[node.state].counted)
        .map((node) => node.name),
    }),
    availableCount,
    availableCoreCount: availableCount * vcpus,
    maxCount,
    maxCoreCount: maxCount * vcpus,
    consumedCoreCount: array.spot ? limits.region.used.cores : limits.family.used.cores,
    quotaCount: Math.floor(quotaCoreCount / charged),
    quotaCoreCount,
    familyConsumedCoreCount: family(limits.family.used.cores),
    familyQuotaCoreCount: family(limits.family.maxCores!),
    familyQuotaCount: family(Math.floor(limits.family.maxCores! / charged)),
    regionalConsumedCoreCount: limits.region.used.cores,
    regionalQuotaCoreCount: limits.region.maxCores!,
    regionalQuotaCount: Math.floor(limits.region.maxCores! / charged),
    maxPlacementGroupSize: array.placementGroupSize,
    maxPlacementGroupCoreSize: array.placementGroupSize * vcpus,
    placementGroups: picture.groups
      .filter((group) => group.bucketId === bucket.id)
      .map((group) => ({
        name: group.name,
        used: ledger.count(counterKeys.placementGroup(group.id)),
      }))
      .filter(({ used }) => used.nodes > 0)
      .map(({ name, used }) => ({ name, activeCount: used.nodes, activeCoreCount: used.cores })),
    lastCapacityFailure:
      bucket.lastCapacityFailureAt === null
        ? -1
        : (reader.now - bucket.lastCapacityFailureAt) / 1000,
  };
}

/** Every counter and quota that a cluster's status shows, in two queries. */
class Ledger {
  readonly #picture: ClusterPicture;
  readonly #counts: ReadonlyMap<string, Count>;
  readonly #quotas: readonly Row<'quota'>[];

  private constructor(
    picture: ClusterPicture,
    counts: ReadonlyMap<string, Count>,
    quotas: readonly Row<'quota'>[],
  ) {
    this.#picture = picture;
    this.#counts = counts;
    this.#quotas = quotas;
  }

  static async read(reader: Reader, picture: ClusterPicture): Promise<Ledger> {
    const account = picture.cluster.accountId;
    const keys = new Set([counterKeys.cluster(picture.cluster.id)]);
    for (const { array } of picture.arrays.values()) {
      keys.add(counterKeys.array(array.id));
      keys.add(counterKeys.region(account, array.locationId, array.spot));
      for (const bucket of picture.buckets.get(array.id)!) {
        const { family } = picture.machineTypes.get(bucket.machineTypeId)!;
        keys.add(counterKeys.bucket(bucket.id));
        keys.add(counterKeys.family(account, array.locationId, family));
      }
    }
    for (const group of picture.groups) keys.add(counterKeys.placementGroup(group.id));
    const list = [...keys];
    const counts = await reader.counters(list);
    const quotas = await reader.select('quota');
    return new Ledger(picture, new Map(list.map((key, i) => [key, counts[i]!])), quotas);
  }

  count(key: string): Count {
    return this.#counts.get(key) ?? { nodes: 0, cores: 0 };
  }

  limits(array: Row<'nodeArray'>, type: MachineType) {
    const { cluster } = this.#picture;
    const { locationId, spot } = array;
    const charged = type.quotaVcpus ?? type.vcpus;
    const own: Limit[] = [
      {
        name: 'array',
        maxNodes: array.maxCount,
        maxCores: array.maxCoreCount,
        used: this.count(counterKeys.array(array.id)),
        coresEach: type.vcpus,
      },
      {
        name: 'cluster',
        maxNodes: cluster.maxCount,
        maxCores: cluster.maxCoreCount,
        used: this.count(counterKeys.cluster(cluster.id)),
        coresEach: type.vcpus,
      },
    ];
    const quota = (family: string, spotQuota: boolean, key: string): Limit => {
      const row = this.#quotas.find(
        (each) =>
          each.locationId === locationId && each.family === family && each.spot === spotQuota,
      );
      return {
        name: family,
        maxNodes: row?.nodes ?? null,
        // Where no quota was set, the cluster's own ceiling is the honest figure.
        maxCores: row?.cores ?? cluster.maxCoreCount,
        used: this.count(key),
        coresEach: charged,
      };
    };
    const region = quota('*', spot, counterKeys.region(cluster.accountId, locationId, spot));
    const familyKey = counterKeys.family(cluster.accountId, locationId, type.family);
    // Spot machines are bound by the location's spot quota alone.
    return { own, region, family: spot ? region : quota(type.family, false, familyKey) };
  }
}
