import type { CallerOptions } from '../../http/http-client.js';
import { queryFilter } from '../filter/shorthand.js';
import type {
  SoftLayer_Container_Product_Order_Receipt,
  SoftLayer_Network_Customer_Subnet,
  SoftLayer_Network_Tunnel_Module_Context,
  SoftLayer_Network_Tunnel_Module_Context_Address_Translation,
} from '../generated/types.js';
import { mergeFilters } from './merge-filters.js';
import { SoftLayerOperationError } from './operation-error.js';
import { OrderingManager } from './ordering/ordering.js';
import { type ListOptions, type SoftLayerCalls, TypedCalls } from './typed-calls.js';

const service = 'Network_Tunnel_Module_Context';

/** A translation between an address inside and one at the other end, with both as texts. */
export type AddressTranslation = Omit<
  SoftLayer_Network_Tunnel_Module_Context_Address_Translation,
  'customerIpAddressRecord' | 'internalIpAddressRecord'
>;

export interface TranslationOptions extends CallerOptions {
  /** The address inside. */
  readonly staticIp?: string | undefined;
  /** The address at the other end. */
  readonly remoteIp?: string | undefined;
  readonly notes?: string | undefined;
}

/** What is given changes. */
export interface TunnelOptions extends CallerOptions {
  readonly friendlyName?: string | undefined;
  /** Address of the other end. */
  readonly remotePeer?: string | undefined;
  readonly presharedKey?: string | undefined;
  /** `MD5`, `SHA1` or `SHA256`. */
  readonly phase1Auth?: string | undefined;
  /** `DES`, `3DES`, `AES128`, `AES192` or `AES256`. */
  readonly phase1Crypto?: string | undefined;
  /** 0, 1, 2 or 5. */
  readonly phase1Dh?: number | undefined;
  /** Seconds. */
  readonly phase1KeyTtl?: number | undefined;
  readonly phase2Auth?: string | undefined;
  readonly phase2Crypto?: string | undefined;
  readonly phase2Dh?: number | undefined;
  /** 1 or 0. */
  readonly phase2ForwardSecrecy?: number | undefined;
  /** Seconds. */
  readonly phase2KeyTtl?: number | undefined;
}

/**
 * Tunnels (contexts) of the IPSec VPN: the subnets at both ends, and translations between addresses.
 * softlayer-python has it up to 6.1; the API has the service still. Nothing of a changed tunnel holds
 * before `applyConfiguration`.
 */
export class IpsecManager {
  readonly #api: TypedCalls;
  readonly #calls: SoftLayerCalls;
  readonly #ordering: OrderingManager;

  constructor(client: SoftLayerCalls) {
    this.#api = new TypedCalls(client);
    this.#calls = client;
    this.#ordering = new OrderingManager(client);
  }

  /** The account's tunnels. */
  getTunnelContexts(options?: ListOptions): Promise<SoftLayer_Network_Tunnel_Module_Context[]> {
    return this.#api.call('Account', 'getNetworkTunnelContexts', [], options);
  }

  /** @throws SoftLayerOperationError when the account has no such tunnel. */
  async getTunnelContext(
    id: number,
    { filter, ...options }: ListOptions = {},
  ): Promise<SoftLayer_Network_Tunnel_Module_Context> {
    const own = { networkTunnelContexts: { id: queryFilter(id) } };
    const [first] = await this.getTunnelContexts({
      ...options,
      filter: mergeFilters(filter, own),
    });
    if (first) return first;
    throw new SoftLayerOperationError(`The account has no tunnel ${id}.`);
  }

  /** Changes a tunnel: sends it as it is, with what is given in it. */
  async updateTunnelContext(
    id: number,
    { signal, timeout, ...given }: TunnelOptions,
  ): Promise<boolean> {
    const caller = { signal, timeout };
    const context = await this.getTunnelContext(id, caller);
    const changed = {
      friendlyName: given.friendlyName,
      customerPeerIpAddress: given.remotePeer,
      presharedKey: given.presharedKey,
      phaseOneAuthentication: given.phase1Auth,
      phaseOneEncryption: given.phase1Crypto,
      phaseOneDiffieHellmanGroup: given.phase1Dh,
      phaseOneKeylife: given.phase1KeyTtl,
      phaseTwoAuthentication: given.phase2Auth,
      phaseTwoEncryption: given.phase2Crypto,
      phaseTwoDiffieHellmanGroup: given.phase2Dh,
      phaseTwoPerfectForwardSecrecy: given.phase2ForwardSecrecy,
      phaseTwoKeylife: given.phase2KeyTtl,
    };
    const template = { ...context, ...defined(changed) };
    return this.#api.call(service, 'editObject', [template], { ...caller, id });
  }

  /** Has the device take over what was changed. @returns whether the request was taken. */
  applyConfiguration(id: number, options?: CallerOptions): Promise<boolean> {
    return this.#api.call(service, 'applyConfigurationsToDevice', [], { ...options, id });
  }

  /** Lets a subnet of the account into the tunnel. */
  addInternalSubnet(id: number, subnetId: number, options?: CallerOptions): Promise<boolean> {
    const args = [subnetId];
    return this.#api.call(service, 'addPrivateSubnetToNetworkTunnel', args, { ...options, id });
  }

  /** Lets a subnet of the other end into the tunnel. */
  addRemoteSubnet(id: number, subnetId: number, options?: CallerOptions): Promise<boolean> {
    const args = [subnetId];
    return this.#api.call(service, 'addCustomerSubnetToNetworkTunnel', args, { ...options, id });
  }

