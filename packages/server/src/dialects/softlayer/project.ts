import type { Mask, MaskProperty } from '@pileus/sdk/softlayer/mask';
import { levelFor } from './masks.js';
import { isNode, isNodeList, type Node, type Value } from './nodes.js';
import { isSubtype, listCounted, type Type, typeOf } from './schema/types.js';

/** What travels: JSON over REST, the same as XML-RPC values otherwise. */
export type Wire =
  | null
  | string
  | number
  | boolean
  | readonly Wire[]
  | { readonly [member: string]: Wire };

/** Relations that are sent without being asked for, as recorded, when they have a value. */
export const unaskedRelations: Readonly<Record<string, readonly string[]>> = {
  SoftLayer_Virtual_Guest: [
    'globalIdentifier',
    'managedResourceFlag',
    'primaryBackendIpAddress',
    'primaryIpAddress',
  ],
  SoftLayer_Hardware: [
    'globalIdentifier',
    'hardwareFunction',
    'hardwareStatus',
    'networkManagementIpAddress',
    'primaryBackendIpAddress',
    'primaryIpAddress',
  ],
  SoftLayer_Hardware_Server: ['privateIpAddress'],
  SoftLayer_Provisioning_Version1_Transaction: ['transactionStatus'],
  SoftLayer_Software_Component: ['softwareLicense'],
  SoftLayer_Software_License: ['softwareDescription'],
};

/**
 * Applies a mask to an object. Naming a local property leaves out the other local ones at that level; naming
 * only relations and counts adds them; the struct form only ever adds.
 *
 * @param unasked what is sent without being asked for, instead of the recorded list.
 */
export function project(node: Node, mask: Mask, unasked?: readonly string[]): Wire {
  const projection = new Projection(mask.kind === 'legacy');
  return projection.object(node, levelFor(mask, typeOf(node.type)), unasked);
}

class Projection {
  /** Of the struct form: no local property is ever left out. */
  readonly #onlyAdds: boolean;

  constructor(onlyAdds: boolean) {
    this.#onlyAdds = onlyAdds;
  }

  object(node: Node, wanted: readonly MaskProperty[], unasked?: readonly string[]): Wire {
    const type = typeOf(node.type);
    const members: { [member: string]: Wire } = {};
    if (!type) return members;
    const isLocal = ({ name }: MaskProperty) => type.properties.get(name)?.kind === 'local';
    if (this.#onlyAdds || !wanted.some(isLocal)) {
      for (const name of type.locals) members[name] = this.#local(node.read(name));
      for (const name of unasked ?? unaskedOf(type)) this.#add(members, node, type, name, []);
    }
    for (const { name } of wanted) {
      const inner = wanted.filter((property) => property.name === name);
      this.#add(members, node, type, name, inner);
    }
    return members;
  }

  /** Properties without a value: absent when related, an empty list when a list, null when local. */
  #add(
    members: { [member: string]: Wire },
    node: Node,
    type: Type,
    name: string,
    wanted: readonly MaskProperty[],
  ): void {
    const property = type.properties.get(name);
    if (!property) return;
    if (property.kind === 'count') {
      members[name] = countOf(node, type, name);
      return;
    }
    const value = node.read(name);
    if (property.kind === 'local') members[name] = this.#local(value);
    else if (value !== undefined && value !== null) members[name] = this.#related(value, wanted);
    else if (property.list) members[name] = [];
  }

  #local(value: Value): Wire {
    if (isNodeList(value)) return value.map((item) => this.object(item, []));
    return isNode(value) ? this.object(value, []) : (value ?? null);
  }

  #related(value: NonNullable<Value>, wanted: readonly MaskProperty[]): Wire {
    if (isNodeList(value)) return value.map((item) => this.object(item, below(wanted, item)));
    return isNode(value) ? this.object(value, below(wanted, value)) : value;
  }
}

/** What mentions of a property want of one object: those whose cast it fits. */
function below(mentions: readonly MaskProperty[], node: Node): readonly MaskProperty[] {
  const type = typeOf(node.type);
  return mentions
    .filter(({ cast }) => cast === null || isSubtype(type, cast))
    .flatMap(({ properties }) => properties);
}

function unaskedOf(type: Type): string[] {
  const own = unaskedRelations[type.name] ?? [];
  return type.base ? [...unaskedOf(type.base), ...own] : [...own];
}

/** A count that the node knows by itself, else the length of the list that it counts. */
function countOf(node: Node, type: Type, name: string): number {
  const own = node.read(name);
  if (typeof own === 'number') return own;
  const list = listCounted(type, name);
  const value = list === undefined ? undefined : node.read(list);
  return isNodeList(value) ? value.length : 0;
}

/** What a getter answers: an object or list by its mask, a scalar as it is, null for no value. */
export function projectValue(value: Value, mask: Mask): Wire {
  if (isNodeList(value)) return value.map((item) => project(item, mask));
  return isNode(value) ? project(value, mask) : (value ?? null);
}
