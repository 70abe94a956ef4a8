import { ArgumentError } from '../../http/argument-error.js';
import type { CallerOptions } from '../../http/http-client.js';
import { Client } from '../client.js';
import { SoftLayerNotFoundError } from '../errors.js';
import type { Services } from '../generated/services.js';
import { type SoftLayerCalls, TypedCalls } from './typed-calls.js';

/** The facts that there are, by the getters of `Resource_Metadata`. */
const getters = {
  backend_mac: 'getBackendMacAddresses',
  datacenter: 'getDatacenter',
  datacenter_id: 'getDatacenterId',
  domain: 'getDomain',
  frontend_mac: 'getFrontendMacAddresses',
  fqdn: 'getFullyQualifiedDomainName',
  hostname: 'getHostname',
  id: 'getId',
  primary_backend_ip: 'getPrimaryBackendIpAddress',
  primary_ip: 'getPrimaryIpAddress',
  primary_frontend_ip: 'getPrimaryIpAddress',
  provision_state: 'getProvisionState',
  router: 'getRouter',
  tags: 'getTags',
  user_data: 'getUserMetadata',
  user_metadata: 'getUserMetadata',
  vlan_ids: 'getVlanIds',
  vlans: 'getVlans',
} as const;

/** Facts about the network at one address. */
const needMac: ReadonlySet<string> = new Set(['router', 'vlan_ids', 'vlans']);

export type MetadataName = keyof typeof getters;
export type MetadataValue<N extends MetadataName> = Awaited<
  ReturnType<Services['Resource_Metadata'][(typeof getters)[N]]>
>;

export interface NetworkOptions extends CallerOptions {
  /** Default true, as the next two. */
  readonly router?: boolean | undefined;
  readonly vlans?: boolean | undefined;
  readonly vlanIds?: boolean | undefined;
}

/** A network of the machine; of a machine without an address there, the addresses alone. */
export interface MachineNetwork {
  readonly macAddresses: readonly string[];
  readonly router?: string | null;
  readonly vlans?: readonly number[] | null;
  readonly vlanIds?: readonly number[] | null;
}

/** What the API tells the machine that asks, by its address; it needs no key. */
export class MetadataManager {
  readonly #api: TypedCalls;

  /**
   * @param client default one of the private network's endpoint, without a login, with 5 seconds for a
   *   call.
   */
  constructor(client?: SoftLayerCalls) {
    const endpointUrl = 'https://api.service.softlayer.com/rest/v3.1';
    this.#api = new TypedCalls(client ?? new Client({ endpointUrl, anonymous: true, timeout: 5 }));
  }

  /**
   * One fact; null when there is none.
   *
   * @param options `mac`: for `router`, `vlans` and `vlan_ids`, the address whose network is meant.
   * @throws ArgumentError for an unknown name, or without the address where it is needed.
   */
  async get<N extends MetadataName>(
    name: N,
    { mac, ...options }: CallerOptions & { readonly mac?: string | undefined } = {},
  ): Promise<MetadataValue<N> | null> {
    if (!Object.hasOwn(getters, name)) {
      const known = Object.keys(getters).join(', ');
      throw new ArgumentError(
        'name',
        `There is no fact \`${name}\`; there are ${known}.`,
        'SoftLayer',
      );
    }
    if (needMac.has(name) && !mac) {
      throw new ArgumentError(
        'mac',
        `The fact \`${name}\` needs the address \`mac\`.`,
        'SoftLayer',
      );
    }
    const args = mac === undefined ? [] : [mac];
    try {
      const value = await this.#api.call('Resource_Metadata', getters[name], args, options);
      return value as MetadataValue<N>;
    } catch (error) {
      if (error instanceof SoftLayerNotFoundError) return null;
      throw error;
    }
  }

  publicNetwork(options?: NetworkOptions): Promise<MachineNetwork> {
    return this.#network('frontend_mac', options);
  }

  privateNetwork(options?: NetworkOptions): Promise<MachineNetwork> {
    return this.#network('backend_mac', options);
  }

  async #network(
    addresses: 'frontend_mac' | 'backend_mac',
    { router = true, vlans = true, vlanIds = true, ...options }: NetworkOptions = {},
  ): Promise<MachineNetwork> {
    const macAddresses = (await this.get(addresses, options)) ?? [];
    const [mac] = macAddresses;
    if (mac === undefined) return { macAddresses };
    const at = { ...options, mac };
    return {
      macAddresses,
      ...(router ? { router: await this.get('router', at) } : {}),
      ...(vlans ? { vlans: await this.get('vlans', at) } : {}),
      ...(vlanIds ? { vlanIds: await this.get('vlan_ids', at) } : {}),
    };
  }
}
