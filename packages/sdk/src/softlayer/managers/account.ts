import type { CallerOptions } from '../../http/http-client.js';
import { queryFilterOrderBy } from '../filter/shorthand.js';
import type {
  SoftLayer_Account,
  SoftLayer_Hardware,
  SoftLayer_Network_Bandwidth_Version1_Allotment,
  SoftLayer_Network_Message_Delivery,
  SoftLayer_Notification_Occurrence_Event,
  SoftLayer_Provisioning_Hook,
  SoftLayer_Software_AccountLicense,
  SoftLayer_Software_VirtualLicense,
} from '../generated/types.js';
import { AccountBilling } from './account-billing.js';
import { bandwidthPoolMask } from './bandwidth.js';
import { type MaskOptions, withMask } from './typed-calls.js';

export type EventType = 'PLANNED' | 'UNPLANNED_INCIDENT' | 'ANNOUNCEMENT';

export interface UpcomingEventsOptions extends CallerOptions {
  /** `MM/DD/YYYY`: of those that are planned the first end, of incidents the first change. Default 2 days ago. */
  readonly dateMin?: string | undefined;
}

/** The account: what it has, what happens to it, and what it pays. */
export class AccountManager extends AccountBilling {
  /** The account with the numbers of what it has, and its next invoice. */
  getSummary(options?: CallerOptions): Promise<SoftLayer_Account> {
    const mask =
      'mask[nextInvoiceTotalAmount,pendingInvoice[invoiceTotalAmount],blockDeviceTemplateGroupCount,' +
      'dedicatedHostCount,domainCount,hardwareCount,networkStorageCount,openTicketCount,' +
      'networkVlanCount,subnetCount,userCount,virtualGuestCount]';
    return this.api.call('Account', 'getObject', [], { ...options, mask });
  }

  /** Events that have not ended, page by page. */
  getUpcomingEvents(
    eventType: EventType,
    { dateMin, ...options }: UpcomingEventsOptions = {},
  ): Promise<SoftLayer_Notification_Occurrence_Event[]> {
    const mask =
      'mask[id, subject, startDate, endDate, modifyDate, statusCode, acknowledgedFlag, ' +
      'impactedResourceCount, updateCount, systemTicketId, notificationOccurrenceEventType[keyName]]';
    const filter = {
      notificationOccurrenceEventType: { keyName: { operation: eventType } },
      ...eventTests(eventType, dateMin),
    };
    const args = { ...options, filter, mask };
    return this.api.all('Notification_Occurrence_Event', 'getAllObjects', args);
  }

  /** Marks an event as read. */
  ackEvent(eventId: number, options?: CallerOptions): Promise<boolean> {
    const args = { ...options, id: eventId };
    return this.api.call('Notification_Occurrence_Event', 'acknowledgeNotification', [], args);
  }

  getEvent(
    eventId: number,
    options?: CallerOptions,
  ): Promise<SoftLayer_Notification_Occurrence_Event> {
    const mask =
      'mask[acknowledgedFlag,attachments,impactedResources,statusCode,updates,' +
      'notificationOccurrenceEventType]';
    const args = { ...options, id: eventId, mask };
    return this.api.call('Notification_Occurrence_Event', 'getObject', [], args);
  }

  /** The routers that the account's things are at; with a location, there alone. */
  getRouters({
    location,
    ...options
  }: MaskOptions & {
    /** Short name of a data centre. */
    readonly location?: string | undefined;
  } = {}): Promise<SoftLayer_Hardware[]> {
    const name = { operation: location };
    const filter = location ? { routers: { topLevelLocation: { name } } } : undefined;
    const args = { ...withMask('topLevelLocation', options), filter };
    return this.api.call('Account', 'getRouters', [], args);
  }

  /** Accounts for sending mail. */
  getNetworkMessageDeliveryAccounts(
    options?: CallerOptions,
  ): Promise<SoftLayer_Network_Message_Delivery[]> {
    const args = { ...options, mask: 'vendor,type' };
    return this.api.call('Account', 'getNetworkMessageDeliveryAccounts', [], args);
  }

