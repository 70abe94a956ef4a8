import { ArgumentError } from '../../../http/argument-error.js';
import type { CallerOptions } from '../../../http/http-client.js';
import { queryFilter, queryFilterOrderBy } from '../../filter/shorthand.js';
import type {
  SoftLayer_Container_Product_Order,
  SoftLayer_Container_Product_Order_Receipt,
  SoftLayer_Network_Subnet,
  SoftLayer_Network_Subnet_IpAddress,
  SoftLayer_Network_Subnet_IpAddress_Global,
  SoftLayer_Product_Item,
} from '../../generated/types.js';
import { type Identifier, idsOf } from '../identifier.js';
import { mergeFilters } from '../merge-filters.js';
import { SoftLayerOperationError } from '../operation-error.js';
import { type ListOptions, type MaskOptions, withMask } from '../typed-calls.js';
import { SecurityGroups } from './security-groups.js';

export type SubnetType = 'private' | 'public' | 'static' | 'global';

export interface AddSubnetOptions extends CallerOptions {
  /** How many addresses; not for a global one, which is one. */
  readonly quantity?: number | undefined;
  /** Where the subnet goes: id of an address for a static one, else of a VLAN; not for a global one. */
  readonly endpointId?: number | undefined;
  /** Default 4. */
  readonly version?: 4 | 6 | undefined;
  /** True: the order is only checked. Default false. */
  readonly testOrder?: boolean | undefined;
}

export interface ListSubnetsOptions extends ListOptions {
  /** The network's address: `10.0.0.0`. */
  readonly identifier?: string | undefined;
  /** Short name of a data centre. */
  readonly datacenter?: string | undefined;
  readonly version?: 4 | 6 | undefined;
  /** `PRIMARY`, `SECONDARY_ON_VLAN` and others. */
  readonly subnetType?: string | undefined;
  readonly networkSpace?: 'PUBLIC' | 'PRIVATE' | undefined;
}

export interface ListGlobalIpsOptions extends MaskOptions {
  readonly version?: 4 | 6 | undefined;
  readonly identifier?: string | undefined;
}

type Order = SoftLayer_Container_Product_Order;
type Receipt = SoftLayer_Container_Product_Order_Receipt;

const subnetMask =
  'hardware,datacenter,networkVlanId,ipAddressCount,virtualGuests,id,networkIdentifier,cidr,' +
  'subnetType,gateway,broadcastAddress,usableIpAddressCount,note,tagReferences[tag],' +
  'networkVlan[id,primaryRouter,networkSpace,fullyQualifiedName],addressSpace,endPointIpAddress';

/** Categories of the catalogue, and what an item of version 6 must have in its description. */
const categories = {
  4: {
    private: ['sov_sec_ip_addresses_priv', ''],
    public: ['sov_sec_ip_addresses_pub', ''],
    static: ['static_sec_ip_addresses', ''],
    global: ['global_ipv4', ''],
  },
  6: {
    private: ['static_ipv6_addresses', ''],
    public: ['static_ipv6_addresses', 'Portable'],
    static: ['static_ipv6_addresses', 'Static'],
    global: ['global_ipv6', 'Global'],
  },
} as const;

/** Subnets, addresses and global addresses. A part of `NetworkManager`. */
export class Addresses extends SecurityGroups {
  /** All subnets that fit, page by page. */
  listSubnets(options: ListSubnetsOptions = {}): Promise<SoftLayer_Network_Subnet[]> {
    const { identifier, datacenter, version, subnetType, networkSpace, filter, ...asked } = options;
    const subnets = {
      id: queryFilterOrderBy(),
      ...(identifier ? { networkIdentifier: queryFilter(identifier) } : {}),
      ...(datacenter ? { datacenter: { name: queryFilter(datacenter) } } : {}),
      ...(version ? { version: queryFilter(version) } : {}),
      ...(subnetType ? { subnetType: queryFilter(subnetType) } : {}),
      ...(networkSpace ? { networkVlan: { networkSpace: queryFilter(networkSpace) } } : {}),
    };
    return this.api.all('Account', 'getSubnets', {
      ...withMask(subnetMask, asked),
      filter: mergeFilters(filter, { subnets }),
    });
  }

  getSubnet(id: number, options?: MaskOptions): Promise<SoftLayer_Network_Subnet> {
    return this.api.call('Network_Subnet', 'getObject', [], {
      ...withMask(subnetMask, options),
      id,
    });
  }

