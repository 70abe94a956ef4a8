import { isIPv4 } from 'node:net';
import type { Clock } from '../../../http/clock.js';
import { realClock } from '../../../http/clock.js';
import type { CallerOptions } from '../../../http/http-client.js';
import type {
  SoftLayer_Metric_Tracking_Object_Data,
  SoftLayer_Network_Bandwidth_Usage,
  SoftLayer_Network_Bandwidth_Version1_Allocation,
  SoftLayer_Network_Storage,
  SoftLayer_Network_Storage_Allowed_Host,
} from '../../generated/types.js';
import { type Identifier, idsOf } from '../identifier.js';
import { SoftLayerOperationError } from '../operation-error.js';
import type { PatienceOptions } from '../patience.js';
import { type SoftLayerCalls, TypedCalls } from '../typed-calls.js';
import type { DeviceQuery } from './query.js';
import { type ReadyOptions, readinessMask, waitUntilReady } from './ready.js';

export interface BandwidthDataOptions extends CallerOptions {
  /** A text in ISO 8601, or a Date; with no time of day it is moved to where the data are. */
  readonly startDate?: string | Date | undefined;
  readonly endDate?: string | Date | undefined;
  /** Default both. */
  readonly direction?: 'public' | 'private' | undefined;
  /** Seconds that data are averaged over: 300, 600, 1800, 3600, 43200 or 86400. Default 3600. */
  readonly rollup?: number | undefined;
}

/** How much a device may send and how much it did in this month. */
export interface BandwidthAllocation {
  readonly allotment: SoftLayer_Network_Bandwidth_Version1_Allocation | null;
  readonly usage: readonly SoftLayer_Network_Bandwidth_Usage[];
}

/** What can be changed of a device; an empty text leaves it, but for tags. */
export interface EditDeviceOptions extends CallerOptions {
  readonly userdata?: string | undefined;
  readonly hostname?: string | undefined;
  readonly domain?: string | undefined;
  readonly notes?: string | undefined;
  /** Separated by commas; an empty text takes all away. */
  readonly tags?: string | undefined;
}

interface Kind {
  readonly service: 'Virtual_Guest' | 'Hardware_Server';
  /** Of hardware, storage is given to the base type (observed). */
  readonly storageService: 'Virtual_Guest' | 'Hardware';
  /** How storage names those who may use it. */
  readonly allowed: 'allowedVirtualGuests' | 'allowedHardware';
  /** Seconds to wait until one is ready. */
  readonly patience: number;
}

const kinds = {
  guest: {
    service: 'Virtual_Guest',
    storageService: 'Virtual_Guest',
    allowed: 'allowedVirtualGuests',
    patience: 3600,
  },
  hardware: {
    service: 'Hardware_Server',
    storageService: 'Hardware',
    allowed: 'allowedHardware',
    patience: 14_400,
  },
} as const satisfies Record<string, Kind>;

/** What virtual servers and hardware have in common: a part of both their managers. */
export abstract class DeviceManager {
  protected readonly api: TypedCalls;
  protected readonly clock: Clock;
  readonly #kind: Kind;

  constructor(client: SoftLayerCalls, kind: keyof typeof kinds, { clock }: PatienceOptions) {
    this.api = new TypedCalls(client);
    this.clock = clock ?? realClock;
    this.#kind = kinds[kind];
  }

  /** The devices that a query fits, by id alone. */
  protected abstract find(query: DeviceQuery): Promise<readonly { readonly id?: number | null }[]>;

  /** Sets tags, which replace those that are there. */
  protected abstract tag(id: number, tags: string, options: CallerOptions): Promise<unknown>;

  /**
   * Waits until a device is ready: provisioned, and not being reloaded.
   *
   * @param options `timeout` is 3600 for virtual servers and 14400 for hardware by default.
   * @returns false when the time ran out.
   */
  waitForReady(id: number, options: ReadyOptions = {}): Promise<boolean> {
    const { service, patience } = this.#kind;
    const look = (signal: AbortSignal | undefined) =>
      this.api.call(service, 'getObject', [], { signal, id, mask: readinessMask });
    const { timeout = patience, ...given } = options;
    return waitUntilReady(look, { ...given, timeout }, this.clock);
  }

