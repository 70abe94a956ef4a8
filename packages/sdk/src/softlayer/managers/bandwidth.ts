import type { CallerOptions } from '../../http/http-client.js';
import type {
  SoftLayer_Location_Group,
  SoftLayer_Network_Bandwidth_Version1_Allotment,
} from '../generated/types.js';
import { type SoftLayerCalls, TypedCalls } from './typed-calls.js';

export interface CreatePoolOptions extends CallerOptions {
  readonly name: string;
  /** Id of one of `getLocationGroup`. */
  readonly locationGroupId: number;
}

const service = 'Network_Bandwidth_Version1_Allotment';

/** Of a pool of bandwidth: what is used, and who uses it. */
export const bandwidthPoolMask =
  'activeDetails[allocation],projectedPublicBandwidthUsage,billingCyclePublicBandwidthUsage,' +
  'hardware[outboundBandwidthUsage,bandwidthAllotmentDetail[allocation]],inboundPublicBandwidthUsage,' +
  'virtualGuests[outboundPublicBandwidthUsage,bandwidthAllotmentDetail[allocation]],' +
  'bareMetalInstances[outboundBandwidthUsage,bandwidthAllotmentDetail[allocation]]';

/** Pools that servers share their bandwidth in. */
export class BandwidthManager {
  readonly #api: TypedCalls;

  constructor(client: SoftLayerCalls) {
    this.#api = new TypedCalls(client);
  }

  /** The groups of locations that pools are made for. */
  getLocationGroup(options?: CallerOptions): Promise<SoftLayer_Location_Group[]> {
    const filter = { locationGroupTypeId: { operation: 1 } };
    return this.#api.call('Location_Group', 'getAllObjects', [], { ...options, filter });
  }

  /** Creates a pool for the account of the user who calls. */
  async createPool({
    name,
    locationGroupId,
    ...options
  }: CreatePoolOptions): Promise<SoftLayer_Network_Bandwidth_Version1_Allotment> {
    const { accountId } = await this.#api.call('Account', 'getCurrentUser', [], options);
    // The type 2 is what softlayer-python makes (observed).
    const template = { accountId, bandwidthAllotmentTypeId: 2, locationGroupId, name };
    return this.#api.call(service, 'createObject', [template], options);
  }

  getBandwidthDetail(
    id: number,
    options?: CallerOptions,
  ): Promise<SoftLayer_Network_Bandwidth_Version1_Allotment> {
    return this.#api.call(service, 'getObject', [], { ...options, id, mask: bandwidthPoolMask });
  }

  /** Renames a pool. */
  async editPool(
    id: number,
    { name, ...options }: CallerOptions & { readonly name: string },
  ): Promise<boolean> {
    const {
      accountId = null,
      bandwidthAllotmentTypeId = null,
      locationGroupId = null,
    } = await this.getBandwidthDetail(id, options);
    const template = { accountId, bandwidthAllotmentTypeId, locationGroupId, name };
    return this.#api.call(service, 'editObject', [template], { ...options, id });
  }

  deletePool(id: number, options?: CallerOptions): Promise<boolean> {
    return this.#api.call(service, 'requestVdrCancellation', [], { ...options, id });
  }
}
