import type { CallerOptions } from '../../http/http-client.js';
import type {
  SoftLayer_Container_Network_Message_Delivery_Email_Sendgrid_Account_Overview,
  SoftLayer_Container_Network_Message_Delivery_Email_Sendgrid_Statistics,
  SoftLayer_Network_Message_Delivery_Email_Sendgrid,
} from '../generated/types.js';
import { type SoftLayerCalls, TypedCalls } from './typed-calls.js';

const service = 'Network_Message_Delivery_Email_Sendgrid';

/** Accounts for the delivery of mail. Which there are, `AccountManager` tells. */
export class EmailManager {
  readonly #api: TypedCalls;

  constructor(client: SoftLayerCalls) {
    this.#api = new TypedCalls(client);
  }

  getAccountOverview(
    id: number,
    options?: CallerOptions,
  ): Promise<SoftLayer_Container_Network_Message_Delivery_Email_Sendgrid_Account_Overview> {
    return this.#api.call(service, 'getAccountOverview', [], { ...options, id });
  }

  /** Numbers of the last `days` (default 30). */
  getStatistics(
    id: number,
    { days = 30, ...options }: CallerOptions & { readonly days?: number | undefined } = {},
  ): Promise<SoftLayer_Container_Network_Message_Delivery_Email_Sendgrid_Statistics[]> {
    // "bounds" is the vendor's own spelling (observed).
    const categories = ['requests', 'delivered', 'opens', 'clicks', 'bounds'];
    return this.#api.call(service, 'getStatistics', [categories, true, true, true, days], {
      ...options,
      id,
    });
  }

  getInstance(
    id: number,
    options?: CallerOptions,
  ): Promise<SoftLayer_Network_Message_Delivery_Email_Sendgrid> {
    const mask = 'emailAddress,type,billingItem,vendor';
    return this.#api.call(service, 'getObject', [], { ...options, id, mask });
  }

  /** Changes the user name, the password or both. */
  editObject(
    id: number,
    {
      username,
      password,
      ...options
    }: CallerOptions & {
      readonly username?: string | undefined;
      readonly password?: string | undefined;
    },
  ): Promise<boolean> {
    const template = { ...(username ? { username } : {}), ...(password ? { password } : {}) };
    return this.#api.call(service, 'editObject', [template], { ...options, id });
  }

  updateEmail(id: number, email: string, options?: CallerOptions): Promise<boolean> {
    return this.#api.call(service, 'updateEmailAddress', [email], { ...options, id });
  }
}
