import { ArgumentError } from '../../../http/argument-error.js';
import type { CallerOptions } from '../../../http/http-client.js';
import type {
  SoftLayer_Network_SecurityGroup,
  SoftLayer_Network_SecurityGroup_RequestRules,
  SoftLayer_Network_SecurityGroup_Rule,
} from '../../generated/types.js';
import {
  type ListOptions,
  type MaskOptions,
  type SoftLayerCalls,
  TypedCalls,
  withMask,
} from '../typed-calls.js';

/** What a rule lets through; what is left out is not restricted. */
export interface SecurityGroupRule {
  /** An address or a CIDR. */
  readonly remoteIp?: string | undefined;
  /** Id of a security group. */
  readonly remoteGroup?: number | undefined;
  readonly direction?: 'ingress' | 'egress' | undefined;
  readonly ethertype?: 'IPv4' | 'IPv6' | undefined;
  /** Last port; for ICMP the code. */
  readonly portMax?: number | undefined;
  /** First port; for ICMP the type. */
  readonly portMin?: number | undefined;
  readonly protocol?: 'icmp' | 'tcp' | 'udp' | undefined;
}

/** Security groups, their rules, and the network components that they guard. A part of `NetworkManager`. */
export class SecurityGroups {
  protected readonly api: TypedCalls;

  constructor(client: SoftLayerCalls) {
    this.api = new TypedCalls(client);
  }

  /** All security groups, page by page. */
  listSecuritygroups(options?: ListOptions): Promise<SoftLayer_Network_SecurityGroup[]> {
    return this.api.all('Network_SecurityGroup', 'getAllObjects', options);
  }

  /** A group with its rules and the servers that it guards. */
  getSecuritygroup(id: number, options?: MaskOptions): Promise<SoftLayer_Network_SecurityGroup> {
    const mask =
      'id,name,description,rules[id,remoteIp,remoteGroupId,direction,ethertype,portRangeMin,' +
      'portRangeMax,protocol,createDate,modifyDate],networkComponentBindings[networkComponent[' +
      'id,port,guest[id,hostname,primaryBackendIpAddress,primaryIpAddress]]]';
    return this.api.call('Network_SecurityGroup', 'getObject', [], {
      ...withMask(mask, options),
      id,
    });
  }

  createSecuritygroup({
    name,
    description,
    ...caller
  }: CallerOptions & {
    readonly name?: string | undefined;
    readonly description?: string | undefined;
  } = {}): Promise<SoftLayer_Network_SecurityGroup> {
    const template = { name: name ?? null, description: description ?? null };
    return this.api.call('Network_SecurityGroup', 'createObject', [template], caller);
  }

  /** @returns false, without a call, when there is nothing to change. */
  async editSecuritygroup(
    id: number,
    {
      name,
      description,
      ...caller
    }: CallerOptions & {
      readonly name?: string | undefined;
      readonly description?: string | undefined;
    },
  ): Promise<boolean> {
    if (!name && !description) return false;
    const template = { ...(name ? { name } : {}), ...(description ? { description } : {}) };
    return this.api.call('Network_SecurityGroup', 'editObject', [template], { ...caller, id });
  }

  deleteSecuritygroup(id: number, options?: CallerOptions): Promise<boolean> {
    return this.api.call('Network_SecurityGroup', 'deleteObject', [], { ...options, id });
  }

  /** All rules of a group, page by page. */
  listSecuritygroupRules(
    id: number,
    options?: CallerOptions,
  ): Promise<SoftLayer_Network_SecurityGroup_Rule[]> {
    return this.api.all('Network_SecurityGroup', 'getRules', { ...options, id });
  }

  addSecuritygroupRule(
    id: number,
    rule: SecurityGroupRule & { readonly direction: 'ingress' | 'egress' },
    options?: CallerOptions,
  ): Promise<SoftLayer_Network_SecurityGroup_RequestRules> {
    return this.addSecuritygroupRules(id, [ruleTemplate(rule)], options);
  }

  /** @param rules as the API has them. @throws ArgumentError when they are no list. */
  async addSecuritygroupRules(
    id: number,
    rules: readonly SoftLayer_Network_SecurityGroup_Rule[],
    options?: CallerOptions,
  ): Promise<SoftLayer_Network_SecurityGroup_RequestRules> {
    if (!Array.isArray(rules)) {
      throw new ArgumentError('rules', 'The `rules` must be a list of rules.', 'SoftLayer');
    }
    return this.api.call('Network_SecurityGroup', 'addRules', [rules], { ...options, id });
  }

  /** @returns false, without a call, when there is nothing to change. */
  async editSecuritygroupRule(
    id: number,
    ruleId: number,
    rule: SecurityGroupRule,
    options?: CallerOptions,
  ): Promise<SoftLayer_Network_SecurityGroup_RequestRules | false> {
    const template = ruleTemplate(rule);
    if (Object.keys(template).length === 0) return false;
    const args = [[{ ...template, id: ruleId }]];
    return this.api.call('Network_SecurityGroup', 'editRules', args, { ...options, id });
  }

  removeSecuritygroupRule(
    id: number,
    ruleId: number,
    options?: CallerOptions,
  ): Promise<SoftLayer_Network_SecurityGroup_RequestRules> {
    return this.removeSecuritygroupRules(id, [ruleId], options);
  }

  removeSecuritygroupRules(
    id: number,
    ruleIds: readonly number[],
    options?: CallerOptions,
  ): Promise<SoftLayer_Network_SecurityGroup_RequestRules> {
    return this.api.call('Network_SecurityGroup', 'removeRules', [ruleIds], { ...options, id });
  }

  attachSecuritygroupComponent(id: number, componentId: number, options?: CallerOptions) {
    return this.attachSecuritygroupComponents(id, [componentId], options);
  }

  attachSecuritygroupComponents(
    id: number,
    componentIds: readonly number[],
    options?: CallerOptions,
  ) {
    return this.api.call('Network_SecurityGroup', 'attachNetworkComponents', [componentIds], {
      ...options,
      id,
    });
  }

  detachSecuritygroupComponent(id: number, componentId: number, options?: CallerOptions) {
    return this.detachSecuritygroupComponents(id, [componentId], options);
  }

  detachSecuritygroupComponents(
    id: number,
    componentIds: readonly number[],
    options?: CallerOptions,
  ) {
    return this.api.call('Network_SecurityGroup', 'detachNetworkComponents', [componentIds], {
      ...options,
      id,
    });
  }
}

function ruleTemplate(rule: SecurityGroupRule): SoftLayer_Network_SecurityGroup_Rule {
  const template = {
    remoteIp: rule.remoteIp,
    remoteGroupId: rule.remoteGroup,
    direction: rule.direction,
    ethertype: rule.ethertype,
    portRangeMax: rule.portMax,
    portRangeMin: rule.portMin,
    protocol: rule.protocol,
  };
  return Object.fromEntries(
    Object.entries(template).filter(([, value]) => value !== undefined),
  ) as SoftLayer_Network_SecurityGroup_Rule;
}
