/** Managers: what softlayer-python's managers do, in calls of a client. */
export { AccountManager, type EventType, type UpcomingEventsOptions } from './account.js';
export type {
  AccountBillingItemsOptions,
  CancelItemOptions,
  InvoicesOptions,
} from './account-billing.js';
export { AutoScaleManager, type ScaleObject } from './auto-scale.js';
export { BandwidthManager, type CreatePoolOptions } from './bandwidth.js';
export {
  CapacityManager,
  type CreateCapacityGuestOptions,
  type CreateCapacityOptions,
  type RegionWithPods,
} from './capacity.js';
export {
  type CancelledGuest,
  DedicatedHostManager,
  type ListGuestsOptions,
  type ListHostsOptions,
  type OrderHostOptions,
} from './dedicated-host.js';
export type {
  ItemChoice,
  LocationChoice,
  SizeChoice,
  SystemChoice,
} from './device/create-options.js';
export type {
  BandwidthAllocation,
  BandwidthDataOptions,
  EditDeviceOptions,
} from './device/device.js';
export type { DeviceQuery } from './device/query.js';
export type { ReadinessProgress, ReadyOptions, WaitOptions } from './device/ready.js';
export {
  DnsManager,
  type MxRecordOptions,
  type RecordOptions,
  type RecordQuery,
  type ReverseDomain,
  type SrvRecordOptions,
} from './dns.js';
export { EmailManager } from './email.js';
export { EventLogManager, type EventLogsOptions, type EventQuery } from './event-log.js';
export {
  FirewallManager,
  hasFirewall,
  type ServerFirewallOptions,
  type VlanFirewallOptions,
} from './firewall.js';
export {
  type CancelHardwareOptions,
  type CancellationReason,
  type HardwareChoices,
  HardwareManager,
  type OrderHardwareOptions,
  type UpgradeHardwareOptions,
} from './hardware/hardware.js';
export type { HardwareOptions } from './hardware/order.js';
export type {
  FirmwareOptions,
  ListHardwareOptions,
  ReflashOptions,
  ReloadHardwareOptions,
  VlanReference,
} from './hardware/servers.js';
export type { HardwareDiskUpgrade, HardwareUpgrades } from './hardware/upgrade.js';
export type { Identifier } from './identifier.js';
export {
  type EditImageOptions,
  type ExportImageOptions,
  ImageManager,
  type ImportImageOptions,
  type ListImagesOptions,
} from './image.js';
export {
  type AddressTranslation,
  IpsecManager,
  type TranslationOptions,
  type TunnelOptions,
} from './ipsec.js';
export { LicensesManager } from './licenses.js';
export {
  type L7PoolOptions,
  LoadBalancerManager,
  type OrderLoadBalancerOptions,
} from './load-balancer.js';
export {
  type MachineNetwork,
  MetadataManager,
  type MetadataName,
  type MetadataValue,
  type NetworkOptions,
} from './metadata.js';
export type {
  AddSubnetOptions,
  ListGlobalIpsOptions,
  ListSubnetsOptions,
  SubnetType,
} from './network/addresses.js';
export {
  type DatacenterSummary,
  type EditVlanOptions,
  type ListVlansOptions,
  NetworkManager,
} from './network/network.js';
export type { SecurityGroupRule } from './network/security-groups.js';
export { type ListAccountsOptions, ObjectStorageManager } from './object-storage.js';
export { SoftLayerOperationError } from './operation-error.js';
export {
  type OrderContainer,
  OrderingManager,
  type OrderOptions,
  type QuoteOptions,
  type QuoteOrderOptions,
} from './ordering/ordering.js';
export type { PriceOptions } from './ordering/packages.js';
export type { OrderPrice } from './ordering/prices.js';
export type { PatienceOptions } from './patience.js';
export { type CreatePlacementGroupOptions, PlacementManager } from './placement.js';
export { type HardwareQuery, type InstanceQuery, SearchManager } from './search.js';
export { type AddKeyOptions, type EditKeyOptions, SshKeyManager } from './ssh-key.js';
export { SslManager } from './ssl.js';
export { BlockStorageManager, type BlockVolumeOrderOptions } from './storage/block.js';
export type {
  DuplicateOptions,
  ModifyOptions,
  ReplicantOptions,
  SnapshotSpaceOptions,
} from './storage/derived-orders.js';
export { FileStorageManager } from './storage/file.js';
export type { EnduranceTier } from './storage/prices.js';
export {
  type CancelVolumeOptions,
  type HostOptions,
  type SnapshotScheduleOptions,
  StorageManager,
} from './storage/storage.js';
export type { VolumeListOptions } from './storage/volume-filter.js';
export type { VolumeOrderOptions } from './storage/volume-order.js';
export { type TaggedResource, TagManager, type TagType } from './tag.js';
export {
  type AttachmentOptions,
  type CreateTicketOptions,
  type ListTicketsOptions,
  TicketManager,
} from './ticket.js';
export type { ListOptions, ManagerOptions, MaskOptions, SoftLayerCalls } from './typed-calls.js';
export { type HistoryOptions, type PermissionName, UserManager } from './user.js';
export type { GuestOptions } from './virtual-server/guest-template.js';
export type {
  CaptureOptions,
  ListInstancesOptions,
  ReloadInstanceOptions,
  SummaryUsageOptions,
} from './virtual-server/guests.js';
export type { DiskUpgrade } from './virtual-server/upgrade.js';
export {
  type CreateInstanceOptions,
  type GuestChoices,
  type OrderGuestOptions,
  type UpgradeInstanceOptions,
  VirtualServerManager,
  // The name in softlayer-python, and the one until 2014.
  VirtualServerManager as CCIManager,
  VirtualServerManager as VSManager,
} from './virtual-server/virtual-server.js';
