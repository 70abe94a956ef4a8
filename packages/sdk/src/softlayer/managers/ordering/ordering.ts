import { ArgumentError } from '../../../http/argument-error.js';
import type { CallerOptions } from '../../../http/http-client.js';
import type {
  SoftLayer_Billing_Item_Cancellation_Request,
  SoftLayer_Billing_Order,
  SoftLayer_Billing_Order_Quote,
  SoftLayer_Container_Product_Order,
  SoftLayer_Container_Product_Order_Receipt,
} from '../../generated/types.js';
import { type MaskOptions, withMask } from '../typed-calls.js';
import { Packages } from './packages.js';
import type { OrderPrice } from './prices.js';

/** An order in the words of a catalogue. */
export interface OrderOptions extends CallerOptions {
  /** `CLOUD_SERVER`. */
  readonly packageKeyname: string;
  /** Name of a data centre, key name of a region, `NONE`, or an id. */
  readonly location: string | number;
  readonly itemKeynames: readonly string[];
  /** `SoftLayer_Container_Product_Order_Virtual_Guest`. */
  readonly complexType: string;
  /** False: by the month. Default true. */
  readonly hourly?: boolean | undefined;
  readonly presetKeyname?: string | undefined;
  /** Further properties of the order: `{ virtualGuests: [{ hostname, domain }] }`. */
  readonly extras?: Readonly<Record<string, unknown>> | undefined;
  /** Default 1. */
  readonly quantity?: number | undefined;
}

/** Quotes are by the month. */
export interface QuoteOptions extends Omit<OrderOptions, 'hourly'> {
  readonly quoteName?: string | undefined;
  /** True: the account's address gets the quote. Default false. */
  readonly sendEmail?: boolean | undefined;
}

/** What a quote is ordered with: properties in the place of the quote's own. */
export interface QuoteOrderOptions extends CallerOptions {
  /** `{ hardware: [{ hostname, domain }], quantity: 2 }`. */
  readonly extras: Readonly<Record<string, unknown>>;
}

/** An order as it travels. */
export interface OrderContainer {
  readonly orderContainers: readonly [
    {
      readonly packageId: number;
      readonly quantity: number;
      readonly location: number;
      readonly useHourlyPricing: boolean;
      readonly presetId?: number;
      readonly complexType: string;
      readonly prices: readonly OrderPrice[];
      readonly [extra: string]: unknown;
    },
  ];
}

/** The catalogue, orders and quotes. */
export class OrderingManager extends Packages {
  getOrderDetail(orderId: number, options?: MaskOptions): Promise<SoftLayer_Billing_Order> {
    const mask =
      'mask[orderTotalAmount,orderApprovalDate,initialInvoice[id,amount,invoiceTotalAmount,' +
      'invoiceTopLevelItems[id, description, hostName, domainName, oneTimeAfterTaxAmount,' +
      'recurringAfterTaxAmount, createDate,categoryCode,category[name],location[name],' +
      'children[id, category[name], description, oneTimeAfterTaxAmount,recurringAfterTaxAmount]]],' +
      'items[description],userRecord[displayName,userStatus]]';
    return this.api.call('Billing_Order', 'getObject', [], {
      ...withMask(mask, options),
      id: orderId,
    });
  }

  /** The quotes that can be ordered. */
  getQuotes(options?: CallerOptions): Promise<SoftLayer_Billing_Order_Quote[]> {
    const mask = 'mask[order[id,items[id,package[id,keyName]]]]';
    return this.api.call('Account', 'getActiveQuotes', [], { ...options, mask });
  }

  getQuoteDetails(
    quoteId: number,
    options?: CallerOptions,
  ): Promise<SoftLayer_Billing_Order_Quote> {
    const mask = 'mask[order[id,items[package[id,keyName]]]]';
    const args = { ...options, id: quoteId, mask };
    return this.api.call('Billing_Order_Quote', 'getObject', [], args);
  }

  /** Keeps a quote from running out. */
  saveQuote(quoteId: number, options?: CallerOptions): Promise<SoftLayer_Billing_Order_Quote> {
    return this.api.call('Billing_Order_Quote', 'saveQuote', [], { ...options, id: quoteId });
  }

  deleteQuote(quoteId: number, options?: CallerOptions): Promise<SoftLayer_Billing_Order_Quote> {
    return this.api.call('Billing_Order_Quote', 'deleteQuote', [], { ...options, id: quoteId });
  }

  /** The order that a quote stands for, with the prices of today. */
  getOrderContainer(
    quoteId: number,
    options?: CallerOptions,
  ): Promise<SoftLayer_Container_Product_Order> {
    const args = { ...options, id: quoteId };
    return this.api.call('Billing_Order_Quote', 'getRecalculatedOrderContainer', [], args);
  }

