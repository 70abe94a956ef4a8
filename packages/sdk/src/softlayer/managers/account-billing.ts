import type { CallerOptions } from '../../http/http-client.js';
import { SoftLayerNotFoundError } from '../errors.js';
import { queryFilterOrderBy } from '../filter/shorthand.js';
import type {
  SoftLayer_Billing_Invoice,
  SoftLayer_Billing_Invoice_Item,
  SoftLayer_Billing_Item,
  SoftLayer_Billing_Order,
  SoftLayer_Product_Upgrade_Request,
} from '../generated/types.js';
import { type MaskOptions, type SoftLayerCalls, TypedCalls, withMask } from './typed-calls.js';

export interface InvoicesOptions extends CallerOptions {
  /** Invoices a call. Default 50. */
  readonly limit?: number | undefined;
  /** True: closed ones, too. Default false. */
  readonly closed?: boolean | undefined;
  /** True: all, page by page; false: those of one call. Default false. */
  readonly getAll?: boolean | undefined;
}

export interface AccountBillingItemsOptions extends MaskOptions {
  /** A test of the day of creation as it travels: `*=04-21-2026`. */
  readonly create?: string | undefined;
  /** Code of a category: `server`. */
  readonly category?: string | undefined;
}

export interface CancelItemOptions extends CallerOptions {
  /** Default `No longer needed`. */
  readonly reason?: string | undefined;
  /** Default a note of who cancelled it. */
  readonly note?: string | undefined;
}

const billingItemMask =
  'mask[orderItem[id,order[id,userRecord[id,email,displayName,userStatus]]],' +
  'nextInvoiceTotalRecurringAmount,location,hourlyFlag,children]';

/** Invoices, billing items and orders. A part of `AccountManager`. */
export class AccountBilling {
  protected readonly api: TypedCalls;

  constructor(client: SoftLayerCalls) {
    this.api = new TypedCalls(client);
  }

  /** Invoices, the newest first. */
  getInvoices({
    limit = 50,
    closed = false,
    getAll = false,
    ...options
  }: InvoicesOptions = {}): Promise<SoftLayer_Billing_Invoice[]> {
    const invoices = {
      createDate: queryFilterOrderBy('DESC'),
      ...(closed ? {} : { statusCode: { operation: 'OPEN' } }),
    };
    const args = { ...options, mask: 'mask[invoiceTotalAmount, itemCount]', filter: { invoices } };
    return getAll
      ? this.api.all('Account', 'getInvoices', { ...args, pageSize: limit })
      : this.api.call('Account', 'getInvoices', [], { ...args, limit });
  }

  /** The top items of an invoice, page by page. */
  getBillingItems(
    invoiceId: number,
    options?: CallerOptions,
  ): Promise<SoftLayer_Billing_Invoice_Item[]> {
    const mask =
      'mask[id,description,hostName,domainName,oneTimeAfterTaxAmount,recurringAfterTaxAmount,' +
      'createDate,categoryCode,category[name],location[name],' +
      'children[id,category[name],description,oneTimeAfterTaxAmount,recurringAfterTaxAmount]]';
    const args = { ...options, id: invoiceId, mask };
    return this.api.all('Billing_Invoice', 'getInvoiceTopLevelItems', args);
  }

  /** The top items that the account pays for now, page by page. */
  getAccountBillingItems({
    create,
    category,
    ...options
  }: AccountBillingItemsOptions = {}): Promise<SoftLayer_Billing_Item[]> {
    const mask =
      'mask[orderItem[id,order[id,userRecord[id,email,displayName,userStatus]]],' +
      'nextInvoiceTotalRecurringAmount,location,hourlyFlag]';
    const allTopLevelBillingItems = {
      cancellationDate: { operation: 'is null' },
      id: queryFilterOrderBy(),
      ...(category ? { categoryCode: { operation: category } } : {}),
      ...(create ? { createDate: { operation: create } } : {}),
    };
    const args = { ...withMask(mask, options), filter: { allTopLevelBillingItems } };
    return this.api.all('Account', 'getAllTopLevelBillingItems', args);
  }

  getBillingItem(id: number, options?: MaskOptions): Promise<SoftLayer_Billing_Item> {
    const args = { ...withMask(billingItemMask, options), id };
    return this.api.call('Billing_Item', 'getObject', [], args);
  }

  /** The billing item behind an item of an invoice. */
  getBillingItemFromInvoice(
    invoiceItemId: number,
    options?: MaskOptions,
  ): Promise<SoftLayer_Billing_Item> {
    const args = { ...withMask(billingItemMask, options), id: invoiceItemId };
    return this.api.call('Billing_Invoice_Item', 'getBillingItem', [], args);
  }

  /** The billing item of an id; when there is none, the one behind the item of an invoice. */
  async getItemDetail(id: number, options?: CallerOptions): Promise<SoftLayer_Billing_Item> {
    try {
      return await this.getBillingItem(id, options);
    } catch (error) {
      if (!(error instanceof SoftLayerNotFoundError)) throw error;
      return this.getBillingItemFromInvoice(id, options);
    }
  }

  /** Cancels a billing item on the day of billing, with what belongs to it. */
  async cancelItem(
    id: number,
    { reason = 'No longer needed', note, ...options }: CancelItemOptions = {},
  ): Promise<boolean> {
    const args = [false, true, reason, note ?? (await this.#note(options))];
    return this.api.call('Billing_Item', 'cancelItem', args, { ...options, id });
  }

  /** Orders, those of one call. */
  getAccountAllBillingOrders({
    limit = 100,
    ...options
  }: MaskOptions & {
    /** Default 100. */
    readonly limit?: number | undefined;
  } = {}): Promise<SoftLayer_Billing_Order[]> {
    const mask =
      'orderTotalAmount,userRecord,initialInvoice[id,amount,invoiceTotalAmount],items[description]';
    return this.api.call('Billing_Order', 'getAllObjects', [], {
      ...withMask(mask, options),
      limit,
    });
  }

  /** Upgrades that were ordered, those of one call. */
  getAccountUpgradeOrders({
    limit = 100,
    ...options
  }: CallerOptions & {
    /** Default 100. */
    readonly limit?: number | undefined;
  } = {}): Promise<SoftLayer_Product_Upgrade_Request[]> {
    return this.api.call('Account', 'getUpgradeRequests', [], { ...options, limit });
  }

  async #note(options: CallerOptions): Promise<string> {
    const args = { ...options, mask: 'mask[id,displayName,email,username]' };
    const { username } = await this.api.call('Account', 'getCurrentUser', [], args);
    // Word for word the note of softlayer-python (observed).
    return `Cancelled by ${username} with the SLCLI`;
  }
}
