import { ArgumentError } from '../../http/argument-error.js';
import { type Clock, realClock } from '../../http/clock.js';
import type { CallerOptions } from '../../http/http-client.js';
import { queryFilter, queryFilterOrderBy } from '../filter/shorthand.js';
import type {
  SoftLayer_Dns_Domain,
  SoftLayer_Dns_Domain_ResourceRecord,
} from '../generated/types.js';
import { type Identifier, idsOf } from './identifier.js';
import { SoftLayerOperationError } from './operation-error.js';
import {
  type ListOptions,
  type ManagerOptions,
  type SoftLayerCalls,
  TypedCalls,
} from './typed-calls.js';

export interface RecordOptions extends CallerOptions {
  /** Name of the host in its zone: `www`, or `@` for the zone itself. */
  readonly record: string;
  readonly data: string;
  /** Seconds. Default 60. */
  readonly ttl?: number | undefined;
}

export interface MxRecordOptions extends RecordOptions {
  /** Default 10. */
  readonly priority?: number | undefined;
}

export interface SrvRecordOptions extends RecordOptions {
  /** `TCP` or `UDP`. */
  readonly protocol: string;
  readonly port: number;
  /** `_sip`. */
  readonly service: string;
  /** Default 20. */
  readonly priority?: number | undefined;
  /** Default 10. */
  readonly weight?: number | undefined;
}

/** All that are given must hold. Texts are patterns: `*a*` contains, `a*` starts with, `*a` ends with. */
export interface RecordQuery extends CallerOptions {
  readonly ttl?: number | undefined;
  readonly data?: string | undefined;
  readonly host?: string | undefined;
  /** `a`, in any case. */
  readonly recordType?: string | undefined;
}

/** What `getReverseDomainRecords` of a guest or of hardware gives. */
export interface ReverseDomain {
  readonly id?: number | null;
  readonly resourceRecords?: readonly SoftLayer_Dns_Domain_ResourceRecord[];
}

/** DNS zones and their records. */
export class DnsManager {
  readonly #api: TypedCalls;
  readonly #calls: SoftLayerCalls;
  readonly #clock: Clock;

  constructor(client: SoftLayerCalls, { clock = realClock }: ManagerOptions = {}) {
    this.#api = new TypedCalls(client);
    this.#calls = client;
    this.#clock = clock;
  }

  /** All zones, page by page. */
  listZones(options?: ListOptions): Promise<SoftLayer_Dns_Domain[]> {
    return this.#api.all('Account', 'getDomains', options);
  }

  /** A zone; with its records unless `records` is false. */
  getZone(
    id: number,
    { records = true, ...options }: CallerOptions & { readonly records?: boolean | undefined } = {},
  ): Promise<SoftLayer_Dns_Domain> {
    const mask = records ? 'resourceRecords' : undefined;
    return this.#api.call('Dns_Domain', 'getObject', [], { ...options, id, mask });
  }

