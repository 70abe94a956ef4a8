import { ArgumentError } from '../../../http/argument-error.js';
import type {
  SoftLayer_Product_Item,
  SoftLayer_Product_Item_Price,
  SoftLayer_Product_Package,
} from '../../generated/types.js';
import { SoftLayerOperationError } from '../operation-error.js';

/** IOPS per GB of an endurance volume. */
export type EnduranceTier = 0.25 | 2 | 4 | 10;

/** How an order names a price. */
export interface PriceId {
  readonly id: number;
}

/** What a price must have beside its category, and for which it must be meant. */
interface Wanted {
  /** Completes "There is no price for". */
  readonly what: string;
  readonly category: string;
  readonly item?: (item: SoftLayer_Product_Item) => boolean;
  /** The price's capacity restriction must be of this type and hold the value. */
  readonly restriction?: readonly [type: string, value: number];
}

const tierLevels: Readonly<Record<EnduranceTier, number>> = { 0.25: 100, 2: 200, 4: 300, 10: 1000 };

/** The number by which prices know a tier. @throws ArgumentError for an unknown tier. */
export function tierLevel(tier: EnduranceTier): number {
  const level = tierLevels[tier];
  if (level !== undefined) return level;
  throw new ArgumentError(
    'tier',
    `The \`tier\` of an endurance volume is 0.25, 2, 4 or 10 IOPS per GB, not ${tier}.`,
    'SoftLayer',
  );
}

/** The first price of a category, which is that of the offering or of block or file access. */
export const categoryPrice = (offers: SoftLayer_Product_Package, category: string): PriceId =>
  find(offers, { what: `the category ${category}`, category });

/** Space of a volume of the package Enterprise, or of its snapshots or replica. */
export const enterpriseSpacePrice = (
  offers: SoftLayer_Product_Package,
  use: 'endurance' | 'snapshot' | 'replication',
  size: number,
  tier: EnduranceTier,
): PriceId =>
  find(offers, {
    what: `${size} GB of ${use} space at ${tier} IOPS per GB`,
    category: {
      endurance: 'performance_storage_space',
      snapshot: 'storage_snapshot_space',
      replication: 'performance_storage_replication',
    }[use],
    item: hasCapacity(size),
    restriction: ['STORAGE_TIER_LEVEL', tierLevel(tier)],
  });

export const enterpriseTierPrice = (
  offers: SoftLayer_Product_Package,
  tier: EnduranceTier,
): PriceId =>
  find(offers, {
    what: `the tier of ${tier} IOPS per GB`,
    category: 'storage_tier_level',
    item: (item) => (item.attributes ?? []).some(({ value }) => Number(value) === tierLevel(tier)),
  });

/** Space of a volume of the package Performance. */
export const performanceSpacePrice = (offers: SoftLayer_Product_Package, size: number): PriceId =>
  find(offers, {
    what: `${size} GB of performance space`,
    category: 'performance_storage_space',
    item: hasCapacity(size),
  });

export const performanceIopsPrice = (
  offers: SoftLayer_Product_Package,
  size: number,
  iops: number,
): PriceId =>
  find(offers, {
    what: `${iops} IOPS on ${size} GB`,
    category: 'performance_storage_iops',
    item: hasCapacity(iops),
    restriction: ['STORAGE_SPACE', size],
  });

/** Space of an endurance volume of Storage as a Service, as are the next five. */
export const serviceEnduranceSpacePrice = (
  offers: SoftLayer_Product_Package,
  size: number,
  tier: EnduranceTier,
): PriceId => {
  tierLevel(tier);
  const keyName = `STORAGE_SPACE_FOR_${String(tier).replace('.', '_')}_IOPS_PER_GB`;
  return find(offers, {
    what: `${size} GB of endurance space at ${tier} IOPS per GB`,
    category: 'performance_storage_space',
    item: (item) => (item.keyName ?? '').includes(keyName) && spans(item, size),
  });
};

