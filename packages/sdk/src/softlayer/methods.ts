import type { ApiPromise } from '../http/api-promise.js';
import type { CallerOptions } from '../http/http-client.js';
import type { Filter } from './object-filter.js';
import type { ListResult } from './result.js';
import type { CheckedMask, MaskTree, Shape, SoftLayer_Entity } from './shape.js';

/** The object that a method is called on: its id, or its global identifier. */
export type Id = number | string;

/** What every method takes after its own arguments. */
export interface MethodOptions extends CallerOptions {
  readonly id?: Id | undefined;
  /** Further headers of HTTP. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/**
 * A mask in words, in any of the vendor's spellings. It does not shape the type of the result: all that
 * the objects may have is there, and optional.
 */
export interface TextMask {
  readonly mask: string;
}

/** What a method takes that gives a list of objects. */
export interface ListOptions<N, Root extends string> extends MethodOptions {
  /** Which objects the list shall hold; the getter's own property may stand around it. */
  readonly filter?: (Filter<N> & { readonly [K in Root]?: Filter<N> }) | undefined;
  /** Objects at most; 0 is all. */
  readonly limit?: number | undefined;
  /** Objects left out at the beginning. */
  readonly offset?: number | undefined;
}

/** How a list is walked through page by page. */
export interface IterateOptions<N, Root extends string> extends ListOptions<N, Root> {
  /** Objects a call. Default 100. */
  readonly pageSize?: number | undefined;
  /** Calls under way at once. Default 1. */
  readonly concurrency?: number | undefined;
}

/** A method that gives a value or a list of values. */
export type ValueMethod<P extends unknown[], V> = (
  ...args: [...parameters: P, options?: MethodOptions]
) => ApiPromise<V>;

/** A method that gives an object. */
export interface ObjectMethod<P extends unknown[], N extends SoftLayer_Entity> {
  (...args: [...parameters: P, options: MethodOptions & TextMask]): ApiPromise<N>;
  <const M extends MaskTree<N> = object>(
    ...args: [...parameters: P, options?: MethodOptions & { readonly mask?: M & CheckedMask<N, M> }]
  ): ApiPromise<Shape<N, M>>;
}

/** A method that gives a list of objects. */
export interface ListMethod<
  P extends unknown[],
  N extends SoftLayer_Entity,
  Root extends string = never,
> {
  (
    ...args: [...parameters: P, options: ListOptions<N, Root> & TextMask]
  ): ApiPromise<ListResult<N>>;
  <const M extends MaskTree<N> = object>(
    ...args: [
      ...parameters: P,
      options?: ListOptions<N, Root> & { readonly mask?: M & CheckedMask<N, M> },
    ]
  ): ApiPromise<ListResult<Shape<N, M>>>;
  /**
   * All objects in their order, asked for page by page. Without an order of its own the list is ordered
   * by id, so that pages fit together.
   */
  iterate(
    ...args: [...parameters: P, options: IterateOptions<N, Root> & TextMask]
  ): AsyncIterableIterator<N>;
  iterate<const M extends MaskTree<N> = object>(
    ...args: [
      ...parameters: P,
      options?: IterateOptions<N, Root> & { readonly mask?: M & CheckedMask<N, M> },
    ]
  ): AsyncIterableIterator<Shape<N, M>>;
}

/** What every service has beside its methods. */
export interface Service {
  /** The same service with the object that its methods are called on. */
  id(id: Id): this;
}
