import { ArgumentError } from '../../../http/argument-error.js';
import type { CallerOptions } from '../../../http/http-client.js';
import type {
  SoftLayer_Container_Product_Order,
  SoftLayer_Container_Product_Order_Receipt,
  SoftLayer_Product_Item,
  SoftLayer_Virtual_Guest,
} from '../../generated/types.js';
import {
  commonChoices,
  type ItemChoice,
  itemChoice,
  itemsOf,
  type LocationChoice,
  priceGroupOf,
  readDevicePackage,
  type SizeChoice,
  type SystemChoice,
} from '../device/create-options.js';
import type { ReadyOptions } from '../device/ready.js';
import { SoftLayerOperationError } from '../operation-error.js';
import { OrderingManager } from '../ordering/ordering.js';
import type { PatienceOptions } from '../patience.js';
import type { SoftLayerCalls } from '../typed-calls.js';
import { type GuestOptions, guestNetworks, guestTemplate } from './guest-template.js';
import { Guests } from './guests.js';
import {
  type DiskUpgrade,
  diskCategories,
  lastDisk,
  maintenanceWindow,
  type UpgradeOption,
  upgradePrice,
} from './upgrade.js';

export interface CreateInstanceOptions extends GuestOptions, CallerOptions {
  /** Separated by commas. */
  readonly tags?: string | undefined;
}

export interface OrderGuestOptions extends CreateInstanceOptions {
  /** True: with an address of IPv6. Default false. */
  readonly ipv6?: boolean | undefined;
  /** Id of a placement group. */
  readonly placementId?: number | undefined;
}

export interface UpgradeInstanceOptions extends CallerOptions {
  /** Cores; not with a preset. */
  readonly cpus?: number | undefined;
  /** GB; not with a preset. */
  readonly memory?: number | undefined;
  /** Mbit/s. */
  readonly nicSpeed?: number | undefined;
  /** False: cores are on a private or dedicated host. Default true. */
  readonly public?: boolean | undefined;
  /** Key name of a size. */
  readonly preset?: string | undefined;
  readonly disks?: readonly DiskUpgrade[] | undefined;
}

export interface GuestChoices {
  readonly locations: readonly LocationChoice[];
  readonly sizes: readonly SizeChoice[];
  readonly ram: readonly CapacityChoice[];
  readonly database: readonly ItemChoice[];
  readonly operatingSystems: readonly SystemChoice[];
  readonly guestCore: readonly CapacityChoice[];
  readonly portSpeed: readonly (ItemChoice & { readonly speed: string })[];
  readonly guestDisk: readonly (CapacityChoice & { readonly disk: string })[];
  readonly extras: readonly ItemChoice[];
}

export interface CapacityChoice extends ItemChoice {
  readonly capacity: string;
}

/** Virtual servers: those that are there, and new ones. */
export class VirtualServerManager extends Guests {
  readonly #ordering: OrderingManager;

  constructor(client: SoftLayerCalls, patience: PatienceOptions = {}) {
    super(client, patience);
    this.#ordering = new OrderingManager(client);
  }

