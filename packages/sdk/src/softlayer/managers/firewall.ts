import type { CallerOptions } from '../../http/http-client.js';
import { queryFilter } from '../filter/shorthand.js';
import type {
  SoftLayer_Container_Product_Order_Receipt,
  SoftLayer_Metric_Tracking_Object_Data,
  SoftLayer_Network_Component,
  SoftLayer_Network_Component_Firewall_Rule,
  SoftLayer_Network_Firewall_Update_Request,
  SoftLayer_Network_Firewall_Update_Request_Rule,
  SoftLayer_Network_Gateway,
  SoftLayer_Network_Vlan,
  SoftLayer_Network_Vlan_Firewall,
  SoftLayer_Network_Vlan_Firewall_Rule,
  SoftLayer_Product_Item,
} from '../generated/types.js';
import { SoftLayerOperationError } from './operation-error.js';
import { type MaskOptions, type SoftLayerCalls, TypedCalls, withMask } from './typed-calls.js';

const ruleMask =
  'mask[orderValue,action,destinationIpAddress,destinationIpSubnetMask,protocol,' +
  'destinationPortRangeStart,destinationPortRangeEnd,sourceIpAddress,sourceIpSubnetMask,' +
  'version,notes]';

const container = 'SoftLayer_Container_Product_Order_Network_Protection_Firewall';

export interface ServerFirewallOptions extends CallerOptions {
  /** False: the server is bare metal. Default true. */
  readonly isVirt?: boolean | undefined;
}

export interface VlanFirewallOptions extends CallerOptions {
  /** True: a pair of firewalls for high availability. Default false. */
  readonly haEnabled?: boolean | undefined;
}

/** Firewalls of servers (standard), of VLANs (dedicated) and of gateways. */
export class FirewallManager {
  readonly #api: TypedCalls;

  constructor(client: SoftLayerCalls) {
    this.#api = new TypedCalls(client);
  }

  /** The catalogue's items for a firewall as fast as the server's public port. */
  async getStandardPackage(
    serverId: number,
    { isVirt = true, ...caller }: ServerFirewallOptions = {},
  ): Promise<SoftLayer_Product_Item[]> {
    const speed = isVirt
      ? await this.#guestSpeed(serverId, caller)
      : await this.#hardwareSpeed(serverId, caller);
    return this.#items(`${speed}Mbps Hardware Firewall`, caller);
  }

  getDedicatedPackage({
    haEnabled = false,
    ...caller
  }: VlanFirewallOptions = {}): Promise<SoftLayer_Product_Item[]> {
    const kind = haEnabled ? 'High Availability' : 'Dedicated';
    return this.#items(`Hardware Firewall (${kind})`, caller);
  }

  /**
   * @param options `dedicated`: the firewall is a VLAN's, not a server's; default false.
   * @throws SoftLayerOperationError when there is no such firewall, or nothing is paid for it.
   */
  async cancelFirewall(
    id: number,
    {
      dedicated = false,
      ...caller
    }: CallerOptions & { readonly dedicated?: boolean | undefined } = {},
  ): Promise<boolean> {
    const service = dedicated ? 'Network_Vlan_Firewall' : 'Network_Component_Firewall';
    const asked = { ...caller, id, mask: 'mask[id,billingItem[id]]' };
    const firewall = await this.#api.call(service, 'getObject', [], asked);
    const billingItemId = firewall?.billingItem?.id;
    if (billingItemId == null) {
      const what = firewall ? 'billing item of the firewall' : 'firewall';
      throw new SoftLayerOperationError(`The ${what} ${id} cannot be found.`);
    }
    return this.#api.call('Billing_Item', 'cancelService', [], { ...caller, id: billingItemId });
  }

