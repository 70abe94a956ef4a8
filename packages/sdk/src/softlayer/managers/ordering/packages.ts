import { ArgumentError } from '../../../http/argument-error.js';
import type { CallerOptions } from '../../../http/http-client.js';
import type {
  SoftLayer_Location_Region,
  SoftLayer_Product_Item,
  SoftLayer_Product_Item_Price,
  SoftLayer_Product_Package,
  SoftLayer_Product_Package_Order_Configuration,
  SoftLayer_Product_Package_Preset,
} from '../../generated/types.js';
import { SoftLayerOperationError } from '../operation-error.js';
import {
  type ListOptions,
  type MaskOptions,
  type SoftLayerCalls,
  TypedCalls,
  withMask,
} from '../typed-calls.js';
import { type OrderPrice, orderingPrices } from './prices.js';

export interface PriceOptions extends CallerOptions {
  /** Cores of the preset; default what the items say. */
  readonly core?: number | string | undefined;
}

/** What can be ordered, where, and for how much. A part of `OrderingManager`. */
export class Packages {
  protected readonly api: TypedCalls;

  constructor(client: SoftLayerCalls) {
    this.api = new TypedCalls(client);
  }

  /** The packages of these types, but for outlets. */
  async getPackagesOfType(
    packageTypes: readonly string[],
    options?: MaskOptions,
  ): Promise<SoftLayer_Product_Package[]> {
    const data = { name: 'data', value: packageTypes };
    const filter = { type: { keyName: { operation: 'in', options: [data] } } };
    const args = { ...options, filter };
    return this.filterOutletPackages(
      await this.api.call('Product_Package', 'getAllObjects', [], args),
    );
  }

  /** Without outlets, which are ordered in another way: by name and description. */
  filterOutletPackages(
    packages: readonly SoftLayer_Product_Package[],
  ): SoftLayer_Product_Package[] {
    return packages.filter(({ name, description }) =>
      [name, description].every((text) => !text?.toUpperCase().includes('OUTLET')),
    );
  }

  getOnlyActivePackages(
    packages: readonly SoftLayer_Product_Package[],
  ): SoftLayer_Product_Package[] {
    return packages.filter(({ isActive }) => isActive);
  }

  /** The last of the packages of a type; undefined when there is none. */
  async getPackageByType(
    packageType: string,
    options?: MaskOptions,
  ): Promise<SoftLayer_Product_Package | undefined> {
    return (await this.getPackagesOfType([packageType], options)).at(-1);
  }

  /** @throws SoftLayerOperationError when there is no package of the type. */
  async getPackageIdByType(packageType: string, options?: CallerOptions): Promise<number> {
    const mask = 'mask[id, name, description, isActive, type[keyName]]';
    const found = await this.getPackageByType(packageType, { ...options, mask });
    if (found) return found.id as number;
    throw new SoftLayerOperationError(`There is no package of the type ${packageType}.`);
  }

  /**
   * The package of a key name: `CLOUD_SERVER`.
   *
   * @throws SoftLayerOperationError when there is none.
   */
  async getPackageByKey(
    packageKeyname: string,
    options?: MaskOptions,
  ): Promise<SoftLayer_Product_Package> {
    const filter = { keyName: { operation: packageKeyname } };
    const args = { ...options, filter };
    const found = (await this.api.call('Product_Package', 'getAllObjects', [], args)).at(-1);
    if (found) return found;
    throw new SoftLayerOperationError(
      `There is no package ${packageKeyname}; \`listPackages\` gives those that there are.`,
    );
  }

  /** The categories of a package, and which of them an order must have. */
  async listCategories(
    packageKeyname: string,
    { signal, timeout, ...asked }: ListOptions = {},
  ): Promise<SoftLayer_Product_Package_Order_Configuration[]> {
    const caller = { signal, timeout };
    const id = await this.packageId(packageKeyname, caller);
    const mask = 'id, isRequired, itemCategory[id, name, categoryCode]';
    return this.api.call('Product_Package', 'getConfiguration', [], {
      ...{ ...withMask(mask, asked), ...caller, id },
    });
  }

