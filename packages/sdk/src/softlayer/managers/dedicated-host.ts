import type { CallerOptions } from '../../http/http-client.js';
import { SoftLayerApiError } from '../errors.js';
import { queryFilter } from '../filter/shorthand.js';
import type {
  SoftLayer_Container_Product_Order,
  SoftLayer_Container_Product_Order_Receipt,
  SoftLayer_Hardware,
  SoftLayer_Product_Package,
  SoftLayer_Virtual_DedicatedHost,
  SoftLayer_Virtual_Guest,
} from '../generated/types.js';
import {
  dedicatedHostPackageMask,
  flavorOf,
  hostPrice,
  hostTemplate,
  regionOf,
} from './dedicated-host-order.js';
import type { LocationChoice } from './device/create-options.js';
import { type DeviceQuery, deviceTests, oneOf } from './device/query.js';
import { mergeFilters } from './merge-filters.js';
import { SoftLayerOperationError } from './operation-error.js';
import { OrderingManager } from './ordering/ordering.js';
import { type MaskOptions, type SoftLayerCalls, TypedCalls, withMask } from './typed-calls.js';
import { hostGuestListMask } from './virtual-server/masks.js';

export interface ListGuestsOptions extends DeviceQuery {
  /** MiB. */
  readonly memory?: number | string | undefined;
  readonly localDisk?: boolean | undefined;
}

/** Which hosts; all that are given must hold. */
export interface ListHostsOptions extends CallerOptions {
  readonly tags?: readonly string[] | undefined;
  /** The host's name. */
  readonly hostname?: string | undefined;
  /** Short name. */
  readonly datacenter?: string | undefined;
  /** Id of the order. */
  readonly order?: number | undefined;
  /** The user who ordered it. */
  readonly owner?: string | undefined;
}

export interface OrderHostOptions extends CallerOptions {
  readonly hostname: string;
  readonly domain: string;
  /** Short name of a data centre. */
  readonly location: string;
  /** Key name: `56_CORES_X_242_RAM_X_1_4_TB`. */
  readonly flavor: string;
  /** False: by the month. Default true. */
  readonly hourly?: boolean | undefined;
  /** Host name of a router. Default the first. */
  readonly router?: string | undefined;
}

/** What became of a virtual server: `Cancelled`, or `Exception: ` and why not. */
export interface CancelledGuest {
  readonly id: number;
  readonly fqdn: string;
  readonly status: string;
}

const hostMask =
  'id,name,cpuCount,memoryCapacity,diskCapacity,createDate,modifyDate,' +
  'backendRouter[id,hostname,domain],' +
  'billingItem[id,nextInvoiceTotalRecurringAmount,' +
  'children[categoryCode,nextInvoiceTotalRecurringAmount],' +
  'orderItem[id,order.userRecord[username]]],' +
  'datacenter[id,name,longName],guests[id,hostname,domain,uuid],guestCount';

/** Hosts of the account's own, and the virtual servers on them. */
export class DedicatedHostManager {
  readonly #api: TypedCalls;
  readonly #ordering: OrderingManager;

  constructor(client: SoftLayerCalls) {
    this.#api = new TypedCalls(client);
    this.#ordering = new OrderingManager(client);
  }

  /** Deletes a host at once; it must be empty. */
  cancelHost(id: number, options?: CallerOptions): Promise<boolean> {
    return this.#api.call('Virtual_DedicatedHost', 'deleteObject', [], { ...options, id });
  }

  /** Deletes all virtual servers of a host at once. A refusal leaves the others to be deleted. */
  async cancelGuests(id: number, options?: CallerOptions): Promise<CancelledGuest[]> {
    const args = { ...options, id, mask: 'id,fullyQualifiedDomainName' };
    const cancelled: CancelledGuest[] = [];
    for (const guest of await this.#api.call('Virtual_DedicatedHost', 'getGuests', [], args)) {
      const guestId = guest.id as number;
      const status = await this.#delete(guestId, options);
      cancelled.push({ id: guestId, fqdn: guest.fullyQualifiedDomainName ?? '', status });
    }
    return cancelled;
  }

  /** The virtual servers of a host that fit, page by page. */
  listGuests(
    id: number,
    { memory, localDisk, ...query }: ListGuestsOptions = {},
  ): Promise<SoftLayer_Virtual_Guest[]> {
    const { mask = hostGuestListMask, pageSize, signal, timeout } = query;
    const { id: _order, ...tests } = deviceTests(query, 'maxCpu');
    const guests = {
      ...tests,
      ...(memory ? { maxMemory: queryFilter(memory) } : {}),
      ...(localDisk === undefined ? {} : { localDiskFlag: queryFilter(localDisk) }),
    };
    const wanted = Object.keys(guests).length > 0 ? { guests } : {};
    const filter = mergeFilters(query.filter, wanted);
    const given = { mask, filter, pageSize, signal, timeout, id };
    return this.#api.all('Virtual_DedicatedHost', 'getGuests', given);
  }

