/**
 * Shapes of the SoftLayer API's wire, the same over REST (JSON) and XML-RPC. The names are the
 * vendor's type names without `SoftLayer_` and underscores: `SoftLayer_Virtual_Guest` is
 * `VirtualGuest`. Members are optional because a mask decides which of them travel;
 * `...Locals` and `...Relations` say what a type has, for whoever answers.
 */
export type { Account, UserCustomer } from './wire/account.js';
export type {
  Hardware,
  HardwareCounts,
  HardwareLocals,
  HardwareRelations,
} from './wire/hardware.js';
export type {
  BillingItem,
  LocationDatacenter,
  NetworkComponent,
  NetworkVlan,
  OperatingSystem,
  ProvisioningTransaction,
  ProvisioningTransactionStatus,
  SoftwareDescription,
  SoftwarePassword,
  TagReference,
} from './wire/machine-parts.js';
export {
  type AuthenticateHeader,
  type ErrorBody,
  type Fault,
  type RequestHeaders,
  type ResultLimit,
  TOTAL_ITEMS_HEADER,
} from './wire/protocol.js';
export { type DateTimeText, type DecimalText, decimalText } from './wire/scalars.js';
export type {
  BlockDevice,
  DiskImage,
  PowerStateName,
  SupplementalCreateObjectOptions,
  VirtualGuest,
  VirtualGuestLocals,
  VirtualGuestPowerState,
  VirtualGuestRelations,
  VirtualGuestStatus,
} from './wire/virtual-guest.js';
export type {
  NetworkComponentTemplate,
  TemplateFlag,
  TemplateInteger,
  VirtualGuestTemplate,
} from './wire/virtual-guest-template.js';
