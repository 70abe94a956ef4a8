import { ArgumentError } from '../../../http/argument-error.js';
import type { CallerOptions } from '../../../http/http-client.js';
import type { SoftLayer_Network_Storage } from '../../generated/types.js';
import type { TypedCalls } from '../typed-calls.js';
import { datacenterId, storagePackage } from './offers.js';
import { container, type StorageOrder, service, spacePrices } from './order.js';
import {
  categoryPrice,
  type EnduranceTier,
  enterpriseSpacePrice,
  enterpriseTierPrice,
  type Speed,
  serviceReplicationPrice,
  serviceSnapshotPrice,
} from './prices.js';
import {
  billingOf,
  existingSpeed,
  type GivenSpeed,
  isPerformance,
  kindOf,
  refuse,
  requireEncryption,
  tierOf,
} from './volume-facts.js';

export interface SnapshotSpaceOptions extends CallerOptions {
  /** GB. */
  readonly capacity: number;
  /** IOPS per GB of an endurance volume. Default what the volume has. */
  readonly tier?: EnduranceTier | undefined;
  /** IOPS of a performance volume. Default what the volume has. */
  readonly iops?: number | undefined;
  /** True: the volume has snapshot space already, and gets another size. Default false. */
  readonly upgrade?: boolean | undefined;
}

export async function snapshotSpaceOrder(
  api: TypedCalls,
  volume: SoftLayer_Network_Storage,
  { capacity, tier, iops, upgrade = false, signal, timeout }: SnapshotSpaceOptions,
): Promise<StorageOrder> {
  const billing = billingOf(volume, 'snapshot space cannot be ordered');
  const category = billing.categoryCode ?? '';
  if (category !== service && category !== 'storage_service_enterprise') {
    throw refuse(`Snapshot space cannot be ordered for a volume of the category "${category}"`);
  }
  const speed = speedFor(category, volume, { tier, iops }, 'Snapshot space cannot be ordered');
  const offers = await storagePackage(api, category, { signal, timeout });
  const price =
    category !== service && speed.kind === 'endurance'
      ? enterpriseSpacePrice(offers, 'snapshot', capacity, speed.tier)
      : serviceSnapshotPrice(offers, capacity, speed);
  return {
    complexType: `${container}Storage_Enterprise_SnapshotSpace${upgrade ? '_Upgrade' : ''}`,
    packageId: offers.id,
    prices: [price],
    quantity: 1,
    location: billing.location?.id,
    volumeId: volume.id,
    useHourlyPricing: billing.hourlyFlag ?? false,
  };
}

export interface ReplicantOptions extends CallerOptions {
  /** Which schedule of the volume replicates. */
  readonly snapshotSchedule: 'INTERVAL' | 'HOURLY' | 'DAILY' | 'WEEKLY';
  /** Short name of the replica's data centre. */
  readonly location: string;
  /** IOPS per GB of an endurance volume. Default what the volume has. */
  readonly tier?: EnduranceTier | undefined;
  /** The format of a block volume: `LINUX`. Default what the volume has. */
  readonly osType?: string | undefined;
  /** IOPS of a performance volume. Default what the volume has. */
  readonly iops?: number | undefined;
}

export async function replicantOrder(
  api: TypedCalls,
  volume: SoftLayer_Network_Storage,
  options: ReplicantOptions,
): Promise<StorageOrder> {
  const { snapshotSchedule, location, tier, iops, signal, timeout } = options;
  const kind = kindOf(volume);
  const billing = billingOf(volume, 'no replica can be ordered');
  const doomed = (billing.activeChildren ?? []).some(
    (child) => child.categoryCode === 'storage_snapshot_space' && child.cancellationDate,
  );
  if (billing.cancellationDate || doomed) {
    const what = doomed ? 'The snapshot space of the volume' : 'The volume';
    throw refuse(`${what} is set for cancellation; no replica can be ordered`);
  }
  const category = billing.categoryCode ?? '';
  if (category !== service && category !== 'storage_service_enterprise') {
    throw refuse(`A replica cannot be ordered for a volume of the category "${category}"`);
  }
  if (volume.snapshotCapacityGb == null) {
    throw refuse('The volume has no snapshot space, which a replica needs');
  }
  const size = Number(volume.capacityGb);
  const snapshotSize = Number(volume.snapshotCapacityGb);
  const keyName = `SNAPSHOT_${snapshotSchedule}`;
  const schedule = (volume.schedules ?? []).find(({ type }) => type?.keyname === keyName);
  if (!schedule) throw refuse(`The volume has no snapshot schedule ${keyName}`);
  const speed = speedFor(category, volume, { tier, iops }, 'No replica can be ordered');
  const caller = { signal, timeout };
  const locationId = await datacenterId(api, location, caller);
  const offers = await storagePackage(api, category, caller);
  const common = {
    packageId: offers.id,
    quantity: 1,
    location: locationId,
    originVolumeId: volume.id,
    originVolumeScheduleId: schedule.id,
    useHourlyPricing: billing.hourlyFlag ?? false,
  };
  const access = [categoryPrice(offers, category), categoryPrice(offers, `storage_${kind}`)];
  if (category !== service && speed.kind === 'endurance') {
    const { tier: level } = speed;
    return {
      ...common,
      complexType: `${container}Storage_Enterprise`,
      prices: [
        ...access,
        enterpriseSpacePrice(offers, 'endurance', size, level),
        enterpriseTierPrice(offers, level),
        enterpriseSpacePrice(offers, 'snapshot', snapshotSize, level),
        enterpriseSpacePrice(offers, 'replication', size, level),
      ],
    };
  }
  return {
    ...common,
    complexType: `${container}Storage_AsAService`,
    prices: [
      ...access,
      ...spacePrices(offers, size, speed),
      serviceSnapshotPrice(offers, snapshotSize, speed),
      serviceReplicationPrice(offers, speed),
    ],
    volumeSize: size,
    ...(speed.kind === 'performance' ? { iops: speed.iops } : {}),
  };
}