  /** The order of a quote with other properties. @throws ArgumentError for what are no properties. */
  async generateOrderTemplate(
    quoteId: number,
    {
      extras,
      quantity = 1,
      ...options
    }: QuoteOrderOptions & {
      /** Default 1. */
      readonly quantity?: number | undefined;
    },
  ): Promise<SoftLayer_Container_Product_Order> {
    if (typeof extras !== 'object' || extras === null || Array.isArray(extras)) {
      throw new ArgumentError(
        'extras',
        '`extras` must be an object of properties for the order.',
        'SoftLayer',
      );
    }
    return { ...(await this.getOrderContainer(quoteId, options)), quantity, ...extras };
  }

  /** Checks the order of a quote; nothing is ordered. */
  async verifyQuote(
    quoteId: number,
    { extras, ...options }: QuoteOrderOptions,
  ): Promise<SoftLayer_Container_Product_Order> {
    const order = await this.generateOrderTemplate(quoteId, { ...options, extras });
    // Empty properties are refused, in checks of quotes alone (observed).
    const filled = Object.fromEntries(Object.entries(order).filter(([, value]) => isFilled(value)));
    const args = { ...options, id: quoteId };
    return this.api.call('Billing_Order_Quote', 'verifyOrder', [filled], args);
  }

  /** Orders what a quote stands for. */
  async orderQuote(
    quoteId: number,
    { extras, ...options }: QuoteOrderOptions,
  ): Promise<SoftLayer_Container_Product_Order_Receipt> {
    const order = await this.generateOrderTemplate(quoteId, { ...options, extras });
    const args = { ...options, id: quoteId };
    return this.api.call('Billing_Order_Quote', 'placeOrder', [order], args);
  }

  /** Checks an order; nothing is ordered. @returns the order with its prices. */
  async verifyOrder(options: OrderOptions): Promise<SoftLayer_Container_Product_Order> {
    const order = await this.generateOrder(options);
    return this.api.call('Product_Order', 'verifyOrder', [order], callerOf(options));
  }

  async placeOrder(options: OrderOptions): Promise<SoftLayer_Container_Product_Order_Receipt> {
    const order = await this.generateOrder(options);
    return this.api.call('Product_Order', 'placeOrder', [order], callerOf(options));
  }

  async placeQuote({
    quoteName,
    sendEmail = false,
    ...options
  }: QuoteOptions): Promise<SoftLayer_Container_Product_Order_Receipt> {
    const order = await this.generateOrder({ ...options, hourly: false });
    const quote = { ...order, quoteName: quoteName ?? null, sendQuoteEmailFlag: sendEmail };
    return this.api.call('Product_Order', 'placeQuote', [quote], callerOf(options));
  }

  /**
   * An order as it travels, for `verifyOrder` and `placeOrder` of `Product_Order`.
   *
   * @throws ArgumentError without a complex type; SoftLayerOperationError for what there is not.
   */
  async generateOrder({
    packageKeyname,
    location,
    itemKeynames,
    complexType,
    hourly = true,
    presetKeyname,
    extras,
    quantity = 1,
    ...options
  }: OrderOptions): Promise<OrderContainer> {
    if (!complexType) {
      throw new ArgumentError(
        'complexType',
        'An order needs its `complexType`, such as `SoftLayer_Container_Product_Order_Virtual_Guest`.',
        'SoftLayer',
      );
    }
    const packageId = await this.packageId(packageKeyname, options);
    const locationId = await this.getLocationId(location, options);
    let core: number | string | undefined;
    let preset: { presetId: number } | undefined;
    if (presetKeyname) {
      const { id } = await this.getPresetByKey(packageKeyname, presetKeyname, options);
      const { prices = [] } = await this.getPresetPrices(id as number, options);
      const cores = prices.filter((p) => p.item?.itemCategory?.categoryCode === 'guest_core');
      core = cores.at(-1)?.item?.capacity ?? undefined;
      preset = { presetId: id as number };
    }
    const prices = await this.getOrderingPrices(packageKeyname, itemKeynames, {
      ...options,
      core,
    });
    const facts = { packageId, quantity, location: locationId, useHourlyPricing: hourly };
    return { orderContainers: [{ ...extras, ...facts, ...preset, complexType, prices }] };
  }

  /** Cancellations that were asked for. @param options `limit`: at most so many. Default 50. */
  getAllCancelation({
    limit = 50,
    ...options
  }: CallerOptions & { readonly limit?: number | undefined } = {}): Promise<
    SoftLayer_Billing_Item_Cancellation_Request[]
  > {
    const mask =
      'mask[id,itemCount,modifyDate,createDate,ticketId,' +
      'ticket[assignedUserId,id,serviceProviderResourceId],status[name,id],user[id,firstName,lastName]]';
    const service = 'Billing_Item_Cancellation_Request';
    const args = { ...options, mask, limit };
    return this.api.call(service, 'getAllCancellationRequests', [], args);
  }
}

const callerOf = ({ signal, timeout }: CallerOptions): CallerOptions => ({ signal, timeout });

const isFilled = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.length > 0
    : typeof value === 'object' && value !== null
      ? Object.keys(value).length > 0
      : Boolean(value);