export const serviceEnduranceTierPrice = (
  offers: SoftLayer_Product_Package,
  tier: EnduranceTier,
): PriceId =>
  find(offers, {
    what: `the tier of ${tier} IOPS per GB`,
    category: 'storage_tier_level',
    item: (item) => isOf(item, 'storage_tier_level') && hasCapacity(tierLevel(tier))(item),
  });

export const servicePerformanceSpacePrice = (
  offers: SoftLayer_Product_Package,
  size: number,
): PriceId =>
  find(offers, {
    what: `${size} GB of performance space`,
    category: 'performance_storage_space',
    item: (item) =>
      isOf(item, 'performance_storage_space') &&
      spans(item, size) &&
      item.keyName === `${Number(item.capacityMinimum)}_${Number(item.capacityMaximum)}_GBS`,
  });

export const servicePerformanceIopsPrice = (
  offers: SoftLayer_Product_Package,
  size: number,
  iops: number,
): PriceId =>
  find(offers, {
    what: `${iops} IOPS on ${size} GB`,
    category: 'performance_storage_iops',
    item: (item) => isOf(item, 'performance_storage_iops') && spans(item, iops),
    restriction: ['STORAGE_SPACE', size],
  });

/** What a price depends on: the tier of an endurance volume, or the IOPS of a performance volume. */
export type Speed =
  | { readonly kind: 'endurance'; readonly tier: EnduranceTier }
  | { readonly kind: 'performance'; readonly iops: number };

export const serviceSnapshotPrice = (
  offers: SoftLayer_Product_Package,
  size: number,
  speed: Speed,
): PriceId =>
  find(offers, {
    what: `${size} GB of snapshot space`,
    category: 'storage_snapshot_space',
    item: hasCapacity(size),
    restriction: restrictionOf(speed),
  });

export const serviceReplicationPrice = (
  offers: SoftLayer_Product_Package,
  speed: Speed,
): PriceId => {
  const basis = speed.kind === 'endurance' ? 'TIERBASED' : 'IOPSBASED';
  return find(offers, {
    what: 'a replica',
    category: 'performance_storage_replication',
    item: (item) => item.keyName === `REPLICATION_FOR_${basis}_PERFORMANCE`,
    restriction: restrictionOf(speed),
  });
};

const restrictionOf = (speed: Speed): readonly [string, number] =>
  speed.kind === 'endurance' ? ['STORAGE_TIER_LEVEL', tierLevel(speed.tier)] : ['IOPS', speed.iops];

const hasCapacity =
  (capacity: number) =>
  (item: SoftLayer_Product_Item): boolean =>
    item.capacity !== undefined && item.capacity !== null && Number(item.capacity) === capacity;

const isOf = (item: SoftLayer_Product_Item, category: string): boolean =>
  item.itemCategory?.categoryCode === category;

const spans = ({ capacityMinimum, capacityMaximum }: SoftLayer_Product_Item, value: number) =>
  capacityMinimum != null &&
  capacityMaximum != null &&
  value >= Number(capacityMinimum) &&
  value <= Number(capacityMaximum);

function find(offers: SoftLayer_Product_Package, wanted: Wanted): PriceId {
  for (const item of offers.items ?? []) {
    if (wanted.item && !wanted.item(item)) continue;
    const price = (item.prices ?? []).find((candidate) => fits(candidate, wanted));
    if (price) return { id: price.id as number };
  }
  throw new SoftLayerOperationError(
    `The package ${offers.name ?? offers.id} has no price for ${wanted.what}.`,
  );
}

function fits(price: SoftLayer_Product_Item_Price, { category, restriction }: Wanted): boolean {
  // Prices of a location group are for its data centres only; the standard price is the one ordered.
  if (price.locationGroupId) return false;
  if (restriction) {
    const [type, value] = restriction;
    if (
      price.capacityRestrictionType !== type ||
      !(value >= Number(price.capacityRestrictionMinimum)) ||
      !(value <= Number(price.capacityRestrictionMaximum))
    )
      return false;
  }
  return (price.categories ?? []).some(({ categoryCode }) => categoryCode === category);
}
