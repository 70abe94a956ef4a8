import { ArgumentError } from '../../http/argument-error.js';
import type { Clock } from '../../http/clock.js';
import type { CallerOptions } from '../../http/http-client.js';
import type { Services } from '../generated/services.js';
import type { PagedOptions } from '../iterate.js';
import type { ListMethod, ObjectMethod, ValueMethod } from '../methods.js';
import type { CallOptions } from '../wire-options.js';

/** What a manager needs of a client: `Client` has it. */
export interface SoftLayerCalls {
  call(
    service: string,
    method: string,
    args: readonly unknown[],
    options: CallOptions,
  ): Promise<unknown>;
  iterate(
    service: string,
    method: string,
    args: readonly unknown[],
    options: PagedOptions,
  ): AsyncIterable<unknown>;
}

/** The services by their short names: `Virtual_Guest`. */
type ServiceName = Exclude<keyof Services & string, `SoftLayer_${string}`>;
type MethodName<S extends ServiceName> = Exclude<keyof Services[S] & string, 'id'>;

/** What a method gives when the mask is a text: all that the schema knows, and optional. */
type Result<M> =
  M extends ListMethod<infer _P, infer N, infer _Root>
    ? N[]
    : M extends ObjectMethod<infer _P, infer N>
      ? N
      : M extends ValueMethod<infer _P, infer V>
        ? V
        : never;

type Element<M> = Result<M> extends readonly (infer E)[] ? E : Result<M>;

/** Calls by name, whose services and methods are checked and whose results are typed by the schema. */
export class TypedCalls {
  readonly #calls: SoftLayerCalls;

  constructor(calls: SoftLayerCalls) {
    this.#calls = calls;
  }

  async call<S extends ServiceName, M extends MethodName<S>>(
    service: S,
    method: M,
    args: readonly unknown[],
    options: CallOptions = {},
  ): Promise<Result<Services[S][M]>> {
    requireId(options);
    return (await this.#calls.call(service, method, args, options)) as Result<Services[S][M]>;
  }

  /** All objects of a list, asked for page by page. */
  async all<S extends ServiceName, M extends MethodName<S>>(
    service: S,
    method: M,
    options: PagedOptions = {},
    args: readonly unknown[] = [],
  ): Promise<Element<Services[S][M]>[]> {
    requireId(options);
    const list: Element<Services[S][M]>[] = [];
    for await (const item of this.#calls.iterate(service, method, args, options)) {
      list.push(item as Element<Services[S][M]>);
    }
    return list;
  }
}

/** Without its id a method would be called on nothing, or on the account as a whole. */
function requireId(options: CallOptions): void {
  if (!Object.hasOwn(options, 'id') || (options.id !== undefined && options.id !== null)) return;
  throw new ArgumentError('id', 'The `id` of the object must be given.', 'SoftLayer');
}

/** What a call takes that gives one object. */
export interface MaskOptions extends CallerOptions {
  /** In the place of the manager's own mask: a text in any of the vendor's spellings, or a tree. */
  readonly mask?: string | object | undefined;
}

/** The options with a manager's own mask, unless they have one. */
export const withMask = (
  mask: string,
  options: MaskOptions | undefined,
): MaskOptions & { readonly mask: string | object } => ({
  ...options,
  mask: options?.mask ?? mask,
});

/** What a call takes that gives a list. */
export interface ListOptions extends MaskOptions {
  /** Conditions as they travel, or in short forms; the getter's own property stands around them. */
  readonly filter?: object | undefined;
}

export interface ManagerOptions {
  /** Tells the day, for what depends on it. Default the real one. */
  readonly clock?: Clock | undefined;
}
