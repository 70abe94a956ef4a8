import type { CallerOptions } from '../../http/http-client.js';
import {
  type ListOptions,
  type MaskOptions,
  type SoftLayerCalls,
  withMask,
} from './typed-calls.js';

/** A group, a policy, a member or a log entry: the schema of today has no types for them. */
export interface ScaleObject {
  readonly id?: number;
  readonly [property: string]: unknown;
}

/**
 * Groups of virtual servers that grow and shrink by policies. The API's schema of today has no service
 * for them, so that production refuses these calls; they are softlayer-python 6.1's, for servers that
 * have it.
 */
export class AutoScaleManager {
  readonly #calls: SoftLayerCalls;

  constructor(client: SoftLayerCalls) {
    this.#calls = client;
  }

  /** All groups, page by page. */
  list(options?: MaskOptions): Promise<ScaleObject[]> {
    const mask = 'mask[status,virtualGuestMemberCount]';
    return this.#all('Account', 'getScaleGroups', { ...withMask(mask, options) });
  }

  details(id: number, options?: MaskOptions): Promise<ScaleObject> {
    const mask =
      'mask[virtualGuestMembers[id,virtualGuest[id,hostname,domain,provisionDate]], terminationPolicy,' +
      'virtualGuestMemberCount, virtualGuestMemberTemplate[sshKeys],' +
      'policies[id,name,createDate,cooldown,actions,triggers,scaleActions],' +
      'networkVlans[networkVlanId,networkVlan[networkSpace,primaryRouter[hostname]]],' +
      'loadBalancers, regionalGroup[locations]]';
    return this.#call('Scale_Group', 'getObject', [], { ...withMask(mask, options), id });
  }

  getPolicy(id: number, options?: MaskOptions): Promise<ScaleObject> {
    const mask = 'mask[cooldown, createDate, id, name, actions, triggers[type]]';
    return this.#call('Scale_Policy', 'getObject', [], { ...withMask(mask, options), id });
  }

  /** Adds members, or takes them away for a negative amount. @returns the members concerned. */
  scale(id: number, amount: number, options?: CallerOptions): Promise<ScaleObject[]> {
    return this.#call('Scale_Group', 'scale', [amount], { ...options, id });
  }

  /** Makes the group have so many members. @returns the members concerned. */
  scaleTo(id: number, amount: number, options?: CallerOptions): Promise<ScaleObject[]> {
    return this.#call('Scale_Group', 'scaleTo', [amount], { ...options, id });
  }

  /** What happened in a group, page by page. */
  getLogs(id: number, options?: ListOptions): Promise<ScaleObject[]> {
    return this.#all('Scale_Group', 'getLogs', { ...options, id });
  }

  /** The members of a group, page by page. */
  getVirtualGuests(id: number, options?: MaskOptions): Promise<ScaleObject[]> {
    return this.#all('Scale_Group', 'getVirtualGuestMembers', { ...options, id });
  }

  edit(id: number, template: object, options?: CallerOptions): Promise<boolean> {
    return this.#call('Scale_Group', 'editObject', [template], { ...options, id });
  }

  create(template: object, options?: CallerOptions): Promise<ScaleObject> {
    return this.#call('Scale_Group', 'createObject', [template], { ...options });
  }

  /** Deletes a group with its members. */
  delete(id: number, options?: CallerOptions): Promise<boolean> {
    return this.#call('Scale_Group', 'forceDeleteObject', [], { ...options, id });
  }

  async #call<T>(
    service: string,
    method: string,
    args: readonly unknown[],
    options: MaskOptions & { readonly id?: number },
  ): Promise<T> {
    return (await this.#calls.call(service, method, args, options)) as T;
  }

  async #all(
    service: string,
    method: string,
    options: ListOptions & { readonly id?: number },
  ): Promise<ScaleObject[]> {
    const list: ScaleObject[] = [];
    for await (const item of this.#calls.iterate(service, method, [], options)) {
      list.push(item as ScaleObject);
    }
    return list;
  }
}
