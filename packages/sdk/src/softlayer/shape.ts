/**
 * How masks shape results. A generated interface lists all that an object may have, every member optional,
 * and null marks what the API may leave out:
 *
 * - a relation to one object, or a relational value, is `T | null`: asked for, it may be absent;
 * - a list is `T[]` and a count is `number`: asked for, it is there.
 *
 * Local properties are told apart by a second interface, to which the key `locals` leads. There they are not
 * optional: they come unless the mask names others. Null there is a value that the API sends.
 */
export declare const locals: unique symbol;

/** Any object of the API. */
export interface SoftLayer_Entity {
  readonly [locals]?: object;
}

/** The local properties of a type: what comes without a mask. */
export type LocalsOf<N extends SoftLayer_Entity> = NonNullable<N[typeof locals]>;

type Names<N> = keyof N & string;

/** The object type inside a property's type; of a value one without properties. */
type Inner<V> = V extends readonly (infer E)[]
  ? Inner<E>
  : V extends SoftLayer_Entity & object
    ? V
    : V extends null | undefined
      ? never
      : SoftLayer_Entity;

/** A mask as an object: `{ hostname: true, datacenter: { name: true } }`. */
export type MaskTree<N> = {
  readonly [K in Names<N>]?: true | MaskTree<Inner<N[K]>>;
};

/** Refuses what a type argument lets pass: names beside the known ones, at any depth. */
export type CheckedMask<N, M> = M extends true
  ? true
  : M extends object
    ? { readonly [K in keyof M]: K extends Names<N> ? CheckedMask<Inner<N[K]>, M[K]> : never }
    : never;

/** An object of type `N` as it comes under the mask `M`. */
export type Shape<N extends SoftLayer_Entity, M> = M extends string
  ? N
  : keyof M & keyof LocalsOf<N> extends never
    ? LocalsOf<N> & Relations<N, M>
    : Pick<LocalsOf<N>, keyof M & keyof LocalsOf<N>> & Relations<N, M>;

/** What a mask names beyond local properties. */
type Relations<N, M> = keyof M extends never
  ? unknown
  : {
      [K in RelationNames<N, M> as MayBeAbsent<N, M, K> extends true ? never : K]: Part<N[K], M[K]>;
    } & {
      [K in RelationNames<N, M> as MayBeAbsent<N, M, K> extends true ? K : never]?: Part<
        N[K],
        M[K]
      >;
    };

type RelationNames<N, M> = Exclude<keyof M & keyof N, keyof NonNullable<LocalsKey<N>>>;
type LocalsKey<N> = N extends SoftLayer_Entity ? LocalsOf<N> : never;

type MayBeAbsent<N, M, K extends keyof N & keyof M> = null extends N[K]
  ? true
  : undefined extends M[K]
    ? true
    : false;

type Part<V, M> = V extends null | undefined
  ? never
  : V extends readonly (infer E)[]
    ? Part<E, M>[]
    : V extends Uint8Array
      ? V
      : V extends SoftLayer_Entity & object
        ? Shape<V, M extends true ? object : NonNullable<M>>
        : V;
