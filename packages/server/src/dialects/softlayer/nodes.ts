/** A value of a property: scalars are in their wire form already (dates and decimals are text). */
export type Value = undefined | null | string | number | boolean | Node | readonly Node[];

/**
 * An object as masks and filters see it. Properties are worked out when they are asked for; what a node
 * does not know reads as undefined and travels as the vendor sends something that has no value.
 */
export interface Node {
  /** Its own type, which may be more special than the one that was declared. */
  readonly type: string;
  read(property: string): Value;
}

/** How each property of a type follows from what the node stands for. */
export type Resolvers<S> = Readonly<Record<string, (source: S) => Value>>;

export const resolved = <S>(type: string, resolvers: Resolvers<S>, source: S): Node => ({
  type,
  read: (property) =>
    Object.hasOwn(resolvers, property) ? resolvers[property]!(source) : undefined,
});

/** A node whose values are at hand. */
export const fixed = (type: string, values: Readonly<Record<string, Value>>): Node => ({
  type,
  read: (property) => (Object.hasOwn(values, property) ? values[property] : undefined),
});

export const isNode = (value: Value): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isNodeList = (value: Value): value is readonly Node[] => Array.isArray(value);

/**
 * Parts of a machine that are no rows have ids of their own: each machine has a block of 64, and a
 * part its place in it.
 */
export const partId = (ownerId: number, slot: number): number => ownerId * 64 + slot;

/** The owner and place of a part's id. */
export const ownerOfPart = (id: number): { readonly ownerId: number; readonly slot: number } => ({
  ownerId: Math.floor(id / 64),
  slot: id % 64,
});
