import type { CallerOptions } from '../../http/http-client.js';
import type {
  SoftLayer_Container_Product_Order,
  SoftLayer_Container_Product_Order_Receipt,
  SoftLayer_Network_Application_Delivery_Controller,
  SoftLayer_Network_LBaaS_L7HealthMonitor,
  SoftLayer_Network_LBaaS_L7Member,
  SoftLayer_Network_LBaaS_L7Policy,
  SoftLayer_Network_LBaaS_L7Pool,
  SoftLayer_Network_LBaaS_L7SessionAffinity,
  SoftLayer_Network_LBaaS_LoadBalancer,
  SoftLayer_Network_LBaaS_LoadBalancerHealthMonitorConfiguration,
  SoftLayer_Network_LBaaS_LoadBalancerProtocolConfiguration,
  SoftLayer_Network_LBaaS_LoadBalancerServerInstanceInfo,
  SoftLayer_Product_Package,
} from '../generated/types.js';
import { isGlobalIdentifier } from './identifier.js';
import { SoftLayerOperationError } from './operation-error.js';
import { type MaskOptions, type SoftLayerCalls, TypedCalls, withMask } from './typed-calls.js';

type LoadBalancer = SoftLayer_Network_LBaaS_LoadBalancer;

const types = ['Private to Private', 'Public to Private', 'Public to Public'] as const;

export interface OrderLoadBalancerOptions extends CallerOptions {
  /** Id of the data centre. */
  readonly datacenter: number | string;
  readonly name: string;
  readonly desc?: string | undefined;
  readonly protocols: readonly SoftLayer_Network_LBaaS_LoadBalancerProtocolConfiguration[];
  /** Where the balancer's private addresses come from. */
  readonly subnetId: number;
  /** True: reachable from the Internet. Default false. */
  readonly public?: boolean | undefined;
}

/** A pool of members chosen by the content of requests, with all that belongs to it. */
export interface L7PoolOptions extends CallerOptions {
  readonly pool: SoftLayer_Network_LBaaS_L7Pool;
  readonly members: readonly SoftLayer_Network_LBaaS_L7Member[];
  readonly health: SoftLayer_Network_LBaaS_L7HealthMonitor;
  readonly session: SoftLayer_Network_LBaaS_L7SessionAffinity | null;
}

/** IBM Cloud load balancers (LBaaS), and NetScalers. */
export class LoadBalancerManager {
  readonly #api: TypedCalls;

  constructor(client: SoftLayerCalls) {
    this.#api = new TypedCalls(client);
  }