  /**
   * Orders a subnet; with `testOrder` the order is only checked.
   *
   * @throws ArgumentError before any call; SoftLayerOperationError when the catalogue has no such subnet.
   */
  async addSubnet(
    subnetType: SubnetType,
    options: AddSubnetOptions & { readonly testOrder: true },
  ): Promise<Order>;
  async addSubnet(
    subnetType: SubnetType,
    options?: AddSubnetOptions & { readonly testOrder?: false | undefined },
  ): Promise<Receipt>;
  async addSubnet(subnetType: SubnetType, options?: AddSubnetOptions): Promise<Order | Receipt>;
  async addSubnet(
    subnetType: SubnetType,
    options: AddSubnetOptions = {},
  ): Promise<Order | Receipt> {
    const { quantity, endpointId, version = 4, testOrder = false, signal, timeout } = options;
    const [category, description] = categories[version]?.[subnetType] ?? [];
    if (category === undefined || description === undefined) {
      throw wrong('subnetType', 'is private, public, static or global, and its `version` 4 or 6');
    }
    const isGlobal = subnetType === 'global';
    if (!isGlobal && quantity === undefined) throw wrong('quantity', 'must be given');
    if (!isGlobal && endpointId === undefined) throw wrong('endpointId', 'must be given');
    const caller = { signal, timeout };
    const capacity = isGlobal ? 0 : quantity;
    // All that is no server is in package 0.
    const items = await this.api.call('Product_Package', 'getItems', [], {
      ...caller,
      id: 0,
      mask: 'mask[prices[packageReferences[package[keyName]]]]',
    });
    const item = items.find(
      (each) =>
        each.itemCategory?.categoryCode === category &&
        each.capacity != null &&
        Number(each.capacity) === capacity &&
        (each.description ?? '').includes(description),
    );
    const price = item && Addresses.getSubnetItemPrice(item, subnetType, version);
    if (price === undefined) {
      throw new SoftLayerOperationError(
        `The catalogue has no ${subnetType} subnet of ${capacity} addresses of version ${version}.`,
      );
    }
    const order = {
      packageId: 0,
      prices: [{ id: price }],
      quantity: 1,
      complexType: 'SoftLayer_Container_Product_Order_Network_Subnet',
      ...(isGlobal
        ? {}
        : { [subnetType === 'static' ? 'endPointIpAddressId' : 'endPointVlanId']: endpointId }),
    };
    return testOrder
      ? this.api.call('Product_Order', 'verifyOrder', [order], caller)
      : this.api.call('Product_Order', 'placeOrder', [order], caller);
  }

  /** The price of an item of `addSubnet`; undefined when none fits. */
  static getSubnetItemPrice(
    item: SoftLayer_Product_Item,
    subnetType: SubnetType,
    version: 4 | 6,
  ): number | undefined {
    const prices = item.prices ?? [];
    if (version !== 4 || subnetType !== 'static') return prices[0]?.id ?? undefined;
    // Of several the last one counts, as in softlayer-python.
    const price = prices.findLast(({ packageReferences }) =>
      packageReferences?.some((each) => each.package?.keyName?.includes('STATIC')),
    );
    return price?.id ?? undefined;
  }

  /** @throws SoftLayerOperationError for a subnet that is not paid for by itself. */
  async cancelSubnet(id: number, options?: CallerOptions): Promise<boolean> {
    const { billingItem } = await this.getSubnet(id, { ...options, mask: 'id,billingItem.id' });
    return this.#cancel(billingItem?.id, `The subnet ${id}`, options);
  }

  /** @param tags separated by commas; an empty text takes all away. */
  setTagsSubnet(id: number, tags: string, options?: CallerOptions): Promise<boolean> {
    return this.api.call('Network_Subnet', 'setTags', [tags], { ...options, id });
  }

  editNoteSubnet(id: number, note: string, options?: CallerOptions): Promise<boolean> {
    return this.api.call('Network_Subnet', 'editNote', [note], { ...options, id });
  }

  /**
   * Leads a subnet to something.
   *
   * @param type of the target: `SoftLayer_Network_Subnet_IpAddress`.
   * @param target its id, or its address.
   */
  route(id: number, type: string, target: string, options?: CallerOptions): Promise<boolean> {
    return this.api.call('Network_Subnet', 'route', [type, target], { ...options, id });
  }