  /** The items of a package. */
  async listItems(
    packageKeyname: string,
    { signal, timeout, ...asked }: ListOptions = {},
  ): Promise<SoftLayer_Product_Item[]> {
    const caller = { signal, timeout };
    const id = await this.packageId(packageKeyname, caller);
    const mask = 'id, keyName, description, itemCategory, categories, prices';
    return this.api.call('Product_Package', 'getItems', [], {
      ...withMask(mask, asked),
      ...caller,
      id,
    });
  }

  /** The packages that can be ordered. */
  async listPackages(options?: ListOptions): Promise<SoftLayer_Product_Package[]> {
    const mask = 'id, name, keyName, isActive, type';
    const args = withMask(mask, options);
    return this.getOnlyActivePackages(
      await this.api.call('Product_Package', 'getAllObjects', [], args),
    );
  }

  /** The presets of a package: those for all, then those for the account. */
  listPresets(
    packageKeyname: string,
    options?: ListOptions,
  ): Promise<SoftLayer_Product_Package_Preset[]> {
    const mask =
      'id, name, keyName, description, prices[id, hourlyRecurringFee, recurringFee], locations';
    return this.#presets(packageKeyname, withMask(mask, options));
  }

  async #presets(
    packageKeyname: string,
    { signal, timeout, ...asked }: ListOptions,
  ): Promise<SoftLayer_Product_Package_Preset[]> {
    const caller = { signal, timeout };
    const id = await this.packageId(packageKeyname, caller);
    const args = { ...asked, ...caller, id };
    const own = await this.api.call(
      'Product_Package',
      'getAccountRestrictedActivePresets',
      [],
      args,
    );
    return [...(await this.api.call('Product_Package', 'getActivePresets', [], args)), ...own];
  }

  /** @throws SoftLayerOperationError when the package has no such preset. */
  async getPresetByKey(
    packageKeyname: string,
    presetKeyname: string,
    options?: MaskOptions,
  ): Promise<SoftLayer_Product_Package_Preset> {
    const keyName = { operation: `_= ${presetKeyname}` };
    const filter = { activePresets: { keyName }, accountRestrictedActivePresets: { keyName } };
    // A preset that is looked up comes whole unless a mask is given (observed).
    const [preset] = await this.#presets(packageKeyname, { ...options, filter });
    if (preset) return preset;
    throw new SoftLayerOperationError(
      `The package ${packageKeyname} has no preset ${presetKeyname}; \`listPresets\` gives those it has.`,
    );
  }

  /** The ids of the prices of items, for an order anywhere; see `getOrderingPrices`. */
  async getPriceIdList(
    packageKeyname: string,
    itemKeynames: readonly string[],
    options?: PriceOptions,
  ): Promise<number[]> {
    const prices = await this.getOrderingPrices(packageKeyname, itemKeynames, options);
    return prices.map(({ id }) => id);
  }

  /**
   * The prices of items, for an order anywhere.
   *
   * @param itemKeynames key names, or reference codes of operating systems.
   * @throws SoftLayerOperationError for an item that the package does not have.
   */
  async getOrderingPrices(
    packageKeyname: string,
    itemKeynames: readonly string[],
    { core, ...options }: PriceOptions = {},
  ): Promise<OrderPrice[]> {
    const mask =
      'id,description,capacity,itemCategory,keyName,prices[categories],' +
      'softwareDescription[id,referenceCode,longDescription]';
    const items = await this.listItems(packageKeyname, { ...options, mask });
    return orderingPrices(items, itemKeynames, packageKeyname, core);
  }

  /** A preset with its prices and their items. */
  getPresetPrices(
    presetId: number,
    options?: CallerOptions,
  ): Promise<SoftLayer_Product_Package_Preset> {
    const args = { ...options, id: presetId, mask: 'mask[prices[item]]' };
    return this.api.call('Product_Package_Preset', 'getObject', [], args);
  }

  getItemPrices(
    packageId: number,
    options?: CallerOptions,
  ): Promise<SoftLayer_Product_Item_Price[]> {
    const args = { ...options, id: packageId, mask: 'mask[pricingLocationGroup[locations]]' };
    return this.api.call('Product_Package', 'getItemPrices', [], args);
  }

  /** Where a package can be ordered. */
  async packageLocations(
    packageKeyname: string,
    options?: CallerOptions,
  ): Promise<SoftLayer_Location_Region[]> {
    const id = await this.packageId(packageKeyname, options);
    const mask = 'mask[description, keyname, locations]';
    return this.api.call('Product_Package', 'getRegions', [], { ...options, id, mask });
  }

  /**
   * The id of a data centre.
   *
   * @param location its name (`dal13`), its region's key name (`DALLAS13`), `NONE` for 0, or an id.
   * @throws SoftLayerOperationError when not exactly one fits.
   */
  async getLocationId(location: string | number, options?: CallerOptions): Promise<number> {
    if (typeof location === 'number') return location;
    if (location.toUpperCase() === 'NONE') return 0;
    const operation = location;
    const filter = /^[a-zA-Z]{3}\d{2}/.test(location)
      ? { name: { operation } }
      : { regions: { keyname: { operation } } };
    const mask = 'mask[id,name,regions[keyname]]';
    const args = { ...options, filter, mask };
    const found = await this.api.call('Location', 'getDatacenters', [], args);
    if (found.length === 1) return found[0]?.id as number;
    throw new SoftLayerOperationError(
      `${found.length === 0 ? 'No' : 'More than one'} data centre fits ${location}; name one such as dal13.`,
    );
  }

  /** The prices that hold at one location. @param location name or key name of its region. */
  async getItemPricesByLocation(
    location: string,
    packageKeyname: string,
    options?: CallerOptions,
  ): Promise<SoftLayer_Product_Item_Price[]> {
    const name = await this.resolveLocationName(location, options);
    const locations = { name: { operation: name } };
    const { id } = await this.getPackageByKey(packageKeyname, options);
    return this.api.call('Product_Package', 'getItemPrices', [], {
      ...options,
      id: id as number,
      mask: 'filteredMask[pricingLocationGroup[locations]]',
      filter: { itemPrices: { pricingLocationGroup: { locations } } },
    });
  }

  /**
   * The name of a data centre, by its name or its region's key name.
   *
   * @throws ArgumentError for an empty name; SoftLayerOperationError when there is none.
   */
  async resolveLocationName(location: string, options?: CallerOptions): Promise<string> {
    if (location === '' || location === 'unknown') {
      throw new ArgumentError('location', 'Name a location, such as dal13.', 'SoftLayer');
    }
    const args = { ...options, mask: 'mask[regions]' };
    for (const { name, regions } of await this.api.call('Location', 'getDatacenters', [], args)) {
      if (name === location || regions?.[0]?.keyname === location) return name as string;
    }
    throw new SoftLayerOperationError(`There is no data centre ${location}.`);
  }

  /** The items of a package by its id. */
  getItems(packageId: number, options?: ListOptions): Promise<SoftLayer_Product_Item[]> {
    return this.api.call('Product_Package', 'getItems', [], { ...options, id: packageId });
  }

  /** Where a package can be ordered, by its id; with a location, there alone. */
  getRegions(
    packageId: number,
    { location, ...options }: CallerOptions & { readonly location?: string | undefined } = {},
  ): Promise<SoftLayer_Location_Region[]> {
    const operation = location;
    const filter = location
      ? { regions: { location: { location: { name: { operation } } } } }
      : undefined;
    const args = { ...options, id: packageId, filter };
    return this.api.call('Product_Package', 'getRegions', [], args);
  }

  protected async packageId(packageKeyname: string, options?: CallerOptions): Promise<number> {
    const { id } = await this.getPackageByKey(packageKeyname, { ...options, mask: 'id' });
    return id as number;
  }
}
