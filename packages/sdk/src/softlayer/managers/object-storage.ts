import type { CallerOptions } from '../../http/http-client.js';
import { queryFilter } from '../filter/shorthand.js';
import type {
  SoftLayer_Network_Storage,
  SoftLayer_Network_Storage_Credential,
} from '../generated/types.js';
import { type Identifier, idsOf } from './identifier.js';
import { SoftLayerOperationError } from './operation-error.js';
import { type ListOptions, type SoftLayerCalls, TypedCalls } from './typed-calls.js';

const hub = 'Network_Storage_Hub_Cleversafe_Account';

export interface ListAccountsOptions extends ListOptions {
  /** Accounts at most. Default 10. */
  readonly limit?: number | undefined;
}

/** Accounts of object storage, and their credentials. */
export class ObjectStorageManager {
  readonly #api: TypedCalls;

  constructor(client: SoftLayerCalls) {
    this.#api = new TypedCalls(client);
  }

  listAccounts(options: ListAccountsOptions = {}): Promise<SoftLayer_Network_Storage[]> {
    const { mask = 'mask[id,username,notes,vendorName,serviceResource]', limit = 10 } = options;
    return this.#api.call('Account', 'getHubNetworkStorage', [], { ...options, mask, limit });
  }

  listEndpoints(id: number, options?: CallerOptions) {
    return this.#api.call(hub, 'getEndpoints', [], { ...options, id });
  }

  createCredential(
    id: number,
    options?: CallerOptions,
  ): Promise<SoftLayer_Network_Storage_Credential[]> {
    return this.#api.call(hub, 'credentialCreate', [], { ...options, id });
  }

  deleteCredential(id: number, credentialId: number, options?: CallerOptions): Promise<boolean> {
    return this.#api.call(hub, 'credentialDelete', [{ id: credentialId }], { ...options, id });
  }

  /** How many credentials the account may have. */
  limitCredential(id: number, options?: CallerOptions): Promise<number> {
    return this.#api.call(hub, 'getCredentialLimit', [], { ...options, id });
  }

  listCredential(
    id: number,
    options?: CallerOptions,
  ): Promise<SoftLayer_Network_Storage_Credential[]> {
    return this.#api.call(hub, 'getCredentials', [], { ...options, id });
  }

  /**
   * The id of the account that an id or a user name stands for.
   *
   * @throws SoftLayerOperationError when none or several have the name.
   */
  resolveIds(identifier: Identifier, options?: CallerOptions): Promise<(number | string)[]> {
    return idsOf(identifier, async (username) => {
      const found = await this.listAccounts({
        ...options,
        mask: 'mask[id,username]',
        filter: { hubNetworkStorage: { username: queryFilter(username) } },
      });
      if (found.length === 1) return found;
      const what = found.length === 0 ? 'No object storage account has' : 'Several accounts have';
      throw new SoftLayerOperationError(`${what} the name ${username}.`);
    });
  }
}
