import type {
  SoftLayer_Hardware_Server,
  SoftLayer_Product_Item_Price,
} from '../../generated/types.js';
import { SoftLayerOperationError } from '../operation-error.js';

/** A disk to add, or to change the size of. */
export interface HardwareDiskUpgrade {
  /** Says what the disk must be: not there yet, or there. */
  readonly description?: 'add_disk' | 'resize_disk' | undefined;
  /** GB. */
  readonly capacity: number;
  /** Which disk, from 0. */
  readonly number: number;
}

export interface HardwareUpgrades {
  /** GB. */
  readonly memory?: number | undefined;
  /** Mbit/s (`1000`), or with a word of the description: `10000 Redundant`. */
  readonly nicSpeed?: string | undefined;
  /** The description of a controller: `RAID`. */
  readonly driveController?: string | undefined;
  /** GB of traffic. */
  readonly publicBandwidth?: number | undefined;
}

type Price = SoftLayer_Product_Item_Price;

/**
 * The prices of upgrades, as an order carries them.
 *
 * @throws SoftLayerOperationError for what there is no price for.
 */
export function upgradePrices(
  offers: readonly Price[],
  { memory, nicSpeed, driveController, publicBandwidth }: HardwareUpgrades,
): { id: number }[] {
  const wanted: [string, unknown, (price: Price) => boolean][] = [
    ['ram', memory, (price) => hasCapacity(price, memory)],
    ['port_speed', nicSpeed, (price) => isSpeed(price, nicSpeed ?? '')],
    ['disk_controller', driveController, ({ item }) => item?.description === driveController],
    ['bandwidth', publicBandwidth, (price) => hasCapacity(price, publicBandwidth)],
  ];
  return wanted
    .filter(([, value]) => value)
    .map(([category, value, fits]) => {
      const price = lastPrice(offers, category, fits);
      if (price) return { id: price.id as number };
      throw new SoftLayerOperationError(`There is no price for ${category} ${value}.`);
    });
}

/**
 * The price of a disk, as an order carries it.
 *
 * @throws SoftLayerOperationError for a disk that is there already, or not yet, and without a price.
 */
export function diskPrice(
  offers: readonly Price[],
  { billingItem }: SoftLayer_Hardware_Server,
  { number, capacity, description }: HardwareDiskUpgrade,
): object {
  const channel = `disk${number}`;
  const there = (billingItem?.nextInvoiceChildren ?? []).some(
    ({ categoryCode }) => categoryCode === channel,
  );
  if (description === (there ? 'add_disk' : 'resize_disk')) {
    throw new SoftLayerOperationError(
      there ? `The server has a ${channel} already.` : `The server has no ${channel} to resize.`,
    );
  }
  const price = lastPrice(offers, channel, (each) => hasCapacity(each, capacity));
  if (!price) {
    throw new SoftLayerOperationError(`There is no price for ${channel} with ${capacity} GB.`);
  }
  const { categoryCode, id } = price.categories?.[0] ?? {};
  return { id: price.id, categories: [{ categoryCode, id }] };
}

const lastPrice = (
  offers: readonly Price[],
  category: string,
  fits: (price: Price) => boolean,
): Price | undefined =>
  offers.findLast(
    (price) =>
      price.item != null &&
      (price.categories ?? []).some(({ categoryCode }) => categoryCode === category) &&
      fits(price),
  );

const hasCapacity = ({ item }: Price, value: number | string | undefined): boolean =>
  String(item?.capacity) === String(value);

function isSpeed(price: Price, value: string): boolean {
  const [speed = '', word] = value.split(' ');
  return (
    hasCapacity(price, speed) &&
    (word === undefined || price.item?.description?.includes(word) === true)
  );
}
