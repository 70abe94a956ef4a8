import type { SupplementalCreateObjectOptions } from './virtual-guest.js';

/** A boolean in a template: clients also send text, and null where a flavor decides. */
export type TemplateFlag = boolean | 'true' | 'false' | '1' | '0' | 1 | 0 | null;

/** An integer in a template; numbers from a command line arrive as text. null means absent. */
export type TemplateInteger = number | string | null;

/**
 * The argument of `Virtual_Guest::createObject`, `createObjects` and `generateOrderTemplate`.
 * Everything is optional in the type, since a server must answer what is missing by the fault
 * MissingCreationProperty; required are hostname, domain, hourlyBillingFlag, localDiskFlag, size
 * (startCpus and maxMemory, or a flavor) and system (reference code or image).
 */
export interface VirtualGuestTemplate {
  readonly hostname?: string;
  readonly domain?: string;
  readonly startCpus?: TemplateInteger;
  /** MiB. */
  readonly maxMemory?: TemplateInteger;
  readonly hourlyBillingFlag?: TemplateFlag;
  readonly localDiskFlag?: TemplateFlag;
  /** Documented as required, left out by softlayer-python's own example. */
  readonly datacenter?: { readonly name?: string } | null;
  /** Such as `UBUNTU_LATEST`; excludes an image. */
  readonly operatingSystemReferenceCode?: string | null;
  readonly blockDeviceTemplateGroup?: { readonly globalIdentifier?: string } | null;
  /** The first element counts; Mbit/s, 10 by default. */
  readonly networkComponents?: readonly { readonly maxSpeed?: TemplateInteger }[];
  readonly privateNetworkOnlyFlag?: TemplateFlag;
  readonly dedicatedAccountHostOnlyFlag?: TemplateFlag;
  /** Only with hourly billing. */
  readonly transientGuestFlag?: TemplateFlag;
  readonly dedicatedHost?: { readonly id?: TemplateInteger };
  readonly placementGroupId?: TemplateInteger;
  readonly primaryNetworkComponent?: NetworkComponentTemplate;
  readonly primaryBackendNetworkComponent?: NetworkComponentTemplate;
  /** Device `1` is reserved for swap. Capacity in GB. */
  readonly blockDevices?: readonly {
    readonly device?: string;
    readonly diskImage?: { readonly capacity?: TemplateInteger };
  }[];
  /** The first element counts. */
  readonly userData?: readonly { readonly value?: string }[];
  readonly sshKeys?: readonly { readonly id?: TemplateInteger }[];
  /** HTTPS to be executed. */
  readonly postInstallScriptUri?: string | null;
  readonly supplementalCreateObjectOptions?: SupplementalCreateObjectOptions | null;
}

/** Where a network interface of a new guest goes. A router excludes VLAN and subnet. */
export interface NetworkComponentTemplate {
  readonly networkVlan?: {
    readonly id?: TemplateInteger;
    readonly primarySubnet?: { readonly id?: TemplateInteger };
  };
  readonly router?: { readonly id?: TemplateInteger };
  readonly securityGroupBindings?: readonly {
    readonly securityGroup?: { readonly id?: TemplateInteger };
  }[];
}