  /** Creates a zone without records. `serial` is `YYYYMMDD01` of today (UTC) by default. */
  createZone(
    zone: string,
    { serial, ...options }: CallerOptions & { readonly serial?: string | undefined } = {},
  ): Promise<SoftLayer_Dns_Domain> {
    const today = new Date(this.#clock.now()).toISOString().slice(0, 10).replaceAll('-', '');
    const template = { name: zone, serial: serial ?? `${today}01`, resourceRecords: {} };
    return this.#api.call('Dns_Domain', 'createObject', [template], options);
  }

  deleteZone(id: number, options?: CallerOptions): Promise<boolean> {
    return this.#api.call('Dns_Domain', 'deleteObject', [], { ...options, id });
  }

  /**
   * Sends a changed zone. The schema of today has no such method, so that production refuses the call;
   * softlayer-python sends it all the same.
   */
  async editZone(zone: SoftLayer_Dns_Domain, options?: CallerOptions): Promise<void> {
    await this.#calls.call('Dns_Domain', 'editObject', [zone], { ...options });
  }

  /** Creates a record of a type without further properties: A, AAAA, CNAME, TXT and others. */
  createRecord(
    zoneId: number,
    { recordType, ...options }: RecordOptions & { readonly recordType: string },
  ): Promise<SoftLayer_Dns_Domain_ResourceRecord> {
    return this.#create(options, recordType, { domainId: zoneId });
  }

  createRecordMx(
    zoneId: number,
    options: MxRecordOptions,
  ): Promise<SoftLayer_Dns_Domain_ResourceRecord> {
    const { priority = 10 } = options;
    return this.#create(options, 'MX', { domainId: zoneId, mxPriority: priority });
  }

  createRecordSrv(
    zoneId: number,
    options: SrvRecordOptions,
  ): Promise<SoftLayer_Dns_Domain_ResourceRecord> {
    const { protocol, port, service, priority = 20, weight = 10 } = options;
    return this.#create(options, 'SRV', {
      ...{ domainId: zoneId, priority, protocol, port, service, weight },
      // Without the type no SRV record is made (observed).
      complexType: 'SoftLayer_Dns_Domain_ResourceRecord_SrvType',
    });
  }

  /** Creates a reverse record; its `record` is the public address of the device. */
  createRecordPtr(options: RecordOptions): Promise<SoftLayer_Dns_Domain_ResourceRecord> {
    return this.#create(options, 'PTR', {});
  }

  deleteRecord(id: number, options?: CallerOptions): Promise<boolean> {
    return this.#api.call('Dns_Domain_ResourceRecord', 'deleteObject', [], { ...options, id });
  }

  getRecord(id: number, options?: CallerOptions): Promise<SoftLayer_Dns_Domain_ResourceRecord> {
    return this.#api.call('Dns_Domain_ResourceRecord', 'getObject', [], { ...options, id });
  }

  /** All records of a zone that fit, page by page. */
  getRecords(
    zoneId: number,
    { ttl, data, host, recordType, ...options }: RecordQuery = {},
  ): Promise<SoftLayer_Dns_Domain_ResourceRecord[]> {
    const resourceRecords = {
      id: queryFilterOrderBy(),
      ...(ttl ? { ttl: queryFilter(ttl) } : {}),
      ...(host ? { host: queryFilter(host) } : {}),
      ...(data ? { data: queryFilter(data) } : {}),
      ...(recordType ? { type: queryFilter(recordType.toLowerCase()) } : {}),
    };
    return this.#api.all('Dns_Domain', 'getResourceRecords', {
      ...options,
      id: zoneId,
      mask: 'id,expire,domainId,host,minimum,refresh,retry,mxPriority,ttl,type,data,responsiblePerson',
      filter: { resourceRecords },
    });
  }

  /** Sends a changed record; its `id` tells which. */
  async editRecord(
    record: SoftLayer_Dns_Domain_ResourceRecord,
    options?: CallerOptions,
  ): Promise<boolean> {
    const { isGatewayAddress: _, ...template } = record as typeof record & {
      readonly isGatewayAddress?: unknown;
    };
    const { id } = template;
    if (id == null) {
      throw new ArgumentError('record', 'The `record` to edit must have its `id`.', 'SoftLayer');
    }
    return this.#api.call('Dns_Domain_ResourceRecord', 'editObject', [template], {
      ...options,
      id,
    });
  }

  /** The zone as the text of a BIND file. */
  dumpZone(zoneId: number, options?: CallerOptions): Promise<string> {
    return this.#api.call('Dns_Domain', 'getZoneFileContents', [], { ...options, id: zoneId });
  }

  /**
   * Makes the one record of a host lead to an address: creates or edits it.
   *
   * @throws SoftLayerOperationError when there are several records of the host.
   */
  async syncHostRecord(
    zoneId: number,
    {
      hostname,
      ipAddress,
      recordType = 'a',
      ttl = 7200,
      ...caller
    }: CallerOptions & {
      readonly hostname: string;
      readonly ipAddress: string;
      /** Default `a`. */
      readonly recordType?: 'a' | 'aaaa' | undefined;
      /** Seconds. Default 7200. */
      readonly ttl?: number | undefined;
    },
  ): Promise<void> {
    const [record, ...others] = await this.getRecords(zoneId, {
      ...caller,
      host: hostname,
      recordType,
    });
    if (others.length > 0) {
      throw new SoftLayerOperationError(
        `The host ${hostname} has ${others.length + 1} records of type ${recordType}; one can be synchronised.`,
      );
    }
    const wanted = { data: ipAddress, ttl };
    if (record) await this.editRecord({ ...record, ...wanted }, caller);
    else await this.createRecord(zoneId, { ...caller, ...wanted, record: hostname, recordType });
  }

  /** Makes the reverse record of an address lead to a name: creates or edits it. */
  async syncPtrRecord(
    reverse: ReverseDomain,
    {
      ipAddress,
      fqdn,
      ttl = 7200,
      ...caller
    }: CallerOptions & {
      readonly ipAddress: string;
      readonly fqdn: string;
      /** Seconds. Default 7200. */
      readonly ttl?: number | undefined;
    },
  ): Promise<void> {
    const host = ipAddress.split('.').at(-1) as string;
    const record = (reverse.resourceRecords ?? []).find((each) => each.host === host);
    if (record) {
      await this.editRecord({ ...record, ttl, data: fqdn }, caller);
      return;
    }
    if (reverse.id == null) {
      throw new ArgumentError('reverse', 'The `reverse` domain must have its `id`.', 'SoftLayer');
    }
    const wanted = { record: host, recordType: 'ptr', data: fqdn, ttl };
    await this.createRecord(reverse.id, { ...caller, ...wanted });
  }

  /** The ids of the zones that an id or a zone's name stands for. */
  resolveIds(identifier: Identifier, options?: CallerOptions): Promise<(number | string)[]> {
    return idsOf(identifier, (name) =>
      this.#api.call('Account', 'getDomains', [], {
        ...options,
        filter: { domains: { name: queryFilter(name) } },
      }),
    );
  }

  #create(
    { record, data, ttl = 60, signal, timeout }: RecordOptions,
    type: string,
    more: object,
  ): Promise<SoftLayer_Dns_Domain_ResourceRecord> {
    const template = { host: record, data, ttl, type, ...more };
    return this.#api.call('Dns_Domain_ResourceRecord', 'createObject', [template], {
      signal,
      timeout,
    });
  }
}
