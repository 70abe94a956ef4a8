import type { Mask } from '@pileus/sdk/softlayer/mask';
import type { Principal } from '../../security/authenticator.js';
import type { Vault } from '../../security/vault.js';
import type { Reader, Tx } from '../../store/store.js';
import type { Wire } from './project.js';

/** One call, whichever wire it came over. */
export interface Call {
  /** Full name, such as `SoftLayer_Virtual_Guest`. */
  readonly service: string;
  readonly method: string;
  /** As sent: an integer, a numeric text or a global identifier. */
  readonly id: string | number | undefined;
  readonly args: readonly unknown[];
  readonly mask: Mask;
  /** The filter as sent. */
  readonly filter: unknown;
  readonly limit: Limit;
  /** Properties and ids that the path goes on with after a getter (REST only). */
  readonly trail: readonly string[];
  /** The method that is meant where the path ends with an id. */
  readonly implied: string;
}

/** Whether a segment of a path is an id or a global identifier. */
export const isId = (segment: string): boolean =>
  /^\d+$/.test(segment) || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(segment);

export interface Limit {
  /** 0: all. */
  readonly limit: number;
  readonly offset: number;
}

export const noLimit: Limit = { limit: 0, offset: 0 };

/** What a call is answered with. */
export interface Outcome {
  readonly value: Wire;
  /** Of lists: how many there are without the limit. */
  readonly total?: number;
  /** An object was created, and has this id. */
  readonly createdId?: number;
}

export interface ReadSession {
  readonly reader: Reader;
  readonly principal: Principal;
  readonly vault: Pick<Vault, 'open' | 'mac'>;
  /** The API version; answers differ in places. */
  readonly version: 'v3' | 'v3.1';
}

export interface WriteSession extends ReadSession {
  readonly tx: Tx;
}

export interface ReadMethod {
  readonly access: 'read';
  run(session: ReadSession, call: Call): Promise<Outcome>;
}

export interface WriteMethod {
  readonly access: 'write';
  run(session: WriteSession, call: Call): Promise<Outcome>;
}

/** A method of a service. */
export type Method = ReadMethod | WriteMethod;

export type Methods = Readonly<Record<string, Method>>;

export const reads = (run: ReadMethod['run']): ReadMethod => ({ access: 'read', run });

export const writes = (run: WriteMethod['run']): WriteMethod => ({ access: 'write', run });

/** A service: how its objects are found and got, and what else it does. */
export interface Service {
  readonly methods: Methods;
  /**
   * Answers a relational property of an object; undefined where nothing of the kind is kept, which
   * answers as not implemented.
   */
  readonly get?: (property: string) => ReadMethod | undefined;
}

/** Part of a list, by limit and offset. */
export const sliced = <T>(list: readonly T[], { limit, offset }: Limit): readonly T[] =>
  limit > 0 || offset > 0 ? list.slice(offset, limit > 0 ? offset + limit : undefined) : list;
