import type {
  SoftLayer_Product_Item_Price,
  SoftLayer_Virtual_Guest,
} from '../../generated/types.js';
import { SoftLayerOperationError } from '../operation-error.js';

/** A disk to add, or to make larger. */
export interface DiskUpgrade {
  /** GB. */
  readonly capacity: number;
  /** Which disk, from 1; 0 is the one after the last. Default 0. */
  readonly number?: number | undefined;
}

export type UpgradeOption = 'cpus' | 'memory' | 'nicSpeed' | 'disk';

const categories: Readonly<Record<UpgradeOption, string>> = {
  memory: 'ram',
  cpus: 'guest_core',
  nicSpeed: 'port_speed',
  disk: 'guest_disk',
};

/**
 * The id of the first price for a value.
 *
 * @param isPublic false: of cores on a private or dedicated host.
 * @throws SoftLayerOperationError when there is none.
 */
export function upgradePrice(
  prices: readonly SoftLayer_Product_Item_Price[],
  option: UpgradeOption,
  value: number,
  isPublic: boolean,
): number {
  const fits = ({ item, categories: of }: SoftLayer_Product_Item_Price): boolean => {
    if (!item || String(item.capacity) !== String(value)) return false;
    const codes = (of ?? []).map(({ categoryCode }) => categoryCode ?? '');
    if (option === 'disk') {
      return codes.some((code) => code.replaceAll(/\d/g, '') === categories.disk);
    }
    if (!codes.includes(categories[option])) return false;
    if (option === 'nicSpeed') return item.description?.includes('Public') === true;
    const isPrivate = /^(PRIVATE|DEDICATED)_CORE$/.test(item.units ?? '');
    return option !== 'cpus' || isPublic !== isPrivate;
  };
  const id = prices.find(fits)?.id;
  if (id != null) return id;
  throw new SoftLayerOperationError(
    `The virtual server cannot be upgraded to ${option} ${value}: there is no price for it.`,
  );
}

/** The number of the last disk that is paid for: 2 for `guest_disk2`. */
export const lastDisk = ({ billingItem }: SoftLayer_Virtual_Guest): number =>
  Math.max(
    0,
    ...(billingItem?.children ?? [])
      .map(({ categoryCode }) => categoryCode ?? '')
      .filter((code) => code.includes('guest_disk'))
      .map((code) => Number(code.replaceAll(/\D/g, ''))),
  );

/** How the catalogue names the disks that can be ordered. */
export const diskCategories: readonly string[] = [
  ...['First Disk', 'Second Disk', 'Third Disk', 'Fourth Disk', 'Fifth Disk'],
];

/** `2026-01-31 12:00:00+0000`: the time of an upgrade as orders carry it. */
export const maintenanceWindow = (now: number): { name: string; value: string } => ({
  name: 'MAINTENANCE_WINDOW',
  value: `${new Date(now).toISOString().slice(0, 19).replace('T', ' ')}+0000`,
});
