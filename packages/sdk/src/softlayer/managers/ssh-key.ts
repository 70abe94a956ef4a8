import type { CallerOptions } from '../../http/http-client.js';
import { queryFilter } from '../filter/shorthand.js';
import type { SoftLayer_Security_Ssh_Key } from '../generated/types.js';
import { type Identifier, idsOf } from './identifier.js';
import { type SoftLayerCalls, TypedCalls } from './typed-calls.js';

export interface AddKeyOptions extends CallerOptions {
  /** The public key as OpenSSH writes it. */
  readonly key: string;
  readonly label: string;
  readonly notes?: string | undefined;
}

export interface EditKeyOptions extends CallerOptions {
  readonly label?: string | undefined;
  readonly notes?: string | undefined;
}

/** The SSH keys of the account. */
export class SshKeyManager {
  readonly #api: TypedCalls;

  constructor(client: SoftLayerCalls) {
    this.#api = new TypedCalls(client);
  }

  addKey({ key, label, notes, ...options }: AddKeyOptions): Promise<SoftLayer_Security_Ssh_Key> {
    const template = { key, label, notes: notes ?? null };
    return this.#api.call('Security_Ssh_Key', 'createObject', [template], options);
  }

  deleteKey(id: number, options?: CallerOptions): Promise<boolean> {
    return this.#api.call('Security_Ssh_Key', 'deleteObject', [], { ...options, id });
  }

  /** Changes what is given and not empty. */
  editKey(id: number, { label, notes, ...options }: EditKeyOptions): Promise<boolean> {
    const template = { ...(label ? { label } : {}), ...(notes ? { notes } : {}) };
    return this.#api.call('Security_Ssh_Key', 'editObject', [template], { ...options, id });
  }

  getKey(id: number, options?: CallerOptions): Promise<SoftLayer_Security_Ssh_Key> {
    return this.#api.call('Security_Ssh_Key', 'getObject', [], { ...options, id });
  }

  /** All keys; with a label, those that fit it: `*a*` contains, `a*` starts with, `a` equals. */
  listKeys({
    label,
    ...options
  }: CallerOptions & { readonly label?: string | undefined } = {}): Promise<
    SoftLayer_Security_Ssh_Key[]
  > {
    const filter = label ? { sshKeys: { label: queryFilter(label) } } : {};
    return this.#api.call('Account', 'getSshKeys', [], { ...options, filter });
  }

  /** The ids of the keys that an id or a label stands for; the case of a label counts. */
  resolveIds(identifier: Identifier, options?: CallerOptions): Promise<(number | string)[]> {
    return idsOf(identifier, async (name) =>
      (await this.listKeys(options)).filter(({ label }) => label === name),
    );
  }
}
