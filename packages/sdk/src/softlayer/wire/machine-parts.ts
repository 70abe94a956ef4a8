import type { DateTimeText, DecimalText } from './scalars.js';

/** SoftLayer_Location_Datacenter (and SoftLayer_Location, whose locals it has). */
export interface LocationDatacenter {
  readonly id?: number;
  /** Short name, such as `dal09`. */
  readonly name?: string;
  /** Such as `Dallas 9`. */
  readonly longName?: string;
  readonly statusId?: number;
}

/** SoftLayer_Provisioning_Version1_Transaction: work in progress on a guest or a server. */
export interface ProvisioningTransaction {
  readonly id?: number;
  readonly createDate?: DateTimeText;
  readonly modifyDate?: DateTimeText | null;
  readonly statusChangeDate?: DateTimeText | null;
  readonly elapsedSeconds?: number;
  readonly guestId?: number | null;
  readonly hardwareId?: number | null;
  /** Relational, yet sent without being asked for (recorded). */
  readonly transactionStatus?: ProvisioningTransactionStatus;
  /** Relational. */
  readonly transactionGroup?: { readonly name?: string };
}

/** SoftLayer_Provisioning_Version1_Transaction_Status. */
export interface ProvisioningTransactionStatus {
  readonly name?: string;
  readonly friendlyName?: string;
  /** Minutes. */
  readonly averageDuration?: DecimalText;
}

/** SoftLayer_Software_Component_OperatingSystem. */
export interface OperatingSystem {
  readonly id?: number;
  readonly hardwareId?: number | null;
  readonly manufacturerLicenseInstance?: string | null;
  /** Relational. */
  readonly passwords?: readonly SoftwarePassword[];
  /** Relational, yet sent without being asked for (recorded). */
  readonly softwareLicense?: {
    readonly id?: number;
    readonly softwareDescriptionId?: number;
    readonly softwareDescription?: SoftwareDescription;
  };
}

/** SoftLayer_Software_Component_Password. */
export interface SoftwarePassword {
  readonly id?: number;
  readonly username?: string;
  readonly password?: string;
  readonly port?: number | null;
  readonly softwareId?: number;
  readonly notes?: string | null;
  readonly createDate?: DateTimeText;
  readonly modifyDate?: DateTimeText | null;
}

/** SoftLayer_Software_Description. */
export interface SoftwareDescription {
  readonly id?: number;
  readonly name?: string;
  readonly version?: string;
  readonly manufacturer?: string;
  readonly longDescription?: string;
  readonly referenceCode?: string;
}

/** SoftLayer_Tag_Reference. */
export interface TagReference {
  readonly id?: number;
  readonly tagId?: number;
  readonly tagTypeId?: number;
  readonly resourceTableId?: number;
  /** Relational. */
  readonly tag?: { readonly id?: number; readonly name?: string };
  /** Relational; `GUEST` for guests. */
  readonly tagType?: { readonly keyName?: string; readonly description?: string };
}

/** SoftLayer_Billing_Item, what clients read of it. */
export interface BillingItem {
  readonly id?: number;
  readonly categoryCode?: string;
  readonly description?: string;
  readonly hourlyRecurringFee?: DecimalText;
  readonly recurringFee?: DecimalText;
  readonly recurringMonths?: number;
  readonly createDate?: DateTimeText;
  readonly cancellationDate?: DateTimeText | null;
  /** Relational. */
  readonly nextInvoiceTotalRecurringAmount?: DecimalText;
}

/** SoftLayer_Network_Vlan. */
export interface NetworkVlan {
  readonly id?: number;
  readonly vlanNumber?: number;
  readonly name?: string | null;
  /** `PUBLIC` or `PRIVATE`. */
  readonly networkSpace?: string;
}

/** SoftLayer_Virtual_Guest_Network_Component, SoftLayer_Network_Component. */
export interface NetworkComponent {
  readonly id?: number;
  /** `eth`; with the port, `eth0` is the private side and `eth1` the public one. */
  readonly name?: string;
  readonly port?: number;
  /** Mbit/s; 0 is disconnected. */
  readonly speed?: number;
  /** Mbit/s. */
  readonly maxSpeed?: number;
  readonly macAddress?: string;
  readonly status?: string;
  readonly createDate?: DateTimeText;
  readonly modifyDate?: DateTimeText | null;
  /** Relational. */
  readonly primaryIpAddress?: string;
}
