import type { CallerOptions } from '../../../http/http-client.js';
import type {
  SoftLayer_Location_Region,
  SoftLayer_Product_Item,
  SoftLayer_Product_Item_Price,
  SoftLayer_Product_Package_Preset,
} from '../../generated/types.js';
import { SoftLayerOperationError } from '../operation-error.js';
import type { OrderingManager } from '../ordering/ordering.js';
import type { TypedCalls } from '../typed-calls.js';

/** A package as far as devices are ordered by it. */
export interface DevicePackage {
  readonly items: readonly SoftLayer_Product_Item[];
  readonly activePresets: readonly SoftLayer_Product_Package_Preset[];
  readonly accountRestrictedActivePresets: readonly SoftLayer_Product_Package_Preset[];
  readonly regions: readonly SoftLayer_Location_Region[];
}

export interface LocationChoice {
  readonly name: string;
  readonly key: string;
}

export interface SizeChoice {
  readonly name: string;
  readonly key: string;
  readonly hourlyRecurringFee: number;
  readonly recurringFee: number;
}

export interface ItemChoice {
  readonly name: string;
  readonly key: string;
  readonly prices: readonly SoftLayer_Product_Item_Price[];
}

/** An operating system. */
export interface SystemChoice extends ItemChoice {
  readonly referenceCode: string;
}

/** Categories of what can be added to a device. */
const extraCategories: ReadonlySet<string> = new Set([
  ...['pri_ipv6_addresses', 'static_ipv6_addresses', 'sec_ip_addresses'],
  ...['trusted_platform_module', 'software_guard_extensions'],
]);

/** Reads a package with all that is needed to choose from it. */
export async function readDevicePackage(
  api: TypedCalls,
  ordering: OrderingManager,
  packageKeyname: string,
  options: CallerOptions,
): Promise<DevicePackage> {
  const found = await ordering.getPackageByKey(packageKeyname, { ...options, mask: 'mask[id]' });
  const of = (mask: string) => ({ ...options, id: found.id as number, mask });
  const itemMask =
    'mask[id,keyName,capacity,description,attributes[id,attributeTypeKeyName],' +
    'itemCategory[id,categoryCode],softwareDescription[id,referenceCode,longDescription],' +
    'prices[categories]]';
  // A preset has default prices; those of a location are found by their items.
  const presets = of('mask[prices]');
  const service = 'Product_Package';
  return {
    items: await api.call(service, 'getItems', [], of(itemMask)),
    activePresets: await api.call(service, 'getActivePresets', [], presets),
    accountRestrictedActivePresets: await api.call(
      service,
      'getAccountRestrictedActivePresets',
      [],
      presets,
    ),
    regions: await api.call(service, 'getRegions', [], of('location[location[priceGroups]]')),
  };
}

/**
 * The group of locations whose prices hold at a data centre; undefined for default prices.
 *
 * @throws SoftLayerOperationError when there is no such data centre.
 */
export async function priceGroupOf(
  api: TypedCalls,
  datacenter: string | undefined,
  options: CallerOptions,
): Promise<number | undefined> {
  if (!datacenter) return undefined;
  const filter = { name: { operation: datacenter } };
  const args = { ...options, mask: 'mask[priceGroups]', filter, limit: 1 };
  const [found] = await api.call('Location', 'getDatacenters', [], args);
  if (!found) throw new SoftLayerOperationError(`There is no data centre ${datacenter}.`);
  // A data centre is in several groups, but those with prices are called `Location Group 1` (observed).
  const groups = (found.priceGroups ?? []).filter((g) => g.description?.startsWith('Location'));
  return groups.at(-1)?.id ?? undefined;
}

/** The choices that all kinds of devices have. */
export function commonChoices(
  devices: DevicePackage,
  datacenter: string | undefined,
  priceGroup: number | undefined,
): {
  locations: LocationChoice[];
  sizes: SizeChoice[];
  operatingSystems: SystemChoice[];
  extras: ItemChoice[];
} {
  const { items, regions, activePresets, accountRestrictedActivePresets } = devices;
  const at = (category: (code: string) => boolean) => itemsOf(items, category);
  return {
    locations: regions
      .map((region) => region.location?.location)
      .filter((location) => !datacenter || location?.name === datacenter)
      .map((location) => ({ name: location?.longName ?? '', key: location?.name ?? '' })),
    sizes: [...activePresets, ...accountRestrictedActivePresets].map((preset) => ({
      name: preset.description ?? '',
      key: preset.keyName ?? '',
      hourlyRecurringFee: presetCost(preset, items, 'hourlyRecurringFee', priceGroup),
      recurringFee: presetCost(preset, items, 'recurringFee', priceGroup),
    })),
    operatingSystems: at((code) => code === 'os').map((item) => ({
      ...itemChoice(item, priceGroup),
      name: item.softwareDescription?.longDescription ?? '',
      referenceCode: item.softwareDescription?.referenceCode ?? '',
    })),
    extras: at((code) => extraCategories.has(code)).map((item) => itemChoice(item, priceGroup)),
  };
}

/** The items whose category fits. */
export const itemsOf = (
  items: readonly SoftLayer_Product_Item[],
  category: (code: string) => boolean,
): SoftLayer_Product_Item[] =>
  items.filter(({ itemCategory }) => category(itemCategory?.categoryCode ?? ''));

export const itemChoice = (
  { description, keyName, prices }: SoftLayer_Product_Item,
  priceGroup: number | undefined,
): ItemChoice => ({
  name: description ?? '',
  key: keyName ?? '',
  prices: pricesAt(prices ?? [], priceGroup),
});

/** The prices of a group of locations; where it has none, those that hold everywhere. */
export function pricesAt(
  prices: readonly SoftLayer_Product_Item_Price[],
  priceGroup: number | undefined,
): SoftLayer_Product_Item_Price[] {
  const own = prices.filter((p) => priceGroup && p.locationGroupId === priceGroup);
  return own.length > 0 ? own : prices.filter(({ locationGroupId }) => !locationGroupId);
}

/** What a preset costs: the sum over its parts. */
function presetCost(
  { prices = [] }: SoftLayer_Product_Package_Preset,
  items: readonly SoftLayer_Product_Item[],
  fee: 'hourlyRecurringFee' | 'recurringFee',
  priceGroup: number | undefined,
): number {
  const costs = priceGroup
    ? prices
        .flatMap(({ itemId }) => items.filter(({ id }) => id === itemId))
        .flatMap((item) => item.prices ?? [])
        .filter(({ locationGroupId }) => locationGroupId === priceGroup)
    : prices;
  return costs.reduce((sum, price) => sum + Number(price[fee] ?? 0), 0);
}
