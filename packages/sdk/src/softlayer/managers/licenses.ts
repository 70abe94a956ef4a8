import type { CallerOptions } from '../../http/http-client.js';
import type {
  SoftLayer_Container_Product_Order_Receipt,
  SoftLayer_Product_Item,
  SoftLayer_Software_AccountLicense,
} from '../generated/types.js';
import { SoftLayerOperationError } from './operation-error.js';
import { OrderingManager } from './ordering/ordering.js';
import { type SoftLayerCalls, TypedCalls } from './typed-calls.js';

/** The package that licenses are sold in. */
const licensePackage = 301;

/** Licenses of the account, as those of VMware. */
export class LicensesManager {
  readonly #api: TypedCalls;
  readonly #ordering: OrderingManager;

  constructor(client: SoftLayerCalls) {
    this.#api = new TypedCalls(client);
    this.#ordering = new OrderingManager(client);
  }

  /** The account's licenses. */
  getAllObjects(options?: CallerOptions): Promise<SoftLayer_Software_AccountLicense[]> {
    const mask = 'softwareDescription,billingItem';
    return this.#api.call('Software_AccountLicense', 'getAllObjects', [], { ...options, mask });
  }

  /**
   * Cancels the licenses of a key: on the day of billing, or at once.
   *
   * @throws SoftLayerOperationError when there is no such key.
   */
  async cancelItem(
    key: string,
    {
      cancelImmediately = false,
      ...caller
    }: CallerOptions & { readonly cancelImmediately?: boolean | undefined } = {},
  ): Promise<true> {
    const licenses = (await this.getAllObjects(caller)).filter((license) => license.key === key);
    if (licenses.length === 0) {
      throw new SoftLayerOperationError('The account has no license of this key.');
    }
    for (const { billingItem } of licenses) {
      const reason = 'Cancel by cli command';
      const args = [cancelImmediately, true, reason, reason];
      const id = billingItem?.id ?? undefined;
      await this.#api.call('Billing_Item', 'cancelItem', args, { ...caller, id });
    }
    return true;
  }

  /**
   * Orders licenses, paid by the month.
   *
   * @param datacenter its short name.
   * @param itemKeynames of `getCreateOptions`.
   * @throws SoftLayerOperationError for a data centre or an item that there is not.
   */
  create(
    datacenter: string,
    itemKeynames: readonly string[],
    options: CallerOptions = {},
  ): Promise<SoftLayer_Container_Product_Order_Receipt> {
    return this.#ordering.placeOrder({
      ...options,
      packageKeyname: 'SOFTWARE_LICENSE_PACKAGE',
      location: datacenter,
      itemKeynames,
      complexType: 'SoftLayer_Container_Product_Order_Software_License',
      hourly: false,
    });
  }

  /** What can be ordered. */
  getCreateOptions(options?: CallerOptions): Promise<SoftLayer_Product_Item[]> {
    return this.#api.call('Product_Package', 'getItems', [], { ...options, id: licensePackage });
  }
}
