import type { CallerOptions } from '../../http/http-client.js';
import type {
  SoftLayer_Hardware,
  SoftLayer_Virtual_PlacementGroup,
  SoftLayer_Virtual_PlacementGroup_Rule,
} from '../generated/types.js';
import { type Identifier, idsOf } from './identifier.js';
import { type MaskOptions, type SoftLayerCalls, TypedCalls, withMask } from './typed-calls.js';

export interface CreatePlacementGroupOptions extends CallerOptions {
  readonly name: string;
  /** One of `getRouters`; it says where the group is. */
  readonly backendRouterId: number;
  /** One of `getAllRules`. */
  readonly ruleId: number;
}

/**
 * Groups of virtual servers that are placed by a rule. A server enters its group when it is made, and
 * leaves it when it is deleted.
 */
export class PlacementManager {
  readonly #api: TypedCalls;

  constructor(client: SoftLayerCalls) {
    this.#api = new TypedCalls(client);
  }

  /** All groups, page by page. */
  list(options?: MaskOptions): Promise<SoftLayer_Virtual_PlacementGroup[]> {
    const mask = 'mask[id, name, createDate, rule, guestCount, backendRouter[id, hostname]]';
    return this.#api.all('Account', 'getPlacementGroups', { ...withMask(mask, options) });
  }

  create({
    name,
    backendRouterId,
    ruleId,
    ...options
  }: CreatePlacementGroupOptions): Promise<SoftLayer_Virtual_PlacementGroup> {
    const template = { name, backendRouterId, ruleId };
    return this.#api.call('Virtual_PlacementGroup', 'createObject', [template], options);
  }

  /** The routers that groups can be made at. */
  getRouters(options?: CallerOptions): Promise<SoftLayer_Hardware[]> {
    return this.#api.call('Virtual_PlacementGroup', 'getAvailableRouters', [], options);
  }

  getObject(id: number, options?: MaskOptions): Promise<SoftLayer_Virtual_PlacementGroup> {
    const mask =
      'mask[id, name, createDate, rule, backendRouter[id, hostname],' +
      'guests[activeTransaction[id,transactionStatus[name,friendlyName]]]]';
    return this.#api.call('Virtual_PlacementGroup', 'getObject', [], {
      ...withMask(mask, options),
      id,
    });
  }

  /** Deletes a group, which must be empty. */
  delete(id: number, options?: CallerOptions): Promise<boolean> {
    return this.#api.call('Virtual_PlacementGroup', 'deleteObject', [], { ...options, id });
  }

  getAllRules(options?: CallerOptions): Promise<SoftLayer_Virtual_PlacementGroup_Rule[]> {
    return this.#api.call('Virtual_PlacementGroup_Rule', 'getAllObjects', [], options);
  }

  /** The ids of the rules of a key name, whose case does not count: `SPREAD`. */
  async getRuleIdFromName(name: string, options?: CallerOptions): Promise<number[]> {
    const rules = await this.getAllRules(options);
    return rules
      .filter(({ keyName }) => keyName === name.toUpperCase())
      .map(({ id }) => id as number);
  }

  /** The ids of the routers of a name: `bcr01a.dal10`. */
  async getBackendRouterIdFromHostname(
    hostname: string,
    options?: CallerOptions,
  ): Promise<number[]> {
    const pods = await this.#api.call('Network_Pod', 'getAllObjects', [], options);
    return pods
      .filter(({ backendRouterName }) => backendRouterName === hostname.toLowerCase())
      .map(({ backendRouterId }) => backendRouterId as number);
  }

  /** The ids of the groups that an id or a name stands for. */
  resolveIds(identifier: Identifier, options?: CallerOptions): Promise<(number | string)[]> {
    return idsOf(identifier, (name) =>
      this.#api.call('Account', 'getPlacementGroups', [], {
        ...options,
        filter: { placementGroups: { name: { operation: name } } },
        mask: 'mask[id, name]',
      }),
    );
  }
}
