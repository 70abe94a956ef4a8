/**
 * The language of SoftLayer object masks: text or struct to tree, tree to text. It knows no types;
 * whether a name exists and is local or relational is for whoever has the schema to say.
 */
export { MaskSyntaxError, maskPosition } from './mask/error.js';
export { parseLegacyMask, unwrapLegacyMask } from './mask/legacy.js';
export { parseMask } from './mask/parse.js';
export { printMask } from './mask/print.js';
export type { Mask, MaskProperty, MaskRoot } from './mask/types.js';
