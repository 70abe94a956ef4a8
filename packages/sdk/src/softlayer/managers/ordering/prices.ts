import type {
  SoftLayer_Product_Item,
  SoftLayer_Product_Item_Price,
} from '../../generated/types.js';
import { SoftLayerOperationError } from '../operation-error.js';

/** A price as it stands in an order. */
export interface OrderPrice {
  readonly id: number;
  readonly categories: readonly { readonly categoryCode: string }[];
  readonly item: { readonly keyName: string };
}

/** Categories with one price for each place: `gpu0`, `gpu1` … */
const numbered = /^(gpu|pcie_slot)0$/;

/**
 * The prices of items that hold everywhere; the order replaces them by those of its location.
 *
 * @param itemKeynames key names, or reference codes of operating systems.
 * @param core cores of the preset; default what the items say.
 * @throws SoftLayerOperationError for an item that the package does not have, or has no such price for.
 */
export function orderingPrices(
  items: readonly SoftLayer_Product_Item[],
  itemKeynames: readonly string[],
  packageKeyname: string,
  core?: number | string | undefined,
): OrderPrice[] {
  const capacity = core ?? itemCapacity(items, itemKeynames);
  const places = new Map<string, number>();
  return itemKeynames.map((wanted) => {
    const item = items.find(
      ({ keyName, softwareDescription }) =>
        keyName === wanted || softwareDescription?.referenceCode === wanted,
    );
    if (!item) {
      throw new SoftLayerOperationError(
        `The package ${packageKeyname} has no item ${wanted}; \`listItems\` gives those it has.`,
      );
    }
    const base = item.itemCategory?.categoryCode ?? '';
    const [, stem] = numbered.exec(base) ?? [];
    let categoryCode = base;
    let id: number | undefined;
    if (stem === undefined) {
      id = itemPriceId(capacity, item.prices ?? []);
    } else {
      const place = places.get(stem) ?? 0;
      places.set(stem, place + 1);
      categoryCode = `${stem}${place}`;
      id = item.prices?.find((price) => fitsPlace(price, categoryCode))?.id ?? undefined;
    }
    if (id === undefined) {
      throw new SoftLayerOperationError(
        `The item ${wanted} of ${packageKeyname} has no price for ${categoryCode} that holds everywhere.`,
      );
    }
    return { id, categories: [{ categoryCode }], item: { keyName: item.keyName ?? wanted } };
  });
}

const fitsPlace = (
  { locationGroupId, categories }: SoftLayer_Product_Item_Price,
  category: string,
): boolean => !locationGroupId && categories?.[0]?.categoryCode === category;

/**
 * The last of the prices that hold everywhere, for this term, and for this many cores or this tier of
 * storage.
 *
 * @param core what a restriction is compared with; undefined: restrictions do not count.
 * @param term months of a contract. Default 0.
 */
export function itemPriceId(
  core: number | string | undefined,
  prices: readonly SoftLayer_Product_Item_Price[],
  term = 0,
): number | undefined {
  const fitting = prices.filter((price) => {
    const { locationGroupId, termLength, capacityRestrictionType: restriction } = price;
    if (locationGroupId || (termLength && termLength !== term)) return false;
    if (!restriction || core === undefined || restriction.includes('PROCESSOR')) return true;
    if (!/STORAGE|CORE/.test(restriction)) return false;
    const { capacityRestrictionMinimum: min, capacityRestrictionMaximum: max } = price;
    return Number(min ?? -1) <= Number(core) && Number(core) <= Number(max ?? -1);
  });
  return fitting.at(-1)?.id ?? undefined;
}

/** What restrictions of prices are compared with: the cores or the tier that an item stands for. */
export function itemCapacity(
  items: readonly SoftLayer_Product_Item[],
  itemKeynames: readonly string[],
): number | string | undefined {
  let capacity: number | string | undefined;
  for (const wanted of itemKeynames) {
    const item = items.find(({ keyName }) => keyName === wanted && /CORE|TIER|INTEL/.test(keyName));
    if (!item) continue;
    // A processor's cores stand in its description: `Dual Intel Xeon E5-2690 v3 (24 Cores, 2.60 GHz)`.
    capacity = /CORE|TIER/.test(wanted)
      ? (item.capacity ?? undefined)
      : /\((\S+)/.exec(item.description ?? '')?.[1];
  }
  return capacity;
}
