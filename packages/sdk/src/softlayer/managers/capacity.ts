import type { CallerOptions } from '../../http/http-client.js';
import type {
  SoftLayer_Container_Product_Order,
  SoftLayer_Container_Product_Order_Receipt,
  SoftLayer_Location,
  SoftLayer_Location_Region,
  SoftLayer_Location_Region_Location,
  SoftLayer_Network_Pod,
  SoftLayer_Product_Item,
  SoftLayer_Virtual_ReservedCapacityGroup,
} from '../generated/types.js';
import { SoftLayerOperationError } from './operation-error.js';
import { OrderingManager } from './ordering/ordering.js';
import { type MaskOptions, type SoftLayerCalls, TypedCalls, withMask } from './typed-calls.js';
import type { GuestOptions } from './virtual-server/guest-template.js';
import { VirtualServerManager, withIpv6 } from './virtual-server/virtual-server.js';

export interface CreateCapacityOptions extends CallerOptions {
  readonly name: string;
  /** Of one of the pods of `getAvailableRouters`. */
  readonly backendRouterId: number;
  /** Key name of one of `getCreateOptions`: `B1_1X2_1_YEAR_TERM`. */
  readonly flavor: string;
  /** How many virtual servers there is room for. */
  readonly instances: number;
  /** True: the order is only checked. Default false. */
  readonly test?: boolean | undefined;
}

/** A virtual server in a group, which says its size and place; it is by the month, with disks in the network. */
export interface CreateCapacityGuestOptions
  extends Omit<GuestOptions, 'flavor' | 'datacenter' | 'localDisk' | 'hourly' | 'cpus' | 'memory'>,
    CallerOptions {
  /** GB of the first disk: 25 or 100. */
  readonly primaryDisk: number | string;
  /** True: with an address of IPv6. Default false. */
  readonly ipv6?: boolean | undefined;
  /** True: the order is only checked. Default false. */
  readonly test?: boolean | undefined;
}

/** A region, each of its locations with its pods, each pod with a router. */
export type RegionWithPods = SoftLayer_Location_Region & {
  readonly locations: readonly (SoftLayer_Location_Region_Location & {
    readonly location: SoftLayer_Location & { readonly pods: readonly SoftLayer_Network_Pod[] };
  })[];
};

const capacityPackage = 'RESERVED_CAPACITY';

/** Groups of reserved room for virtual servers. */
export class CapacityManager {
  readonly #api: TypedCalls;
  readonly #ordering: OrderingManager;
  readonly #guests: VirtualServerManager;

  constructor(client: SoftLayerCalls) {
    this.#api = new TypedCalls(client);
    this.#ordering = new OrderingManager(client);
    this.#guests = new VirtualServerManager(client);
  }

  /** All groups. */
  list(options?: CallerOptions): Promise<SoftLayer_Virtual_ReservedCapacityGroup[]> {
    const mask =
      'mask[availableInstanceCount, occupiedInstanceCount,' +
      'instances[id, billingItem[description, hourlyRecurringFee]], instanceCount, backendRouter[datacenter]]';
    return this.#api.call('Account', 'getReservedCapacityGroups', [], { ...options, mask });
  }

  getObject(id: number, options?: MaskOptions): Promise<SoftLayer_Virtual_ReservedCapacityGroup> {
    const mask =
      'mask[instances[billingItem[item[keyName],category], guest], backendRouter[datacenter]]';
    const args = { ...withMask(mask, options), id };
    return this.#api.call('Virtual_ReservedCapacityGroup', 'getObject', [], args);
  }

  /** The sizes and terms that can be reserved. */
  getCreateOptions(options?: CallerOptions): Promise<SoftLayer_Product_Item[]> {
    const mask = 'mask[attributes,prices[pricingLocationGroup]]';
    return this.#ordering.listItems(capacityPackage, { ...options, mask });
  }

  /** Where room can be reserved, with the routers that it is reserved at. @param options `datacenter`: here alone. */
  async getAvailableRouters({
    datacenter,
    ...options
  }: CallerOptions & { readonly datacenter?: string | undefined } = {}): Promise<RegionWithPods[]> {
    const found = await this.#ordering.getPackageByKey(capacityPackage, { ...options, mask: 'id' });
    const at = { ...options, id: found.id as number, mask: 'mask[locations]' };
    const regions = await this.#api.all('Product_Package', 'getRegions', at);
    const filter = datacenter ? { datacenterName: { operation: datacenter } } : undefined;
    const pods = await this.#api.all('Network_Pod', 'getAllObjects', { ...options, filter });
    return regions.map((region) => ({
      ...region,
      locations: (region.locations ?? []).map(({ location, ...place }) => ({
        ...place,
        location: {
          ...location,
          pods: pods.filter(({ datacenterName }) => datacenterName === location?.name),
        },
      })),
    }));
  }

  /** Orders a group. @returns the receipt; of a test, the order. */
  create({
    name,
    backendRouterId,
    flavor,
    instances,
    test = false,
    ...options
  }: CreateCapacityOptions): Promise<
    SoftLayer_Container_Product_Order | SoftLayer_Container_Product_Order_Receipt
  > {
    const order = {
      ...options,
      packageKeyname: capacityPackage,
      // The router says where it is (observed).
      location: 0,
      itemKeynames: [flavor],
      extras: { backendRouterId, name },
      quantity: instances,
      complexType: 'SoftLayer_Container_Product_Order_Virtual_ReservedCapacity',
      hourly: true,
    };
    return test ? this.#ordering.verifyOrder(order) : this.#ordering.placeOrder(order);
  }

  /**
   * Orders a virtual server in the room of a group.
   *
   * @returns the receipt; of a test, the order.
   * @throws (rejects) SoftLayerOperationError when the group does not tell its size or place.
   */
  async createGuest(
    capacityId: number,
    {
      primaryDisk,
      ipv6 = false,
      test = false,
      signal,
      timeout,
      ...guest
    }: CreateCapacityGuestOptions,
  ): Promise<SoftLayer_Container_Product_Order | SoftLayer_Container_Product_Order_Receipt> {
    const caller = { signal, timeout };
    const mask =
      'mask[instances[id, billingItem[id, item[id,keyName]]], backendRouter[id, datacenter[name]]]';
    const { instances, backendRouter } = await this.getObject(capacityId, { ...caller, mask });
    const key = instances?.[0]?.billingItem?.item?.keyName;
    const datacenter = backendRouter?.datacenter?.name;
    if (!key || !datacenter) {
      throw new SoftLayerOperationError(`The group ${capacityId} does not tell its size or place.`);
    }
    const template = await this.#guests.verifyCreateInstance({
      ...guest,
      ...caller,
      flavor: flavorOf(key, primaryDisk),
      datacenter,
      localDisk: false,
      hourly: false,
    });
    const order = ipv6 ? await withIpv6(template, this.#ordering, caller) : template;
    const args = [{ ...order, reservedCapacityId: capacityId }];
    return test
      ? this.#api.call('Product_Order', 'verifyOrder', args, caller)
      : this.#api.call('Product_Order', 'placeOrder', args, caller);
  }
}

/** `B1_1X2X25` for `B1_1X2_1_YEAR_TERM` with a disk of 25 GB. */
const flavorOf = (capacityKey: string, primaryDisk: number | string): string =>
  `${capacityKey.replace(/_\d+_YEAR_TERM$/, '')}X${primaryDisk}`;
