import { filterMatcher, sortByFilter } from '@pileus/sdk/softlayer/filter';
import type { Mask } from '@pileus/sdk/softlayer/mask';
import { type Call, type Outcome, sliced } from './call.js';
import { notFound, unknownMethod } from './faults.js';
import { filterOf, namesInFilter, readerOf } from './filters.js';
import { checkMask, namesIn, unwrapMask } from './masks.js';
import { isNode, isNodeList, type Node, type Value } from './nodes.js';
import { projectValue } from './project.js';
import { propertyGot, typeOf } from './schema/types.js';

/** Every name that may decide which rows a getter of `property` needs. */
export const namesOf = (call: Call, property: string): Set<string> =>
  new Set([
    property,
    ...namesIn(call.mask),
    ...namesInFilter(filterOf(call.filter)),
    ...call.trail.map((segment) => propertyOf(segment)),
  ]);

const propertyOf = (segment: string): string => {
  const name = segment.replace(/^get(?=[A-Z])/, '');
  return name[0]!.toLowerCase() + name.slice(1);
};

/**
 * Answers a relational property of an object that is at hand, or what the path goes on to from there; lists by
 * filter, order and limit.
 */
export function answerGetter(node: Node, property: string, call: Call, now: number): Outcome {
  const declared = typeOf(node.type)?.properties.get(property);
  const start = {
    value: node.read(property),
    type: declared?.type ?? '',
    list: declared?.list ?? false,
  };
  const { value, type, list } = follow(start, call);
  const mask = checkedMask(call, property, type);
  if (!list) return { value: projectValue(value, mask) };
  const all = isNodeList(value) ? value : [];
  const filter = filterOf(call.filter, [property]);
  const matches = filterMatcher(filter, now);
  const kept = all.filter((item) => matches(readerOf(item)));
  const sorted = sortByFilter(kept, filter.orderBy, readerOf);
  return { value: projectValue(sliced(sorted, call.limit), mask), total: sorted.length };
}

/** The mask of a getter, checked against the type of what is got. */
export function checkedMask(call: Call, property: string, type: string): Mask {
  const mask = unwrapMask(call.mask, property, type);
  checkMask(mask, type);
  return mask;
}

interface Place {
  readonly value: Value;
  readonly type: string;
  readonly list: boolean;
}

/** Follows the rest of a path: ids pick an element of a list, properties get what is related. */
function follow(start: Place, { method, trail }: Call): Place {
  let at = start;
  for (const segment of trail) {
    if (at.list) {
      const found = isNodeList(at.value)
        ? at.value.find((node) => hasId(node, segment))
        : undefined;
      if (!found) throw notFound(segment);
      at = { ...at, value: found, list: false };
      continue;
    }
    const type = typeOf(isNode(at.value) ? at.value.type : at.type);
    const name = type && (propertyGot(type, segment) ?? propertyGot(type, `get${segment}`));
    const property = name === undefined ? undefined : type?.properties.get(name);
    if (name === undefined || !property) throw unknownMethod(trail.length > 0 ? segment : method);
    const value = isNode(at.value) ? at.value.read(name) : undefined;
    at = { value, type: property.type, list: property.list };
  }
  return at;
}

const hasId = (node: Node, id: string): boolean =>
  String(node.read('id')) === id || node.read('globalIdentifier') === id.toLowerCase();
