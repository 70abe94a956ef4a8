import { ArgumentError } from '../../../http/argument-error.js';
import type { CallerOptions } from '../../../http/http-client.js';
import type { TypedCalls } from '../typed-calls.js';
import { datacenterId, storagePackage } from './offers.js';
import { container, type StorageOrder, service, spacePrices } from './order.js';
import {
  categoryPrice,
  type EnduranceTier,
  enterpriseSpacePrice,
  enterpriseTierPrice,
  performanceIopsPrice,
  performanceSpacePrice,
  type Speed,
  serviceSnapshotPrice,
  tierLevel,
} from './prices.js';
import type { StorageKind } from './volume-facts.js';

export interface VolumeOrderOptions extends CallerOptions {
  readonly storageType: 'performance' | 'endurance';
  /** Short name of a data centre: `dal09`. */
  readonly location: string;
  /** GB. */
  readonly size: number;
  /** IOPS of the whole volume; needed for performance. */
  readonly iops?: number | undefined;
  /** IOPS per GB; needed for endurance. */
  readonly tierLevel?: EnduranceTier | undefined;
  /** GB for snapshots. Default none. */
  readonly snapshotSize?: number | undefined;
  /** The package that is ordered from. Default `storage_as_a_service`. */
  readonly serviceOffering?: 'storage_as_a_service' | 'enterprise' | 'performance' | undefined;
  /** Default false: monthly. */
  readonly hourlyBillingFlag?: boolean | undefined;
}

/** The order of a new volume. @throws ArgumentError before any call for options that do not go together. */
export async function volumeOrder(
  api: TypedCalls,
  kind: StorageKind,
  options: VolumeOrderOptions,
): Promise<StorageOrder> {
  const { size, snapshotSize, serviceOffering = service, hourlyBillingFlag = false } = options;
  const { signal, timeout, location } = options;
  const speed = speedOf(options);
  const category = offeringCategory(serviceOffering, options.storageType, kind);
  const caller = { signal, timeout };
  const locationId = await datacenterId(api, location, caller);
  const offers = await storagePackage(api, category, caller);
  const common = {
    packageId: offers.id,
    quantity: 1,
    location: locationId,
    useHourlyPricing: hourlyBillingFlag,
  };
  if (serviceOffering === service) {
    return {
      ...common,
      complexType: `${container}Storage_AsAService`,
      prices: [
        categoryPrice(offers, category),
        categoryPrice(offers, `storage_${kind}`),
        ...spacePrices(offers, size, speed),
        ...(snapshotSize === undefined ? [] : [serviceSnapshotPrice(offers, snapshotSize, speed)]),
      ],
      volumeSize: size,
      ...(speed.kind === 'performance' ? { iops: speed.iops } : {}),
    };
  }
  if (speed.kind === 'performance') {
    return {
      ...common,
      complexType: `${container}PerformanceStorage_${kind === 'block' ? 'Iscsi' : 'Nfs'}`,
      prices: [
        categoryPrice(offers, category),
        performanceSpacePrice(offers, size),
        performanceIopsPrice(offers, size, speed.iops),
      ],
    };
  }
  return {
    ...common,
    complexType: `${container}Storage_Enterprise`,
    prices: [
      categoryPrice(offers, category),
      categoryPrice(offers, `storage_${kind}`),
      enterpriseSpacePrice(offers, 'endurance', size, speed.tier),
      enterpriseTierPrice(offers, speed.tier),
      ...(snapshotSize === undefined
        ? []
        : [enterpriseSpacePrice(offers, 'snapshot', snapshotSize, speed.tier)]),
    ],
  };
}

function speedOf({ storageType, iops, tierLevel: tier }: VolumeOrderOptions): Speed {
  if (storageType === 'performance') {
    if (iops !== undefined) return { kind: storageType, iops };
    throw wrong('iops', 'A performance volume is ordered with its `iops`.');
  }
  if (storageType !== 'endurance') {
    throw wrong('storageType', 'The `storageType` must be "performance" or "endurance".');
  }
  if (tier === undefined) throw wrong('tierLevel', 'An endurance volume needs its `tierLevel`.');
  tierLevel(tier);
  return { kind: storageType, tier };
}

/** The category of the package that an offering is ordered from. */
function offeringCategory(offering: string, storageType: string, kind: StorageKind): string {
  if (offering === service) return service;
  if (offering === 'enterprise' && storageType === 'endurance') return 'storage_service_enterprise';
  if (offering === 'performance' && storageType === 'performance') {
    return `performance_storage_${kind === 'block' ? 'iscsi' : 'nfs'}`;
  }
  const known = offering === 'enterprise' || offering === 'performance';
  throw wrong(
    'serviceOffering',
    known
      ? `The \`serviceOffering\` "${offering}" has no ${storageType} volumes.`
      : 'The `serviceOffering` must be "storage_as_a_service", "enterprise" or "performance".',
  );
}

const wrong = (argument: string, message: string): ArgumentError =>
  new ArgumentError(argument, message, 'SoftLayer');