  /** The account's NetScalers. */
  getAdcs(options?: MaskOptions): Promise<SoftLayer_Network_Application_Delivery_Controller[]> {
    const mask =
      'mask[managementIpAddress,outboundPublicBandwidthUsage,primaryIpAddress,datacenter]';
    return this.#api.call(
      'Account',
      'getApplicationDeliveryControllers',
      [],
      withMask(mask, options),
    );
  }

  /** A NetScaler, with its password. */
  getAdc(
    id: number,
    options?: MaskOptions,
  ): Promise<SoftLayer_Network_Application_Delivery_Controller> {
    const mask =
      'mask[networkVlans,password,managementIpAddress,primaryIpAddress,subnets,tagReferences,' +
      'licenseExpirationDate,datacenter]';
    const asked = { ...withMask(mask, options), id };
    return this.#api.call('Network_Application_Delivery_Controller', 'getObject', [], asked);
  }

  /** The account's load balancers. */
  getLbaas(options?: MaskOptions): Promise<LoadBalancer[]> {
    const mask = 'mask[datacenter,listenerCount,memberCount]';
    return this.#api.call(
      'Network_LBaaS_LoadBalancer',
      'getAllObjects',
      [],
      withMask(mask, options),
    );
  }

  /** A load balancer, and in `health` how its members are. A mask of your own must name `uuid`. */
  async getLb(id: number, options: MaskOptions = {}): Promise<LoadBalancer & { health: unknown }> {
    const mask =
      'mask[healthMonitors,l7Pools,uuid,members,sslCiphers,' +
      'listeners[defaultPool[healthMonitor,members,sessionAffinity],l7Policies]]';
    const balancer = await this.#balancer(id, withMask(mask, options));
    const { signal, timeout } = options;
    const health = await this.#api.call(
      'Network_LBaaS_LoadBalancer',
      'getLoadBalancerMemberHealth',
      [balancer.uuid],
      { signal, timeout },
    );
    return { ...balancer, health };
  }

  /** How the members are checked. */
  updateLbHealthMonitors(
    uuid: string,
    checks: readonly SoftLayer_Network_LBaaS_LoadBalancerHealthMonitorConfiguration[],
    options?: CallerOptions,
  ): Promise<LoadBalancer> {
    return this.#api.call(
      'Network_LBaaS_HealthMonitor',
      'updateLoadBalancerHealthMonitors',
      [uuid, checks],
      options,
    );
  }

  /** Both names of a load balancer, by its id, its uuid or the name that it was given. */
  async getLbaasUuidId(
    identifier: number | string,
    options?: CallerOptions,
  ): Promise<{ uuid: string; id: number }> {
    const asked = { ...options, mask: 'mask[id,uuid]' };
    const { uuid, id } =
      typeof identifier === 'number' || /^\d+$/.test(identifier)
        ? await this.#balancer(Number(identifier), asked)
        : isGlobalIdentifier(identifier)
          ? await this.#api.call(
              'Network_LBaaS_LoadBalancer',
              'getLoadBalancer',
              [identifier],
              asked,
            )
          : await this.getLbaasByName(identifier, asked);
    return { uuid: uuid as string, id: id as number };
  }

  /** The first load balancer of the name. @throws SoftLayerOperationError when there is none. */
  async getLbaasByName(name: string, options?: MaskOptions): Promise<LoadBalancer> {
    const filter = { name: { operation: name } };
    const [first] = await this.#api.call('Network_LBaaS_LoadBalancer', 'getAllObjects', [], {
      ...options,
      filter,
    });
    if (first) return first;
    throw new SoftLayerOperationError(`There is no load balancer of the name ${name}.`);
  }

  /** @param uuid of the load balancer, as in all methods below; `memberUuid`: of the member. */
  deleteLbMember(uuid: string, memberUuid: string, options?: CallerOptions): Promise<LoadBalancer> {
    const args = [uuid, [memberUuid]];
    return this.#api.call('Network_LBaaS_Member', 'deleteLoadBalancerMembers', args, options);
  }

  addLbMember(
    uuid: string,
    member: SoftLayer_Network_LBaaS_LoadBalancerServerInstanceInfo,
    options?: CallerOptions,
  ): Promise<LoadBalancer> {
    const args = [uuid, [member]];
    return this.#api.call('Network_LBaaS_Member', 'addLoadBalancerMembers', args, options);
  }

  /** Adds a listener, or changes the one that its `listenerUuid` names. */
  addLbListener(
    uuid: string,
    listener: SoftLayer_Network_LBaaS_LoadBalancerProtocolConfiguration,
    options?: CallerOptions,
  ): Promise<LoadBalancer> {
    return this.addProtocols(uuid, [listener], options);
  }

  /** The policies of a listener, by its id. */
  getL7policies(
    listenerId: number,
    options?: CallerOptions,
  ): Promise<SoftLayer_Network_LBaaS_L7Policy[]> {
    return this.#api.call('Network_LBaaS_Listener', 'getL7Policies', [], {
      ...options,
      id: listenerId,
    });
  }

  /** The policies of all load balancers, by the id of the listener; listeners without any are not in. */
  async getAllL7policies(
    options?: CallerOptions,
  ): Promise<Map<number, SoftLayer_Network_LBaaS_L7Policy[]>> {
    const balancers = await this.getLbaas({ ...options, mask: 'mask[listeners[l7Policies]]' });
    const policies = new Map<number, SoftLayer_Network_LBaaS_L7Policy[]>();
    for (const { id, l7Policies } of balancers.flatMap(({ listeners }) => listeners ?? [])) {
      if (id != null && l7Policies?.length) policies.set(id, l7Policies);
    }
    return policies;
  }

  addLbL7Pool(
    uuid: string,
    { pool, members, health, session, ...caller }: L7PoolOptions,
  ): Promise<LoadBalancer> {
    const args = [uuid, pool, members, health, session];
    return this.#api.call('Network_LBaaS_L7Pool', 'createL7Pool', args, caller);
  }

  /** @param id of the pool. */
  async delLbL7Pool(id: number, options?: CallerOptions): Promise<unknown> {
    return this.#api.call('Network_LBaaS_L7Pool', 'deleteObject', [], { ...options, id });
  }

  removeLbListener(
    uuid: string,
    listenerUuid: string,
    options?: CallerOptions,
  ): Promise<LoadBalancer> {
    return this.deleteProtocol(uuid, listenerUuid, options);
  }

  /** Orders a load balancer; with `verify` the order is only checked. */
  async orderLbaas(
    options: OrderLoadBalancerOptions & { readonly verify: true },
  ): Promise<SoftLayer_Container_Product_Order>;
  async orderLbaas(
    options: OrderLoadBalancerOptions & { readonly verify?: false | undefined },
  ): Promise<SoftLayer_Container_Product_Order_Receipt>;
  async orderLbaas(
    options: OrderLoadBalancerOptions & { readonly verify?: boolean | undefined },
  ): Promise<SoftLayer_Container_Product_Order | SoftLayer_Container_Product_Order_Receipt> {
    const { datacenter, name, desc, protocols, subnetId, signal, timeout } = options;
    const caller = { signal, timeout };
    const offers = await this.#package('mask[id,keyName,itemPrices]', caller);
    const order = {
      complexType: 'SoftLayer_Container_Product_Order_Network_LoadBalancer_AsAService',
      name,
      description: desc,
      locationObject: datacenter,
      packageId: offers.id,
      // It is sold by the hour only.
      useHourlyPricing: true,
      prices: (offers.itemPrices ?? [])
        .filter(({ locationGroupId }) => !locationGroupId)
        .map(({ id }) => ({ id })),
      protocolConfigurations: protocols,
      subnets: [{ id: subnetId }],
      isPublic: options.public ?? false,
    };
    return options.verify
      ? this.#api.call('Product_Order', 'verifyOrder', [order], caller)
      : this.#api.call('Product_Order', 'placeOrder', [order], caller);
  }

  /** What can be ordered, and where. */
  lbaasOrderOptions(options: CallerOptions = {}): Promise<SoftLayer_Product_Package> {
    const mask = 'mask[id,keyName,name,items[prices],regions[location[location[groups]]]]';
    return this.#package(mask, options);
  }

  cancelLbaas(uuid: string, options?: CallerOptions): Promise<boolean> {
    return this.#api.call('Network_LBaaS_LoadBalancer', 'cancelLoadBalancer', [uuid], options);
  }

  addProtocols(
    uuid: string,
    protocols: readonly SoftLayer_Network_LBaaS_LoadBalancerProtocolConfiguration[],
    options?: CallerOptions,
  ): Promise<LoadBalancer> {
    const args = [uuid, protocols];
    return this.#api.call('Network_LBaaS_Listener', 'updateLoadBalancerProtocols', args, options);
  }

  deleteProtocol(
    uuid: string,
    listenerUuid: string,
    options?: CallerOptions,
  ): Promise<LoadBalancer> {
    const args = [uuid, [listenerUuid]];
    return this.#api.call('Network_LBaaS_Listener', 'deleteLoadBalancerProtocols', args, options);
  }

  /** A load balancer with its uuid, by its id. */
  getLbUuid(id: number, options?: CallerOptions): Promise<LoadBalancer> {
    return this.#balancer(id, { ...options, mask: 'mask[id,uuid]' });
  }

  /** Words for the `type` of a load balancer; undefined for another number. */
  static getLbType(type: number): (typeof types)[number] | undefined {
    return types[type];
  }

  #balancer(id: number, options: MaskOptions): Promise<LoadBalancer> {
    return this.#api.call('Network_LBaaS_LoadBalancer', 'getObject', [], { ...options, id });
  }

  async #package(mask: string, caller: CallerOptions): Promise<SoftLayer_Product_Package> {
    const filter = { keyName: { operation: 'LBAAS' } };
    const [first] = await this.#api.call('Product_Package', 'getAllObjects', [], {
      ...caller,
      ...{ filter, mask },
    });
    if (first) return first;
    throw new SoftLayerOperationError('The catalogue has no load balancers (package LBAAS).');
  }
}
