import {
  type Mask,
  type MaskProperty,
  MaskSyntaxError,
  parseLegacyMask,
  parseMask,
  unwrapLegacyMask,
} from '@pileus/sdk/softlayer/mask';
import { Fault } from './faults.js';
import { isSubtype, type Type, typeOf } from './schema/types.js';

export const noMask: Mask = { kind: 'plain', roots: [] };

/**
 * The mask that a caller sent: text, or the struct of older clients.
 *
 * @throws {Fault} `SoftLayer_Exception_Common_Parser` for text that breaks the grammar.
 */
export function maskOf(sent: unknown): Mask {
  if (sent === undefined || sent === null || sent === '') return noMask;
  if (typeof sent !== 'string') return parseLegacyMask(sent);
  try {
    return parseMask(sent);
  } catch (error) {
    if (error instanceof MaskSyntaxError) throw new Fault(error.faultCode, error.message);
    throw error;
  }
}

/**
 * Checks every name of a mask against the type that it is asked of; types without a table (their objects
 * are in no answer) are let pass.
 *
 * @throws {Fault} `SoftLayer_Exception_WebService_ObjectMask` for the first unknown name.
 */
export function checkMask(mask: Mask, root: string): void {
  for (const { cast, properties } of mask.roots) checkLevel(properties, typeOf(cast ?? root));
}

function checkLevel(properties: readonly MaskProperty[], type: Type | undefined): void {
  if (!type) return;
  for (const { name, cast, properties: inner } of properties) {
    const property = type.properties.get(name);
    if (!property) {
      throw new Fault(
        'SoftLayer_Exception_WebService_ObjectMask',
        `Property '${name}' not valid for '${type.name}'.`,
      );
    }
    checkLevel(inner, typeOf(cast ?? property.type));
  }
}

/**
 * The struct form of a getter may begin with the property that is got (observed of Libcloud); `property` is
 * that, `root` the type of what is got.
 */
export function unwrapMask(mask: Mask, property: string, root: string): Mask {
  if (typeOf(root)?.properties.has(property)) return mask;
  return unwrapLegacyMask(mask, property);
}

/** What a mask wants of an object of a type: the roots that apply to it, as one level. */
export function levelFor(mask: Mask, type: Type | undefined): readonly MaskProperty[] {
  return mask.roots
    .filter(({ cast }) => cast === null || isSubtype(type, cast))
    .flatMap(({ properties }) => properties);
}

/** Every name in a mask, at any depth. */
export function namesIn(mask: Mask): Set<string> {
  const names = new Set<string>();
  const visit = (properties: readonly MaskProperty[]): void => {
    for (const { name, properties: inner } of properties) {
      names.add(name);
      visit(inner);
    }
  };
  for (const root of mask.roots) visit(root.properties);
  return names;
}