  /**
   * What virtual servers can be made of.
   *
   * @param options `package`: `PUBLIC_CLOUD_SERVER` by default; others are `TRANSIENT_CLOUD_SERVER`,
   *   `SUSPEND_CLOUD_SERVER` and `CLOUD_SERVER`. `datacenter`: with the prices of this one.
   * @throws SoftLayerOperationError when there is no such package or data centre.
   */
  async getCreateOptions({
    package: packageKeyname = 'PUBLIC_CLOUD_SERVER',
    datacenter,
    ...options
  }: CallerOptions & {
    readonly package?: string | undefined;
    readonly datacenter?: string | undefined;
  } = {}): Promise<GuestChoices> {
    const found = await readDevicePackage(this.api, this.#ordering, packageKeyname, options);
    const group = await priceGroupOf(this.api, datacenter, options);
    const of = (category: string) => itemsOf(found.items, (code) => code === category);
    const sized = (item: SoftLayer_Product_Item) => ({
      ...itemChoice(item, group),
      capacity: String(item.capacity ?? ''),
    });
    return {
      ...commonChoices(found, datacenter, group),
      ram: of('ram').map(sized),
      database: of('database').map((item) => itemChoice(item, group)),
      guestCore: of('guest_core').map(sized),
      portSpeed: of('port_speed').map((item) => ({
        ...itemChoice(item, group),
        speed: String(item.capacity ?? ''),
      })),
      guestDisk: itemsOf(found.items, (code) => code.includes('guest_disk')).map((item) => ({
        ...sized(item),
        disk: item.itemCategory?.categoryCode ?? '',
      })),
    };
  }

  /**
   * Creates a virtual server, which is billed.
   *
   * @throws (rejects) ArgumentError naming what is missing, or what cannot stand together.
   */
  async createInstance({
    tags,
    signal,
    timeout,
    ...guest
  }: CreateInstanceOptions): Promise<SoftLayer_Virtual_Guest> {
    const caller = { signal, timeout };
    const args = [guestTemplate(guest)];
    const made = await this.api.call('Virtual_Guest', 'createObject', args, caller);
    if (tags !== undefined) await this.setTags(made.id as number, tags, caller);
    return made;
  }

  /** Creates several virtual servers in one call; see `createInstance`. */
  async createInstances(
    guests: readonly Omit<CreateInstanceOptions, keyof CallerOptions>[],
    options?: CallerOptions,
  ): Promise<SoftLayer_Virtual_Guest[]> {
    const templates = guests.map((guest) => guestTemplate(guest));
    const made = await this.api.call('Virtual_Guest', 'createObjects', [templates], options);
    for (const [i, { tags }] of guests.entries()) {
      if (tags !== undefined) await this.setTags(made[i]?.id as number, tags, options);
    }
    return made;
  }

  /** The order that creating a virtual server stands for; nothing is ordered. */
  async verifyCreateInstance({
    signal,
    timeout,
    ...guest
  }: CreateInstanceOptions): Promise<SoftLayer_Container_Product_Order> {
    const args = [guestTemplate(guest)];
    const caller = { signal, timeout };
    const order = await this.api.call('Virtual_Guest', 'generateOrderTemplate', args, caller);
    const { publicRouter, privateRouter, publicSubnet, privateSubnet } = guest;
    if (!(publicRouter || privateRouter || publicSubnet || privateSubnet)) return order;
    // Routers and subnets get lost on the way (observed).
    return withGuest(order, guestNetworks(guest, false));
  }

  /**
   * Orders a virtual server, which can have more than one that is created: IPv6, a placement group.
   *
   * @param options `test`: true checks the order alone.
   * @returns the receipt, whose `orderDetails.virtualGuests` are the new ones; of a test, the order.
   */
  orderGuest(
    options: OrderGuestOptions & { readonly test: true },
  ): Promise<SoftLayer_Container_Product_Order>;
  orderGuest(
    options: OrderGuestOptions & { readonly test?: false | undefined },
  ): Promise<SoftLayer_Container_Product_Order_Receipt>;
  orderGuest(
    options: OrderGuestOptions & { readonly test?: boolean | undefined },
  ): Promise<SoftLayer_Container_Product_Order | SoftLayer_Container_Product_Order_Receipt>;
  async orderGuest({
    test = false,
    tags,
    ipv6,
    placementId,
    ...options
  }: OrderGuestOptions & { readonly test?: boolean | undefined }): Promise<
    SoftLayer_Container_Product_Order | SoftLayer_Container_Product_Order_Receipt
  > {
    const { userdata, hostId, signal, timeout } = options;
    const caller = { signal, timeout };
    let order = await this.verifyCreateInstance(options);
    if (ipv6) order = await withIpv6(order, this.#ordering, caller);
    order = withGuest(order, {
      // It gets lost on the way (observed).
      ...(userdata ? { userData: [{ value: userdata }] } : {}),
      ...(placementId ? { placementGroupId: placementId } : {}),
    });
    const args = [hostId ? { ...order, hostId } : order];
    if (test) return this.api.call('Product_Order', 'verifyOrder', args, caller);
    const receipt = await this.api.call('Product_Order', 'placeOrder', args, caller);
    if (tags !== undefined) {
      for (const { id } of receipt.orderDetails?.virtualGuests ?? []) {
        await this.setTags(id as number, tags, caller);
      }
    }
    return receipt;
  }

  /**
   * Orders more of something for a virtual server. It is restarted, unless only its network changes.
   *
   * @returns false when nothing was asked for.
   * @throws (rejects) ArgumentError for a preset beside cores or memory; SoftLayerOperationError for
   *   what there is no price for.
   */
  async upgrade(
    id: number,
    {
      cpus,
      memory,
      nicSpeed,
      public: isPublic = true,
      preset,
      disks = [],
      ...options
    }: UpgradeInstanceOptions,
  ): Promise<boolean> {
    if (preset !== undefined && (cpus !== undefined || memory !== undefined)) {
      throw new ArgumentError('preset', 'Give a `preset`, or `cpus` and `memory`.', 'SoftLayer');
    }
    const mask =
      'mask[id,locationGroupId,categories[name,id,categoryCode],item[description,capacity,units]]';
    const given = { ...options, id, mask };
    const offers = await this.api.call('Virtual_Guest', 'getUpgradeItemPrices', [true], given);
    const prices: object[] = [];
    let disk = disks.length > 0 ? lastDisk(await this.getInstance(id, options)) : 0;
    for (const { capacity, number = 0 } of disks) {
      disk = number > 0 ? number : disk + 1;
      const price = upgradePrice(offers, 'disk', capacity, isPublic);
      const category = await this.getDiskCategoryIdByDiskNumber(capacity, disk, options);
      if (category === undefined) {
        throw new SoftLayerOperationError(`There is no disk ${disk} with ${capacity} GB.`);
      }
      const categories = [{ id: category, complexType: 'SoftLayer_Product_Item_Category' }];
      prices.push({ categories, complexType: 'SoftLayer_Product_Item_Price', id: price });
    }
    const wanted: Partial<Record<UpgradeOption, number | undefined>> = { nicSpeed, cpus, memory };
    for (const [option, value] of Object.entries(wanted)) {
      if (!value) continue;
      prices.push({ id: upgradePrice(offers, option as UpgradeOption, value, isPublic) });
    }
    if (prices.length === 0 && !preset) return false;
    const order = {
      complexType: 'SoftLayer_Container_Product_Order_Virtual_Guest_Upgrade',
      properties: [maintenanceWindow(this.clock.now())],
      virtualGuests: [{ id }],
      ...(prices.length > 0 ? { prices } : {}),
      ...(preset ? { presetId: await this.#presetId(id, preset, options) } : {}),
    };
    await this.api.call('Product_Order', 'placeOrder', [order], options);
    return true;
  }

  /**
   * The id of the category that a disk is ordered in.
   *
   * @param capacity GB.
   * @param diskNumber from 1 to 5.
   * @returns undefined when there is no such disk with this capacity.
   */
  async getDiskCategoryIdByDiskNumber(
    capacity: number,
    diskNumber: number,
    options?: CallerOptions,
  ): Promise<number | undefined> {
    const wanted = diskCategories[diskNumber - 1];
    if (wanted === undefined) return undefined;
    const keyName = { operation: `*= GUEST_DISK_${capacity}_GB_SAN` };
    const itemPrices = { locationGroupId: { operation: 'is null' }, item: { keyName } };
    const prices = await this.api.call('Product_Package', 'getItemPrices', [], {
      ...options,
      // The package CLOUD_SERVER.
      id: 46,
      mask: 'mask[id,locationGroupId,item[capacity,description,keyName],categories]',
      filter: { itemPrices },
    });
    const categories = prices.flatMap((price) => price.categories ?? []);
    return categories.findLast(({ name }) => name === wanted)?.id ?? undefined;
  }

  /** Waits until no transaction runs at all; see `waitForReady`. */
  waitForTransaction(id: number, options?: Omit<ReadyOptions, 'pending'>): Promise<boolean> {
    return this.waitForReady(id, { ...options, pending: true });
  }

  async #presetId(id: number, preset: string, options: CallerOptions): Promise<number> {
    const { billingItem } = await this.getInstance(id, options);
    const packageKeyname = billingItem?.package?.keyName;
    if (!packageKeyname) {
      throw new SoftLayerOperationError(`The virtual server ${id} has no billing item.`);
    }
    return (await this.#ordering.getPresetByKey(packageKeyname, preset, options)).id as number;
  }
}

/** An order whose first virtual server has further properties. */
function withGuest(
  order: SoftLayer_Container_Product_Order,
  properties: object,
): SoftLayer_Container_Product_Order {
  if (Object.keys(properties).length === 0) return order;
  const [first, ...others] = order.virtualGuests ?? [];
  return { ...order, virtualGuests: [{ ...first, ...properties }, ...others] };
}

/** An order with an address of IPv6. */
export async function withIpv6(
  order: SoftLayer_Container_Product_Order,
  ordering: OrderingManager,
  options: CallerOptions,
): Promise<SoftLayer_Container_Product_Order> {
  const items = ['1_IPV6_ADDRESS'];
  const [id] = await ordering.getPriceIdList('PUBLIC_CLOUD_SERVER', items, options);
  return { ...order, prices: [...(order.prices ?? []), { id: id as number }] };
}
