import type { CallerOptions } from '../../../http/http-client.js';
import { queryFilter, queryFilterOrderBy } from '../../filter/shorthand.js';
import type {
  SoftLayer_Container_Search_Result,
  SoftLayer_Event_Log,
  SoftLayer_Hardware,
  SoftLayer_Location,
  SoftLayer_Network_Pod,
  SoftLayer_Network_Storage,
  SoftLayer_Network_Vlan,
} from '../../generated/types.js';
import { type Identifier, idsOf } from '../identifier.js';
import { mergeFilters } from '../merge-filters.js';
import { type PatienceOptions, patiently } from '../patience.js';
import {
  type ListOptions,
  type MaskOptions,
  type SoftLayerCalls,
  withMask,
} from '../typed-calls.js';
import { Addresses } from './addresses.js';

export interface ListVlansOptions extends ListOptions {
  /** Short name of a data centre. */
  readonly datacenter?: string | undefined;
  readonly vlanNumber?: number | undefined;
  readonly name?: string | undefined;
  /** VLANs a call, from 2. Default 100. */
  readonly pageSize?: number | undefined;
}

export interface EditVlanOptions extends CallerOptions {
  readonly name?: string | undefined;
  readonly note?: string | undefined;
  /** Separated by commas; an empty text takes all away. */
  readonly tags?: string | undefined;
}

/** What a data centre has of the account's. */
export interface DatacenterSummary {
  hardwareCount: number;
  publicIpCount: number;
  subnetCount: number;
  virtualGuestCount: number;
  vlanCount: number;
}

const vlanListMask =
  'firewallInterfaces,hardwareCount,primaryRouter[id,fullyQualifiedDomainName,datacenter],' +
  'subnetCount,billingItem,totalPrimaryIpAddressCount,virtualGuestCount,networkSpace,' +
  'networkVlanFirewall[id,fullyQualifiedDomainName,primaryIpAddress],' +
  'attachedNetworkGateway[id,name,networkFirewall],tagReferences[tag[name]]';

const vlanMask =
  'firewallInterfaces,primaryRouter[id,fullyQualifiedDomainName,datacenter],' +
  'totalPrimaryIpAddressCount,networkSpace,billingItem,hardware,subnets,virtualGuests,' +
  'networkVlanFirewall[id,fullyQualifiedDomainName,primaryIpAddress],' +
  'attachedNetworkGateway[id,name,networkFirewall]';

/** VLANs, pods and data centres; subnets and addresses; security groups. */
export class NetworkManager extends Addresses {
  readonly #patience: PatienceOptions;

  constructor(client: SoftLayerCalls, patience: PatienceOptions = {}) {
    super(client);
    this.#patience = patience;
  }

  /** All VLANs that fit, page by page. */
  listVlans(options: ListVlansOptions = {}): Promise<SoftLayer_Network_Vlan[]> {
    const { datacenter, vlanNumber, name, filter, ...asked } = options;
    const networkVlans = {
      id: queryFilterOrderBy(),
      ...(vlanNumber ? { vlanNumber: queryFilter(vlanNumber) } : {}),
      ...(name ? { name: queryFilter(name) } : {}),
      ...(datacenter ? { primaryRouter: { datacenter: { name: queryFilter(datacenter) } } } : {}),
    };
    return this.api.all('Account', 'getNetworkVlans', {
      ...asked,
      mask: asked.mask ?? vlanListMask,
      filter: mergeFilters(filter, { networkVlans }),
    });
  }

  getVlan(id: number, options?: MaskOptions): Promise<SoftLayer_Network_Vlan> {
    return this.api.call('Network_Vlan', 'getObject', [], { ...withMask(vlanMask, options), id });
  }

  /** Changes a VLAN: first its tags, then the rest. */
  async edit(id: number, { name, note, tags, ...caller }: EditVlanOptions): Promise<boolean> {
    if (tags !== undefined) await this.setTags(tags, id, caller);
    if (!name && !note) return true;
    const template = { ...(name ? { name } : {}), ...(note ? { note } : {}) };
    return this.api.call('Network_Vlan', 'editObject', [template], { ...caller, id });
  }

