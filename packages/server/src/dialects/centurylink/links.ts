import type { Link, LinkVerb } from '@pileus/sdk/centurylink/wire';
import { hexOf } from './codec.js';

/** A link; verbs are left out where only GET is allowed. */
export function link(
  rel: string,
  href: string,
  more: { readonly id?: string; readonly name?: string; readonly verbs?: LinkVerb[] } = {},
): Link {
  return { rel, href, ...more };
}

/** The paths of one account; aliases and server ids are in lower case in all of them. */
export class Paths {
  readonly #alias: string;

  constructor(alias: string) {
    this.#alias = alias.toLowerCase();
  }

  get alias(): string {
    return this.#alias;
  }

  get account(): string {
    return `/v2/accounts/${this.#alias}`;
  }

  get groups(): string {
    return `/v2/groups/${this.#alias}`;
  }

  get servers(): string {
    return `/v2/servers/${this.#alias}`;
  }

  dataCenter(code: string): string {
    return `/v2/datacenters/${this.#alias}/${code.toLowerCase()}`;
  }

  group(uid: string): string {
    return `${this.groups}/${hexOf(uid)}`;
  }

  server(id: string): string {
    return `${this.servers}/${id.toLowerCase()}`;
  }

  status(id: string): string {
    return `/v2/operations/${this.#alias}/status/${id}`;
  }
}
