import { ArgumentError } from '../../../http/argument-error.js';
import type { CallerOptions } from '../../../http/http-client.js';
import type {
  SoftLayer_Container_Product_Order,
  SoftLayer_Container_Product_Order_Receipt,
  SoftLayer_Hardware_Server,
  SoftLayer_Product_Item_Price,
  SoftLayer_Provisioning_Maintenance_Window,
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
import { SoftLayerOperationError } from '../operation-error.js';
import { OrderingManager, type OrderOptions } from '../ordering/ordering.js';
import type { PatienceOptions } from '../patience.js';
import { TicketManager } from '../ticket.js';
import type { SoftLayerCalls } from '../typed-calls.js';
import { maintenanceWindow } from '../virtual-server/upgrade.js';
import { checkHardware, type HardwareOptions, hardwareOrder, hardwarePackage } from './order.js';
import { Servers } from './servers.js';
import {
  diskPrice,
  type HardwareDiskUpgrade,
  type HardwareUpgrades,
  upgradePrices,
} from './upgrade.js';

export interface OrderHardwareOptions extends HardwareOptions, CallerOptions {}

const cancellationReasons = {
  unneeded: 'No longer needed',
  closing: 'Business closing down',
  cost: 'Server / Upgrade Costs',
  migrate_larger: 'Migrating to larger server',
  migrate_smaller: 'Migrating to smaller server',
  datacenter: 'Migrating to a different SoftLayer datacenter',
  performance: 'Network performance / latency',
  support: 'Support response / timing',
  sales: 'Sales process / upgrades',
  moving: 'Moving to competitor',
} as const;

export type CancellationReason = keyof typeof cancellationReasons;

export interface CancelHardwareOptions extends CallerOptions {
  /** Default `unneeded`. */
  readonly reason?: CancellationReason | undefined;
  readonly comment?: string | undefined;
  /**
   * True: at once; of a server by the month, its ticket asks for it. Default false: on the day of
   * billing.
   */
  readonly immediate?: boolean | undefined;
}

export interface UpgradeHardwareOptions extends HardwareUpgrades, CallerOptions {
  readonly disks?: readonly HardwareDiskUpgrade[] | undefined;
  /** True: the order is only checked. Default false. */
  readonly test?: boolean | undefined;
}

export interface HardwareChoices {
  readonly locations: readonly LocationChoice[];
  readonly sizes: readonly SizeChoice[];
  readonly operatingSystems: readonly SystemChoice[];
  readonly portSpeeds: readonly (ItemChoice & { readonly speed: string })[];
  readonly extras: readonly ItemChoice[];
}

/** Servers: those that are there, and new ones. */
export class HardwareManager extends Servers {
  readonly #ordering: OrderingManager;
  readonly #tickets: TicketManager;

  constructor(client: SoftLayerCalls, patience: PatienceOptions = {}) {
    super(client, patience);
    this.#ordering = new OrderingManager(client);
    this.#tickets = new TicketManager(client);
  }

  /** The reasons of `cancelHardware`, in words. */
  getCancellationReasons(): Readonly<Record<CancellationReason, string>> {
    return cancellationReasons;
  }

  /**
   * Cancels a server.
   *
   * @throws (rejects) ArgumentError for an unknown reason; SoftLayerOperationError while a transaction
   *   runs, or when it is cancelled already.
   */
  async cancelHardware(
    id: number,
    {
      reason = 'unneeded',
      comment = '',
      immediate = false,
      ...options
    }: CancelHardwareOptions = {},
  ): Promise<boolean> {
    if (!Object.hasOwn(cancellationReasons, reason)) {
      const known = Object.keys(cancellationReasons).join(', ');
      throw new ArgumentError('reason', `The \`reason\` must be one of ${known}.`, 'SoftLayer');
    }
    const mask =
      'mask[id, hourlyBillingFlag, billingItem[id], openCancellationTicket[id], activeTransaction]';
    const server = await this.getHardware(id, { ...options, mask });
    const billing = cancellableBilling(server);
    // By the month, only a person can do it at once: the ticket asks for it.
    const byTicket = immediate && !server.hourlyBillingFlag;
    const args = [immediate && !byTicket, false, cancellationReasons[reason], comment];
    const given = { ...options, id: billing };
    const done = await this.api.call('Billing_Item', 'cancelItem', args, given);
    if (byTicket) {
      const { openCancellationTicket } = await this.getHardware(id, { ...options, mask });
      const ticket = openCancellationTicket?.id;
      if (ticket == null) {
        throw new SoftLayerOperationError(
          `The server ${id} is cancelled, but has no ticket that could ask to do it at once.`,
        );
      }
      const text = 'Please reclaim this server ASAP, it is no longer needed. Thankyou.';
      await this.#tickets.updateTicket(ticket, text, options);
    }
    return done;
  }

  /** Orders a server. */
  async placeOrder(
    options: OrderHardwareOptions,
  ): Promise<SoftLayer_Container_Product_Order_Receipt> {
    return this.#ordering.placeOrder(await this.#order(options));
  }

  /** Checks the order of a server; nothing is ordered. */
  async verifyOrder(options: OrderHardwareOptions): Promise<SoftLayer_Container_Product_Order> {
    return this.#ordering.verifyOrder(await this.#order(options));
  }

  /** What servers can be made of; with a data centre, with its prices. */
  async getCreateOptions({
    datacenter,
    ...options
  }: CallerOptions & {
    readonly datacenter?: string | undefined;
  } = {}): Promise<HardwareChoices> {
    const found = await readDevicePackage(this.api, this.#ordering, hardwarePackage, options);
    const group = await priceGroupOf(this.api, datacenter, options);
    const ports = itemsOf(found.items, (code) => code === 'port_speed');
    return {
      ...commonChoices(found, datacenter, group),
      portSpeeds: ports.map((item) => ({
        ...itemChoice(item, group),
        speed: String(item.capacity ?? ''),
      })),
    };
  }

  /** The prices of servers at a region. @param location its key name: `DALLAS13`. */
  async getHardwareItemPrices(
    location: string,
    options?: CallerOptions,
  ): Promise<SoftLayer_Product_Item_Price[]> {
    const keyname = { operation: location };
    const { id } = await this.#ordering.getPackageByKey(hardwarePackage, options);
    return this.api.call('Product_Package', 'getItemPrices', [], {
      ...options,
      id: id as number,
      mask: 'filteredMask[pricingLocationGroup[locations[regions]]]',
      filter: { itemPrices: { pricingLocationGroup: { locations: { regions: { keyname } } } } },
    });
  }

  /**
   * Orders more of something for a server, at its next time for maintenance.
   *
   * @returns the receipt, or of a test the order; undefined when nothing was asked for.
   * @throws (rejects) SoftLayerOperationError for what there is no price for.
   */
  async upgrade(
    id: number,
    {
      disks = [],
      test = false,
      memory,
      nicSpeed,
      driveController,
      publicBandwidth,
      ...options
    }: UpgradeHardwareOptions,
  ): Promise<
    SoftLayer_Container_Product_Order | SoftLayer_Container_Product_Order_Receipt | undefined
  > {
    const offers = await this.#upgradeOffers(id, options);
    const server = await this.getInstance(id, options);
    const packageId = server.billingItem?.package?.id;
    const location = server.datacenter?.id;
    if (packageId == null || location == null) {
      throw new SoftLayerOperationError(`The server ${id} has no billing item or no location.`);
    }
    const window = await this.getMaintenanceWindowsDetail(location, options);
    const prices = [
      ...disks.map((disk) => diskPrice(offers, server, disk)),
      ...upgradePrices(offers, { memory, nicSpeed, driveController, publicBandwidth }),
    ];
    if (prices.length === 0) return undefined;
    const order = {
      complexType: 'SoftLayer_Container_Product_Order_Hardware_Server_Upgrade',
      properties: [
        maintenanceWindow(this.clock.now()),
        // `None` without one, which is what softlayer-python sends (observed).
        { name: 'MAINTENANCE_WINDOW_ID', value: String(window?.id ?? 'None') },
      ],
      hardware: [{ id }],
      packageId,
      prices,
    };
    return test
      ? this.api.call('Product_Order', 'verifyOrder', [order], options)
      : this.api.call('Product_Order', 'placeOrder', [order], options);
  }

  /** The next time for maintenance at a location, within 30 days; undefined when there is none. */
  async getMaintenanceWindowsDetail(
    locationId: number,
    options?: CallerOptions,
  ): Promise<SoftLayer_Provisioning_Maintenance_Window | undefined> {
    const day = (days: number) => {
      const date = new Date(this.clock.now() + days * 86_400_000).toISOString().slice(0, 10);
      return `${date}T00:00:00.0000-06:00`;
    };
    const args = [day(0), day(30), locationId];
    const service = 'Provisioning_Maintenance_Window';
    return (await this.api.call(service, 'getMaintenanceWindows', args, options))[0];
  }

  async #order({ signal, timeout, ...hardware }: OrderHardwareOptions): Promise<OrderOptions> {
    checkHardware(hardware);
    const caller = { signal, timeout };
    const found = await readDevicePackage(this.api, this.#ordering, hardwarePackage, caller);
    return { ...hardwareOrder(hardware, found), ...caller };
  }

  #upgradeOffers(id: number, options: CallerOptions): Promise<SoftLayer_Product_Item_Price[]> {
    const mask =
      'mask[id,locationGroupId,categories[name,id,categoryCode],item[keyName,description,capacity,units]]';
    const args = { ...options, id, mask };
    return this.api.call('Hardware_Server', 'getUpgradeItemPrices', [], args);
  }
}

/** The billing item to cancel. */
function cancellableBilling(server: SoftLayer_Hardware_Server): number {
  const { id, activeTransaction, billingItem, openCancellationTicket } = server;
  if (activeTransaction) {
    throw new SoftLayerOperationError(
      `The server ${id} cannot be cancelled while a transaction runs on it.`,
    );
  }
  if (billingItem?.id != null) return billingItem.id;
  const ticket = openCancellationTicket?.id;
  throw new SoftLayerOperationError(
    ticket == null
      ? `The server ${id} has no billing item; it may be cancelled already.`
      : `The ticket ${ticket} cancels the server ${id} already.`,
  );
}