  /** Replaces the tags of a VLAN. Tried again when the server itself fails. */
  setTags(tags: string, vlanId: number, options?: CallerOptions): Promise<boolean> {
    const call = () => this.api.call('Network_Vlan', 'setTags', [tags], { ...options, id: vlanId });
    return patiently(call, this.#patience, options);
  }

  /** Why a VLAN cannot be cancelled; an empty list when it can. */
  getCancelFailureReasons(id: number, options?: CallerOptions): Promise<string[]> {
    return this.api.call('Network_Vlan', 'getCancelFailureReasons', [], { ...options, id });
  }

  /** Cancels a billing item, as that of a VLAN. */
  cancelItem(
    billingItemId: number,
    {
      cancelImmediately,
      reason,
      customerNote,
      ...caller
    }: CallerOptions & {
      /** Sent in the place of the API's "cancel associated items", as softlayer-python does. */
      readonly cancelImmediately: boolean;
      readonly reason: string;
      readonly customerNote: string;
    },
  ): Promise<boolean> {
    const args = [true, cancelImmediately, reason, customerNote];
    return this.api.call('Billing_Item', 'cancelItem', args, { ...caller, id: billingItemId });
  }

  /** VLANs by a number, a name or a full name, through the search. */
  searchForVlan(
    vlan: string | number,
    options?: CallerOptions,
  ): Promise<SoftLayer_Container_Search_Result[]> {
    const mask =
      'mask[resource(SoftLayer_Network_Vlan)[id,name,vlanNumber,fullyQualifiedName,networkSpace]]';
    const query = `_objectType:SoftLayer_Network_Vlan ${vlan}`;
    return this.api.call('Search', 'advancedSearch', [query], { ...options, mask });
  }

  /** Counts by the short name of the data centre; `null` for VLANs without one. */
  async summaryByDatacenter(
    options?: CallerOptions,
  ): Promise<Map<string | null, DatacenterSummary>> {
    const summaries = new Map<string | null, DatacenterSummary>();
    for (const vlan of await this.listVlans(options)) {
      const name = vlan.primaryRouter?.datacenter?.name ?? null;
      const summary = summaries.get(name) ?? emptySummary();
      summaries.set(name, summary);
      summary.vlanCount += 1;
      summary.publicIpCount += vlan.totalPrimaryIpAddressCount ?? 0;
      summary.subnetCount += vlan.subnetCount ?? 0;
      // A server is in a public VLAN too; it is counted once.
      if (vlan.networkSpace !== 'PRIVATE') continue;
      summary.hardwareCount += vlan.hardwareCount ?? 0;
      summary.virtualGuestCount += vlan.virtualGuestCount ?? 0;
    }
    return summaries;
  }

  /** What the event log has of a request to a security group: of servers and of groups. */
  async getEventLogsByRequestId(
    requestId: string,
    options?: CallerOptions,
  ): Promise<SoftLayer_Event_Log[]> {
    const logs = [
      ...(await this.#eventLogs('CCI', options)),
      ...(await this.#eventLogs('Security Group', options)),
    ];
    return logs.filter(({ metaData }) => requestIdOf(metaData) === requestId);
  }

  /** A storage with its credentials. */
  getNasCredentials(id: number, options?: MaskOptions): Promise<SoftLayer_Network_Storage> {
    return this.api.call('Network_Storage', 'getObject', [], { ...options, id });
  }

  /** Pods with their routers; those of one data centre, or all by name, last first. */
  getPods({
    datacenter,
    ...asked
  }: MaskOptions & { readonly datacenter?: string | undefined } = {}): Promise<
    SoftLayer_Network_Pod[]
  > {
    const filter = datacenter
      ? { datacenterName: { operation: datacenter } }
      : { name: queryFilterOrderBy('DESC') };
    return this.api.call('Network_Pod', 'getAllObjects', [], { ...asked, filter });
  }

  /** Pods whose closure is announced: nothing new goes there. */
  getClosedPods(options?: CallerOptions): Promise<SoftLayer_Network_Pod[]> {
    return this.api.call('Network_Pod', 'getAllObjects', [], {
      ...options,
      mask:
        'mask[name,datacenterLongName,frontendRouterId,capabilities,datacenterId,' +
        'backendRouterId,backendRouterName,frontendRouterName]',
      filter: {
        capabilities: {
          operation: 'in',
          options: [{ name: 'data', value: ['CLOSURE_ANNOUNCED'] }],
        },
        name: queryFilterOrderBy('DESC'),
      },
    });
  }

  getListDatacenter(options?: CallerOptions): Promise<SoftLayer_Location[]> {
    return this.api.call('Location_Datacenter', 'getDatacenters', [], options);
  }

  /** The routers of a data centre. */
  getRouters(id: number, options?: CallerOptions): Promise<SoftLayer_Hardware[]> {
    return this.api.call('Location_Datacenter', 'getHardwareRouters', [], { ...options, id });
  }

  /** A data centre by its short name, or by a filter; a list of one at most. */
  getDatacenter({
    datacenter,
    filter,
    ...caller
  }: CallerOptions & {
    readonly datacenter?: string | undefined;
    readonly filter?: object | undefined;
  } = {}): Promise<SoftLayer_Location[]> {
    const wanted = datacenter ? { name: { operation: datacenter } } : filter;
    return this.api.call('Location', 'getDatacenters', [], {
      ...caller,
      filter: wanted,
      limit: 1,
    });
  }

  /** The data centre of a region's key name: `DALLAS13`; undefined when there is none. */
  async getDatacenterByKeyname(
    keyname: string,
    options?: CallerOptions,
  ): Promise<SoftLayer_Location | undefined> {
    const [first] = await this.api.call('Location', 'getDatacenters', [], {
      ...options,
      mask: 'mask[id,longName,name,regions[keyname,description]]',
      filter: { regions: { keyname: { operation: keyname } } },
      limit: 1,
    });
    return first;
  }

  /** The ids of the VLANs that an id or a name stands for. */
  resolveVlanIds(identifier: Identifier, options?: CallerOptions): Promise<(number | string)[]> {
    return idsOf(identifier, (name) => this.listVlans({ ...options, name, mask: 'id' }));
  }

  #eventLogs(
    objectName: string,
    options: CallerOptions | undefined,
  ): Promise<SoftLayer_Event_Log[]> {
    const filter = { objectName: { operation: objectName } };
    return this.api.all('Event_Log', 'getAllObjects', { ...options, filter, pageSize: 20 });
  }
}

const emptySummary = (): DatacenterSummary => ({
  hardwareCount: 0,
  publicIpCount: 0,
  subnetCount: 0,
  virtualGuestCount: 0,
  vlanCount: 0,
});

/** Events carry what else is known of them as the text of JSON, which may be anything. */
function requestIdOf(metaData: string | null | undefined): unknown {
  try {
    const data: unknown = JSON.parse(metaData ?? 'null');
    return typeof data === 'object' && data !== null && 'requestId' in data
      ? data.requestId
      : undefined;
  } catch {
    return undefined;
  }
}