  /** Orders a firewall for a server. */
  async addStandardFirewall(
    serverId: number,
    options: ServerFirewallOptions = {},
  ): Promise<SoftLayer_Container_Product_Order_Receipt> {
    const { isVirt = true, ...caller } = options;
    const items = await this.getStandardPackage(serverId, options);
    return this.#order(
      {
        complexType: container,
        [isVirt ? 'virtualGuests' : 'hardware']: [{ id: serverId }],
        prices: [firstPrice(items)],
      },
      caller,
    );
  }

  /** Orders a firewall for a VLAN. */
  async addVlanFirewall(
    vlanId: number,
    options: VlanFirewallOptions = {},
  ): Promise<SoftLayer_Container_Product_Order_Receipt> {
    const { haEnabled: _, ...caller } = options;
    const items = await this.getDedicatedPackage(options);
    const complexType = `${container}_Dedicated`;
    return this.#order({ complexType, vlanId, prices: [firstPrice(items)] }, caller);
  }

  /** The VLANs that have a firewall of any kind. */
  async getFirewalls(options?: CallerOptions): Promise<SoftLayer_Network_Vlan[]> {
    const mask =
      'firewallNetworkComponents,networkVlanFirewall,dedicatedFirewallFlag,' +
      'firewallGuestNetworkComponents,firewallInterfaces,firewallRules,highAvailabilityFirewallFlag';
    const vlans = await this.#api.call('Account', 'getNetworkVlans', [], { ...options, mask });
    return vlans.filter(hasFirewall);
  }

  getStandardFwlRules(
    id: number,
    options?: CallerOptions,
  ): Promise<SoftLayer_Network_Component_Firewall_Rule[]> {
    const asked = { ...options, id, mask: ruleMask };
    return this.#api.call('Network_Component_Firewall', 'getRules', [], asked);
  }

  getDedicatedFwlRules(
    id: number,
    options?: CallerOptions,
  ): Promise<SoftLayer_Network_Vlan_Firewall_Rule[]> {
    const asked = { ...options, id, mask: ruleMask };
    return this.#api.call('Network_Vlan_Firewall', 'getRules', [], asked);
  }

  /**
   * Replaces the rules for what comes in from outside.
   *
   * @throws SoftLayerOperationError when the firewall has no list of them.
   */
  async editDedicatedFwlRules(
    id: number,
    rules: readonly SoftLayer_Network_Firewall_Update_Request_Rule[],
    options?: CallerOptions,
  ): Promise<SoftLayer_Network_Firewall_Update_Request> {
    const mask = 'mask[networkVlan[firewallInterfaces[firewallContextAccessControlLists]]]';
    const asked = { ...options, id, mask };
    const firewall = await this.#api.call('Network_Vlan_Firewall', 'getObject', [], asked);
    // Of several the last one counts, as in softlayer-python.
    const list = (firewall.networkVlan?.firewallInterfaces ?? [])
      .filter(({ name }) => name !== 'inside')
      .flatMap((each) => each.firewallContextAccessControlLists ?? [])
      .findLast(({ direction }) => direction !== 'out');
    if (!list) {
      throw new SoftLayerOperationError(`The firewall ${id} has no access control list to edit.`);
    }
    return this.#update({ firewallContextAccessControlListId: list.id, rules }, options);
  }

  /** Replaces the rules of a server's firewall. */
  editStandardFwlRules(
    id: number,
    rules: readonly SoftLayer_Network_Firewall_Update_Request_Rule[],
    options?: CallerOptions,
  ): Promise<SoftLayer_Network_Firewall_Update_Request> {
    return this.#update({ networkComponentFirewallId: id, rules }, options);
  }

  /** A VLAN's firewall. */
  getInstance(id: number, options?: MaskOptions): Promise<SoftLayer_Network_Vlan_Firewall> {
    const mask =
      'mask[firewallType,datacenter,managementCredentials,networkVlan,' +
      'metricTrackingObject[data,type],networkGateway[insideVlans,members,privateIpAddress,' +
      'publicIpAddress,publicIpv6Address,privateVlan,publicVlan,status]]';
    return this.#api.call('Network_Vlan_Firewall', 'getObject', [], {
      ...withMask(mask, options),
      id,
    });
  }

  /** The gateways that have a firewall. */
  getFirewallsGatewalls(options?: CallerOptions): Promise<SoftLayer_Network_Gateway[]> {
    return this.#api.call('Account', 'getNetworkGateways', [], {
      ...options,
      mask:
        'mask[id,networkSpace,name,networkFirewall[id,firewallType,datacenter[name]],' +
        'status[keyName],insideVlans[id],privateIpAddress[ipAddress],' +
        'publicVlan[id,primaryRouter[hostname]],publicIpAddress[ipAddress],' +
        'members[id,hardware[hostname]]]',
      filter: { networkGateways: { networkFirewall: { operation: 'not null' } } },
    });
  }

  /** Public traffic a day. `id` is that of the metric tracking object; dates as the API reads them. */
  getSummary(
    id: number,
    {
      startDate,
      endDate,
      ...caller
    }: CallerOptions & {
      readonly startDate: string;
      readonly endDate: string;
    },
  ): Promise<SoftLayer_Metric_Tracking_Object_Data[]> {
    const types = [
      { keyName: 'PUBLICIN', summaryType: 'sum' },
      { keyName: 'PUBLICOUT', summaryType: 'sum' },
    ];
    const args = [startDate, endDate, types, 86_400];
    return this.#api.call('Metric_Tracking_Object', 'getSummaryData', args, { ...caller, id });
  }

  /** Items of package 0, which holds all that is no server. */
  #items(description: string, caller: CallerOptions): Promise<SoftLayer_Product_Item[]> {
    const filter = { items: { description: queryFilter(description) } };
    return this.#api.call('Product_Package', 'getItems', [], { ...caller, id: 0, filter });
  }

  #order(order: object, caller: CallerOptions): Promise<SoftLayer_Container_Product_Order_Receipt> {
    const whole = { quantity: 1, packageId: 0, ...order };
    return this.#api.call('Product_Order', 'placeOrder', [whole], caller);
  }

  #update(
    template: object,
    options: CallerOptions | undefined,
  ): Promise<SoftLayer_Network_Firewall_Update_Request> {
    return this.#api.call('Network_Firewall_Update_Request', 'createObject', [template], options);
  }

  async #guestSpeed(id: number, caller: CallerOptions): Promise<number> {
    const asked = { ...caller, id, mask: 'primaryNetworkComponent[maxSpeed]' };
    const guest = await this.#api.call('Virtual_Guest', 'getObject', [], asked);
    const speed = guest.primaryNetworkComponent?.maxSpeed;
    if (speed != null) return speed;
    throw new SoftLayerOperationError(`The virtual server ${id} has no public network port.`);
  }

  /** Ports that are bundled count together; the fastest bundle or single port counts. */
  async #hardwareSpeed(id: number, caller: CallerOptions): Promise<number> {
    const mask = 'id,maxSpeed,networkComponentGroup.networkComponents';
    const asked = { ...caller, id, mask };
    const ports = await this.#api.call(
      'Hardware_Server',
      'getFrontendNetworkComponents',
      [],
      asked,
    );
    const sum = (list: readonly SoftLayer_Network_Component[]) =>
      list.reduce((total, { maxSpeed }) => total + (maxSpeed ?? 0), 0);
    const speeds = ports.map((port) =>
      sum(
        port.networkComponentGroup ? (port.networkComponentGroup.networkComponents ?? []) : [port],
      ),
    );
    if (speeds.length > 0) return Math.max(...speeds);
    throw new SoftLayerOperationError(`The server ${id} has no public network port.`);
  }
}

/** Whether a VLAN, with the properties that `getFirewalls` asks for, has a firewall of any kind. */
export function hasFirewall(vlan: SoftLayer_Network_Vlan): boolean {
  return Boolean(
    vlan.dedicatedFirewallFlag ||
      vlan.highAvailabilityFirewallFlag ||
      vlan.firewallInterfaces?.length ||
      vlan.firewallNetworkComponents?.length ||
      vlan.firewallGuestNetworkComponents?.length,
  );
}

function firstPrice([item]: readonly SoftLayer_Product_Item[]): { id: number } {
  const id = item?.prices?.[0]?.id;
  if (id != null) return { id };
  throw new SoftLayerOperationError('The catalogue has no price for such a firewall.');
}