  /** All hosts that fit. */
  listInstances({
    tags,
    hostname,
    datacenter,
    order,
    owner,
    ...options
  }: ListHostsOptions = {}): Promise<SoftLayer_Virtual_DedicatedHost[]> {
    const ordered = {
      ...(order ? { id: queryFilter(order) } : {}),
      ...(owner ? { userRecord: { username: queryFilter(owner) } } : {}),
    };
    const dedicatedHosts = {
      ...(tags && tags.length > 0 ? { tagReferences: { tag: { name: oneOf(tags) } } } : {}),
      ...(hostname ? { name: queryFilter(hostname) } : {}),
      ...(datacenter ? { datacenter: { name: queryFilter(datacenter) } } : {}),
      ...(order || owner ? { billingItem: { orderItem: { order: ordered } } } : {}),
    };
    const filter = Object.keys(dedicatedHosts).length > 0 ? { dedicatedHosts } : {};
    const mask =
      'mask[id,name,createDate,cpuCount,diskCapacity,memoryCapacity,guestCount,datacenter,' +
      'backendRouter,allocationStatus,billingItem[orderItem[order[userRecord]]]]';
    return this.#api.call('Account', 'getDedicatedHosts', [], { ...options, mask, filter });
  }

  getHost(id: number, options?: MaskOptions): Promise<SoftLayer_Virtual_DedicatedHost> {
    const args = { ...withMask(hostMask, options), id };
    return this.#api.call('Virtual_DedicatedHost', 'getObject', [], args);
  }

  /** Orders a host. */
  async placeOrder({
    signal,
    timeout,
    ...host
  }: OrderHostOptions): Promise<SoftLayer_Container_Product_Order_Receipt> {
    const caller = { signal, timeout };
    const order = await this.#order(host, caller);
    return this.#api.call('Product_Order', 'placeOrder', [order], caller);
  }

  /** Checks the order of a host; nothing is ordered. */
  async verifyOrder({
    signal,
    timeout,
    ...host
  }: OrderHostOptions): Promise<SoftLayer_Container_Product_Order> {
    const caller = { signal, timeout };
    const order = await this.#order(host, caller);
    return this.#api.call('Product_Order', 'verifyOrder', [order], caller);
  }

  /** Where hosts can be, and of which flavors. */
  async getCreateOptions(
    options: CallerOptions = {},
  ): Promise<{ locations: LocationChoice[]; dedicatedHost: LocationChoice[] }> {
    const { regions = [], items = [] } = await this.#package(options);
    const flavors = items.filter(
      ({ itemCategory }) => itemCategory?.categoryCode === 'dedicated_virtual_hosts',
    );
    return {
      locations: regions.map(({ location }) => ({
        name: location?.location?.longName ?? '',
        key: location?.location?.name ?? '',
      })),
      dedicatedHost: flavors.map(({ description, keyName }) => ({
        name: description ?? '',
        key: keyName ?? '',
      })),
    };
  }

  /** The routers that a host of a flavor can be at. */
  async getRouterOptions({
    datacenter,
    flavor,
    ...options
  }: CallerOptions & {
    /** Short name. */
    readonly datacenter: string;
    /** Key name. */
    readonly flavor: string;
  }): Promise<SoftLayer_Hardware[]> {
    const found = await this.#package(options);
    const host = hostTemplate(flavorOf(found, flavor), regionOf(found, datacenter));
    return this.#routers(host, options);
  }

  async #order(
    { hostname, domain, location, flavor, hourly = true, router }: OrderHostOptions,
    options: CallerOptions,
  ): Promise<object> {
    const found = await this.#package(options);
    const item = flavorOf(found, flavor);
    const region = regionOf(found, location);
    const price = hostPrice(item);
    const routers = await this.#routers(hostTemplate(item, region), options);
    const at = routers.find(({ hostname: name }) => router === undefined || name === router);
    if (at?.id == null) {
      throw new SoftLayerOperationError(
        `There is no router ${router ?? ''} for the host; there are ${routers.map((r) => r.hostname).join(', ')}.`,
      );
    }
    const primaryBackendNetworkComponent = { router: { id: at.id } };
    return {
      complexType: 'SoftLayer_Container_Product_Order_Virtual_DedicatedHost',
      quantity: 1,
      location: region.keyname,
      packageId: found.id,
      prices: [{ id: price }],
      hardware: [{ hostname, domain, primaryBackendNetworkComponent }],
      useHourlyPricing: hourly,
    };
  }

  #package(options: CallerOptions): Promise<SoftLayer_Product_Package> {
    const mask = dedicatedHostPackageMask;
    return this.#ordering.getPackageByKey('DEDICATED_HOST', { ...options, mask });
  }

  #routers(host: object, options: CallerOptions): Promise<SoftLayer_Hardware[]> {
    const args = { ...options, mask: 'id,hostname' };
    return this.#api.call('Virtual_DedicatedHost', 'getAvailableRouters', [host], args);
  }

  async #delete(id: number, options: CallerOptions | undefined): Promise<string> {
    try {
      await this.#api.call('Virtual_Guest', 'deleteObject', [], { ...options, id });
      return 'Cancelled';
    } catch (error) {
      if (error instanceof SoftLayerApiError) return `Exception: ${error.faultString}`;
      throw error;
    }
  }
}