export interface DuplicateOptions extends CallerOptions {
  /** The snapshot that the duplicate starts from. Default the volume as it is. */
  readonly originSnapshotId?: number | undefined;
  /** GB. Default the volume's. */
  readonly duplicateSize?: number | undefined;
  /** IOPS, for a performance volume. Default the volume's. */
  readonly duplicateIops?: number | undefined;
  /** IOPS per GB, for an endurance volume. Default the volume's. */
  readonly duplicateTierLevel?: EnduranceTier | undefined;
  /** GB for snapshots; 0 is none. Default the volume's. */
  readonly duplicateSnapshotSize?: number | undefined;
  /** Default false: monthly. */
  readonly hourlyBillingFlag?: boolean | undefined;
  /** True: the duplicate stays bound to the volume, and can be refreshed from it. Default false. */
  readonly dependentDuplicate?: boolean | undefined;
}

export async function duplicateOrder(
  api: TypedCalls,
  volume: SoftLayer_Network_Storage,
  options: DuplicateOptions,
): Promise<StorageOrder> {
  const { duplicateIops: iops, duplicateTierLevel: tier, signal, timeout } = options;
  const billing = billingOf(volume, 'no duplicate can be ordered');
  if (volume.snapshotCapacityGb == null) {
    throw refuse('The volume has no snapshot space, which a duplicate needs');
  }
  if (typeof billing.location?.id !== 'number') {
    throw refuse('The location of the volume is not known; no duplicate can be ordered');
  }
  requireEncryption(volume, 'No duplicate can be ordered');
  const size = options.duplicateSize ?? Number(volume.capacityGb);
  const snapshotSize = options.duplicateSnapshotSize ?? Number(volume.snapshotCapacityGb);
  const speed = existingSpeed(volume, { tier, iops }, 'No duplicate can be ordered');
  const offers = await storagePackage(api, service, { signal, timeout });
  return {
    complexType: `${container}Storage_AsAService`,
    packageId: offers.id,
    prices: [
      categoryPrice(offers, service),
      categoryPrice(offers, `storage_${kindOf(volume)}`),
      ...spacePrices(offers, size, speed),
      ...(snapshotSize > 0 ? [serviceSnapshotPrice(offers, snapshotSize, speed)] : []),
    ],
    volumeSize: size,
    quantity: 1,
    location: billing.location.id,
    duplicateOriginVolumeId: volume.id,
    useHourlyPricing: options.hourlyBillingFlag ?? false,
    ...(speed.kind === 'performance' ? { iops: speed.iops } : {}),
  };
}

export interface ModifyOptions extends CallerOptions {
  /** GB. Default the volume's. */
  readonly newSize?: number | undefined;
  /** IOPS, for a performance volume. Default the volume's. */
  readonly newIops?: number | undefined;
  /** IOPS per GB, for an endurance volume. Default the volume's. */
  readonly newTierLevel?: EnduranceTier | undefined;
}

export async function modifyOrder(
  api: TypedCalls,
  volume: SoftLayer_Network_Storage,
  { newSize, newIops, newTierLevel, signal, timeout }: ModifyOptions,
): Promise<StorageOrder> {
  billingOf(volume, 'it cannot be modified');
  requireEncryption(volume, 'The volume cannot be modified');
  const performance = isPerformance(volume, 'It cannot be modified');
  if (newSize === undefined && (performance ? newIops : newTierLevel) === undefined) {
    const [name, what] = performance
      ? ['newIops', 'a performance']
      : ['newTierLevel', 'an endurance'];
    throw new ArgumentError(
      name as string,
      `The volume is ${what} volume: give \`newSize\`, \`${name}\` or both.`,
      'SoftLayer',
    );
  }
  const size = newSize ?? Number(volume.capacityGb);
  const given = { tier: newTierLevel, iops: newIops };
  const speed = existingSpeed(volume, given, 'The volume cannot be modified');
  const offers = await storagePackage(api, service, { signal, timeout });
  return {
    complexType: `${container}Storage_AsAService_Upgrade`,
    packageId: offers.id,
    prices: [categoryPrice(offers, service), ...spacePrices(offers, size, speed)],
    volume: { id: volume.id },
    volumeSize: size,
    ...(speed.kind === 'performance' ? { iops: speed.iops } : {}),
  };
}

/** The package Enterprise has endurance volumes only. */
const speedFor = (
  category: string,
  volume: SoftLayer_Network_Storage,
  given: GivenSpeed,
  consequence: string,
): Speed =>
  category === service
    ? existingSpeed(volume, given, consequence)
    : { kind: 'endurance', tier: given.tier ?? tierOf(volume) };