  getActiveVirtualLicenses(options?: CallerOptions): Promise<SoftLayer_Software_VirtualLicense[]> {
    const mask =
      'billingItem[categoryCode,createDate,description],key,id,ipAddress,' +
      'softwareDescription[longDescription,name,manufacturer],subnet';
    return this.api.call('Account', 'getActiveVirtualLicenses', [], { ...options, mask });
  }

  getActiveAccountLicenses(options?: CallerOptions): Promise<SoftLayer_Software_AccountLicense[]> {
    const args = { ...options, mask: 'billingItem,softwareDescription' };
    return this.api.call('Account', 'getActiveAccountLicenses', [], args);
  }

  /** Pools of bandwidth, page by page; see `BandwidthManager`. */
  getBandwidthPools(
    options?: MaskOptions,
  ): Promise<SoftLayer_Network_Bandwidth_Version1_Allotment[]> {
    const mask =
      'mask[totalBandwidthAllocated,locationGroup,id,name,projectedPublicBandwidthUsage,' +
      'billingCyclePublicBandwidthUsage[amountOut,amountIn],' +
      'billingItem[id,nextInvoiceTotalRecurringAmount],outboundPublicBandwidthUsage,' +
      'serviceProviderId,bandwidthAllotmentTypeId,activeDetailCount,endDate]';
    return this.api.all('Account', 'getBandwidthAllotments', { ...withMask(mask, options) });
  }

  /** How many servers a pool has. */
  async getBandwidthPoolCounts(poolId: number, options?: CallerOptions): Promise<number> {
    const mask = 'mask[id, bareMetalInstanceCount, hardwareCount, virtualGuestCount]';
    const args = { ...options, id: poolId, mask };
    const service = 'Network_Bandwidth_Version1_Allotment';
    const pool = await this.api.call(service, 'getObject', [], args);
    const { bareMetalInstanceCount = 0, hardwareCount = 0, virtualGuestCount = 0 } = pool;
    return bareMetalInstanceCount + hardwareCount + virtualGuestCount;
  }

  getBandwidthDetail(
    poolId: number,
    options?: CallerOptions,
  ): Promise<SoftLayer_Network_Bandwidth_Version1_Allotment> {
    const args = { ...options, id: poolId, mask: bandwidthPoolMask };
    return this.api.call('Network_Bandwidth_Version1_Allotment', 'getObject', [], args);
  }

  /** The scripts that servers can run when they are there. */
  getProvisioningScripts(options?: CallerOptions): Promise<SoftLayer_Provisioning_Hook[]> {
    return this.api.call('Account', 'getPostProvisioningHooks', [], options);
  }

  createProvisioning({
    name,
    uri,
    ...options
  }: CallerOptions & {
    readonly name: string;
    /** Where the script is. */
    readonly uri: string;
  }): Promise<SoftLayer_Provisioning_Hook> {
    return this.api.call('Provisioning_Hook', 'createObject', [{ name, uri }], options);
  }

  deleteProvisioning(hookId: number, options?: CallerOptions): Promise<boolean> {
    return this.api.call('Provisioning_Hook', 'deleteObject', [], { ...options, id: hookId });
  }
}

/** What tells events that have not ended, by their type. */
function eventTests(eventType: EventType, dateMin: string | undefined): object {
  const date = { name: 'date', value: [dateMin] };
  const recent = dateMin
    ? { operation: 'greaterThanDate', options: [date] }
    : { operation: '> sysdate - 2' };
  switch (eventType) {
    case 'PLANNED':
      return { endDate: recent, startDate: queryFilterOrderBy('DESC') };
    case 'UNPLANNED_INCIDENT':
      return { modifyDate: recent };
    case 'ANNOUNCEMENT': {
      const data = { name: 'data', value: ['PUBLISHED'] };
      return { statusCode: { keyName: { operation: 'in', options: [data] } } };
    }
  }
}