  clearRoute(id: number, options?: CallerOptions): Promise<boolean> {
    return this.api.call('Network_Subnet', 'clearRoute', [], { ...options, id });
  }

  /** Orders a global address. */
  addGlobalIp(
    options: Pick<AddSubnetOptions, 'version' | 'testOrder' | 'signal' | 'timeout'> = {},
  ): Promise<Order | Receipt> {
    return this.addSubnet('global', options);
  }

  listGlobalIps({
    version,
    identifier,
    ...asked
  }: ListGlobalIpsOptions = {}): Promise<SoftLayer_Network_Subnet_IpAddress_Global[]> {
    const subnet = {
      ...(version ? { version: queryFilter(version) } : {}),
      ...(identifier ? { networkIdentifier: queryFilter(identifier) } : {}),
    };
    const any = version || identifier;
    return this.api.call('Account', 'getGlobalIpRecords', [], {
      ...withMask('destinationIpAddress[hardware,virtualGuest],ipAddress', asked),
      filter: any ? { globalIpRecords: { ipAddress: { subnet } } } : undefined,
    });
  }

  /** @param target the address that the global one leads to. */
  assignGlobalIp(id: number, target: string, options?: CallerOptions): Promise<boolean> {
    return this.api.call('Network_Subnet_IpAddress_Global', 'route', [target], {
      ...options,
      id,
    });
  }

  unassignGlobalIp(id: number, options?: CallerOptions): Promise<boolean> {
    return this.api.call('Network_Subnet_IpAddress_Global', 'unroute', [], { ...options, id });
  }

  /** @throws SoftLayerOperationError when nothing is paid for it. */
  async cancelGlobalIp(id: number, options?: CallerOptions): Promise<boolean> {
    const asked = { ...options, id, mask: 'billingItem' };
    const service = 'Network_Subnet_IpAddress_Global';
    const { billingItem } = await this.api.call(service, 'getObject', [], asked);
    return this.#cancel(billingItem?.id, `The global address ${id}`, options);
  }

  /** What an address belongs to. */
  ipLookup(
    ipAddress: string,
    options?: CallerOptions,
  ): Promise<SoftLayer_Network_Subnet_IpAddress> {
    const asked = { ...options, mask: 'hardware,virtualGuest' };
    return this.api.call('Network_Subnet_IpAddress', 'getByIpAddress', [ipAddress], asked);
  }

  getIpByAddress(
    ipAddress: string,
    options?: CallerOptions,
  ): Promise<SoftLayer_Network_Subnet_IpAddress> {
    return this.api.call('Network_Subnet_IpAddress', 'getByIpAddress', [ipAddress], options);
  }

  /** @param id of the address. @param note `{ note: 'text' }`; the name is the vendor's spelling. */
  setSubnetIpddressNote(
    id: number,
    note: { readonly note: string },
    options?: CallerOptions,
  ): Promise<boolean> {
    return this.api.call('Network_Subnet_IpAddress', 'editObject', [note], { ...options, id });
  }

  /** The ids of the global addresses that an id or an address stands for. */
  resolveGlobalIpIds(
    identifier: Identifier,
    options?: CallerOptions,
  ): Promise<(number | string)[]> {
    return idsOf(identifier, (address) =>
      this.listGlobalIps({ ...options, identifier: address, mask: 'id' }),
    );
  }

  /** The ids of the subnets that an id or a network's address stands for, with or without its length. */
  resolveSubnetIds(identifier: Identifier, options?: CallerOptions): Promise<(number | string)[]> {
    return idsOf(identifier, (address) => {
      const [network] = address.split('/', 1);
      return this.listSubnets({ ...options, identifier: network, mask: 'id' });
    });
  }

  async #cancel(
    billingItemId: number | null | undefined,
    what: string,
    options: CallerOptions | undefined,
  ): Promise<boolean> {
    if (billingItemId == null) {
      throw new SoftLayerOperationError(`${what} has no billing item, and cannot be cancelled.`);
    }
    const asked = { ...options, id: billingItemId };
    return this.api.call('Billing_Item', 'cancelService', [], asked);
  }
}

const wrong = (argument: string, what: string): ArgumentError =>
  new ArgumentError(argument, `The \`${argument}\` of a subnet to order ${what}.`, 'SoftLayer');
