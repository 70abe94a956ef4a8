/** A property that a mask names, with what is wanted of it. */
export interface MaskProperty {
  readonly name: string;
  /** Full type name of a cast, such as `SoftLayer_Hardware_Server`; null without a cast. */
  readonly cast: string | null;
  /** Empty: the property as a whole. */
  readonly properties: readonly MaskProperty[];
  /** UTF-16 offset of its first mention in the mask's text; -1 in a mask given as a struct. */
  readonly at: number;
}

/** What a mask wants of the root objects, or of those of one type when it is cast. */
export interface MaskRoot {
  readonly cast: string | null;
  /** Empty: as if there were no mask. */
  readonly properties: readonly MaskProperty[];
}

/**
 * An object mask, normalised: a nested `mask` is dissolved in its level, a repeated name (with the
 * same cast) occurs once with the sub-masks merged, roots are merged by cast.
 */
export interface Mask {
  /**
   * - `plain`: `mask[...]`.
   * - `filtered`: `filteredMask[...]`, with which the object filter also prunes nested lists.
   * - `legacy`: the struct form, which only adds relations and never hides a local property.
   */
  readonly kind: 'plain' | 'filtered' | 'legacy';
  /** Empty for `mask[]`. */
  readonly roots: readonly MaskRoot[];
}