  /** Lets a subnet of the vendor's services into the tunnel. */
  addServiceSubnet(id: number, subnetId: number, options?: CallerOptions): Promise<boolean> {
    const args = [subnetId];
    return this.#api.call(service, 'addServiceSubnetToNetworkTunnel', args, { ...options, id });
  }

  removeInternalSubnet(id: number, subnetId: number, options?: CallerOptions): Promise<boolean> {
    const method = 'removePrivateSubnetFromNetworkTunnel';
    return this.#api.call(service, method, [subnetId], { ...options, id });
  }

  removeRemoteSubnet(id: number, subnetId: number, options?: CallerOptions): Promise<boolean> {
    const method = 'removeCustomerSubnetFromNetworkTunnel';
    return this.#api.call(service, method, [subnetId], { ...options, id });
  }

  removeServiceSubnet(id: number, subnetId: number, options?: CallerOptions): Promise<boolean> {
    const method = 'removeServiceSubnetFromNetworkTunnel';
    return this.#api.call(service, method, [subnetId], { ...options, id });
  }

  /** Makes a subnet of the other end known to the account. `identifier` is the network's address. */
  createRemoteSubnet({
    accountId,
    identifier,
    cidr,
    ...caller
  }: CallerOptions & {
    readonly accountId: number;
    readonly identifier: string;
    readonly cidr: number;
  }): Promise<SoftLayer_Network_Customer_Subnet> {
    const template = { accountId, cidr, networkIdentifier: identifier };
    return this.#api.call('Network_Customer_Subnet', 'createObject', [template], caller);
  }

  /**
   * Takes a subnet of the other end from the account. The schema of today has no such method;
   * softlayer-python sends it all the same.
   */
  async deleteRemoteSubnet(subnetId: number, options?: CallerOptions): Promise<unknown> {
    const asked = { ...options, id: subnetId };
    return this.#calls.call('Network_Customer_Subnet', 'deleteObject', [], asked);
  }

  /** The translations of a tunnel. */
  async getTranslations(id: number, options?: CallerOptions): Promise<AddressTranslation[]> {
    const { addressTranslations = [] } = await this.getTunnelContext(id, {
      ...options,
      mask: '[mask[addressTranslations[customerIpAddressRecord,internalIpAddressRecord]]]',
    });
    return addressTranslations.map(
      ({ customerIpAddressRecord: remote, internalIpAddressRecord: internal, ...translation }) => ({
        ...translation,
        customerIpAddress: remote?.ipAddress ?? '',
        internalIpAddress: internal?.ipAddress ?? '',
      }),
    );
  }

  /** @throws SoftLayerOperationError when the tunnel has no such translation. */
  async getTranslation(
    id: number,
    translationId: number,
    options?: CallerOptions,
  ): Promise<AddressTranslation> {
    const all = await this.getTranslations(id, options);
    const translation = all.find((each) => each.id === translationId);
    if (translation) return translation;
    throw new SoftLayerOperationError(`The tunnel ${id} has no translation ${translationId}.`);
  }

  createTranslation(
    id: number,
    {
      staticIp,
      remoteIp,
      notes,
      ...caller
    }: TranslationOptions & {
      readonly staticIp: string;
      readonly remoteIp: string;
    },
  ): Promise<AddressTranslation> {
    const template = { customerIpAddress: remoteIp, internalIpAddress: staticIp, notes };
    return this.#api.call(service, 'createAddressTranslation', [template], { ...caller, id });
  }

  /** Changes what is given of a translation. */
  async updateTranslation(
    id: number,
    translationId: number,
    { staticIp, remoteIp, notes, ...caller }: TranslationOptions,
  ): Promise<boolean> {
    const translation = await this.getTranslation(id, translationId, caller);
    // The id of an address counts before its text, so it goes when the text is another one.
    if (staticIp !== undefined) delete translation.internalIpAddressId;
    if (remoteIp !== undefined) delete translation.customerIpAddressId;
    const changed = { internalIpAddress: staticIp, customerIpAddress: remoteIp, notes };
    const template = { ...translation, ...defined(changed) };
    await this.#api.call(service, 'editAddressTranslation', [template], { ...caller, id });
    return true;
  }

  removeTranslation(id: number, translationId: number, options?: CallerOptions): Promise<boolean> {
    const args = [translationId];
    return this.#api.call(service, 'deleteAddressTranslation', args, { ...options, id });
  }

  /**
   * Orders a tunnel, paid by the month.
   *
   * @param datacenter its short name.
   * @param itemKeynames of the package `ADDITIONAL_PRODUCTS`.
   * @throws SoftLayerOperationError for a data centre or an item that there is not.
   */
  order(
    datacenter: string,
    itemKeynames: readonly string[],
    options: CallerOptions = {},
  ): Promise<SoftLayer_Container_Product_Order_Receipt> {
    return this.#ordering.placeOrder({
      ...options,
      packageKeyname: 'ADDITIONAL_PRODUCTS',
      location: datacenter,
      itemKeynames,
      complexType: 'SoftLayer_Container_Product_Order_Network_Tunnel_Ipsec',
      hourly: false,
    });
  }

  /** Cancels a tunnel. @param billingItemId of the tunnel. */
  cancelItem(
    billingItemId: number,
    {
      immediate = false,
      reason,
      ...caller
    }: CallerOptions & {
      /** Sent in the place of the API's "cancel associated items", as softlayer-python does. */
      readonly immediate?: boolean | undefined;
      readonly reason: string;
    },
  ): Promise<boolean> {
    const args = [true, immediate, reason];
    return this.#api.call('Billing_Item', 'cancelItem', args, { ...caller, id: billingItemId });
  }
}

/** Without what is undefined. */
const defined = (values: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
