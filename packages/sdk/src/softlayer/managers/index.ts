/** Managers: what softlayer-python's managers do, in calls of a client. */
export {
  DnsManager,
  type MxRecordOptions,
  type RecordOptions,
  type RecordQuery,
  type ReverseDomain,
  type SrvRecordOptions,
} from './dns.js';
export { EmailManager } from './email.js';
export {
  FirewallManager,
  hasFirewall,
  type ServerFirewallOptions,
  type VlanFirewallOptions,
} from './firewall.js';
export type { Identifier } from './identifier.js';
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
export type { PatienceOptions } from './patience.js';
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