  /** The id of what a device's traffic is measured by. */
  getTrackingId(id: number, options?: CallerOptions): Promise<number> {
    return this.api.call(this.#kind.service, 'getMetricTrackingObjectId', [], { ...options, id });
  }

  /** The traffic of a device over time, page by page. */
  async getBandwidthData(
    id: number,
    { startDate, endDate, direction, rollup = 3600, ...options }: BandwidthDataOptions = {},
  ): Promise<SoftLayer_Metric_Tracking_Object_Data[]> {
    const tracking = await this.getTrackingId(id, options);
    const args = [startDate ?? null, endDate ?? null, direction ?? null, rollup];
    const given = { ...options, id: tracking };
    return this.api.all('Metric_Tracking_Object', 'getBandwidthData', given, args);
  }

  async getBandwidthAllocation(id: number, options?: CallerOptions): Promise<BandwidthAllocation> {
    const { service } = this.#kind;
    const of = (mask: string) => ({ ...options, id, mask });
    const allotment = await this.api.call(
      service,
      'getBandwidthAllotmentDetail',
      [],
      of('mask[allocation[amount]]'),
    );
    const usage = await this.api.call(
      service,
      'getBillingCycleBandwidthUsage',
      [],
      of('mask[amountIn,amountOut,type]'),
    );
    return { allotment: allotment?.allocation ?? null, usage };
  }

  /** The storage that a device may use. @param nasType `ISCSI`, `NAS`. */
  getStorageDetails(
    id: number,
    nasType: string,
    options?: CallerOptions,
  ): Promise<SoftLayer_Network_Storage[]> {
    const { service, allowed } = this.#kind;
    const mask = `mask[id,username,capacityGb,notes,serviceResourceBackendIpAddress,${allowed}[id,datacenter]]`;
    return this.api.call(service, 'getAttachedNetworkStorages', [nasType], {
      ...{ ...options, id, mask },
    });
  }

  /** What a device tells storage with who it is. */
  getStorageCredentials(
    id: number,
    options?: CallerOptions,
  ): Promise<SoftLayer_Network_Storage_Allowed_Host> {
    const args = { ...options, id, mask: 'mask[credential]' };
    return this.api.call(this.#kind.service, 'getAllowedHost', [], args);
  }

  /**
   * Lets a device use a volume.
   *
   * @param username of the volume: `SL01SEL301234-1`.
   * @throws SoftLayerOperationError when there is no such volume.
   */
  async authorizeStorage(id: number, username: string, options?: CallerOptions): Promise<boolean> {
    const filter = { networkStorage: { username: { operation: username } } };
    const args = { ...options, filter };
    const [volume] = await this.api.call('Account', 'getNetworkStorage', [], args);
    if (!volume) {
      throw new SoftLayerOperationError(
        `The account has no storage with the username ${username}.`,
      );
    }
    const list = [{ id: volume.id, username }];
    const method = 'allowAccessToNetworkStorageList';
    return this.api.call(this.#kind.storageService, method, [list], { ...options, id });
  }

  /** Changes what is given. */
  async edit(
    id: number,
    { userdata, hostname, domain, notes, tags, ...options }: EditDeviceOptions,
  ): Promise<boolean> {
    const { service } = this.#kind;
    if (userdata) {
      await this.api.call(service, 'setUserMetadata', [[userdata]], { ...options, id });
    }
    if (tags !== undefined) await this.tag(id, tags, options);
    const template = {
      ...(hostname ? { hostname } : {}),
      ...(domain ? { domain } : {}),
      ...(notes ? { notes } : {}),
    };
    if (Object.keys(template).length === 0) return true;
    return this.api.call(service, 'editObject', [template], { ...options, id });
  }

  /**
   * The ids of the devices that an id, a global identifier, an address (public before private) or a
   * host name stands for.
   */
  resolveIds(identifier: Identifier, options: CallerOptions = {}): Promise<(number | string)[]> {
    const ids = { ...options, mask: 'id' };
    return idsOf(
      identifier,
      async (address) => (isIPv4(address) ? this.find({ ...ids, publicIp: address }) : []),
      async (address) => (isIPv4(address) ? this.find({ ...ids, privateIp: address }) : []),
      (hostname) => this.find({ ...ids, hostname }),
    );
  }
}
