import { type Clock, realClock } from '../../http/clock.js';
import type { CallerOptions } from '../../http/http-client.js';
import { SoftLayerApiError } from '../errors.js';
import { queryFilter } from '../filter/shorthand.js';
import type {
  SoftLayer_Email_Subscription,
  SoftLayer_Event_Log,
  SoftLayer_User_Customer,
  SoftLayer_User_Customer_Access_Authentication,
  SoftLayer_User_Customer_ApiAuthentication,
  SoftLayer_User_Customer_CustomerPermission_Permission,
  SoftLayer_User_Permission_Action,
  SoftLayer_User_Permission_Department,
} from '../generated/types.js';
import { type Identifier, idsOf } from './identifier.js';
import { SoftLayerOperationError } from './operation-error.js';
import {
  type ListOptions,
  type ManagerOptions,
  type MaskOptions,
  type SoftLayerCalls,
  withMask,
} from './typed-calls.js';
import { UserAccess } from './user-access.js';

/** A permission by its key name, or as the API gives it. */
export type PermissionName = string | { readonly keyName?: string | null };

export interface HistoryOptions extends CallerOptions {
  /** `MM/DD/YYYY h:m:s` for logins, `YYYY-MM-DDThh:mm:ss` for events. Default 30 days ago. */
  readonly startDate?: string | undefined;
}

const userMask = 'mask[userStatus[name],parent[id,username]]';

/** Users of the account: who they are, what they may do, and what they did. */
export class UserManager extends UserAccess {
  readonly #clock: Clock;
  #permissions: SoftLayer_User_Permission_Action[] | undefined;

  constructor(client: SoftLayerCalls, { clock = realClock }: ManagerOptions = {}) {
    super(client);
    this.#clock = clock;
  }

  listUsers(options?: ListOptions): Promise<SoftLayer_User_Customer[]> {
    const mask =
      'mask[id,username,displayName,userStatus[name],hardwareCount,virtualGuestCount,email,roles,' +
      'externalBindingCount,apiAuthenticationKeyCount,sslVpnAllowedFlag]';
    return this.api.call('Account', 'getUsers', [], { ...options, mask: options?.mask ?? mask });
  }

  getUser(id: number, options?: MaskOptions): Promise<SoftLayer_User_Customer> {
    return this.api.call('User_Customer', 'getObject', [], { ...withMask(userMask, options), id });
  }

  getCurrentUser(options?: MaskOptions): Promise<SoftLayer_User_Customer> {
    return this.api.call('Account', 'getCurrentUser', [], withMask(userMask, options));
  }

  /** All permissions that there are, by key name. Asked for once. */
  async getAllPermissions(options?: CallerOptions): Promise<SoftLayer_User_Permission_Action[]> {
    this.#permissions ??= byKeyName(
      await this.api.call('User_Permission_Action', 'getAllObjects', [], options),
    );
    return this.#permissions;
  }

  /** The permissions by department. */
  getPermissionDepartments(
    options?: CallerOptions,
  ): Promise<SoftLayer_User_Permission_Department[]> {
    const mask = 'mask[permissions[id,keyName,description,name]]';
    return this.api.call('User_Permission_Department', 'getAllObjects', [], { ...options, mask });
  }

  /** The mails that can be subscribed to, and whether the user who calls has. */
  getAllNotifications(options?: CallerOptions): Promise<SoftLayer_Email_Subscription[]> {
    return this.api.call('Email_Subscription', 'getAllObjects', [], {
      ...options,
      mask: 'mask[enabled]',
    });
  }

  /**
   * Subscribes the user who calls. Stops at the first one that the API says false to.
   *
   * @throws SoftLayerOperationError for an unknown name, before anything is changed.
   */
  enableNotifications(names: readonly string[], options?: CallerOptions): Promise<boolean> {
    return this.#notify('enable', names, options);
  }

  disableNotifications(names: readonly string[], options?: CallerOptions): Promise<boolean> {
    return this.#notify('disable', names, options);
  }

  /** @throws SoftLayerOperationError for an unknown permission, before anything is changed. */
  async addPermissions(
    id: number,
    permissions: readonly PermissionName[],
    options?: CallerOptions,
  ): Promise<boolean> {
    const wanted = await this.formatPermissionObject(permissions, options);
    return this.api.call('User_Customer', 'addBulkPortalPermission', [wanted], { ...options, id });
  }

  async removePermissions(
    id: number,
    permissions: readonly PermissionName[],
    options?: CallerOptions,
  ): Promise<boolean> {
    const wanted = await this.formatPermissionObject(permissions, options);
    return this.api.call('User_Customer', 'removeBulkPortalPermission', [wanted], {
      ...options,
      id,
    });
  }

  /** Gives a user exactly the permissions of another one. */
  async permissionsFromUser(
    id: number,
    fromUserId: number,
    options?: CallerOptions,
  ): Promise<boolean> {
    const wanted = await this.getUserPermissions(fromUserId, options);
    await this.addPermissions(id, wanted, options);
    const kept = new Set(wanted.map(({ keyName }) => keyName));
    const all = await this.getAllPermissions(options);
    const others = all.filter(({ keyName }) => !kept.has(keyName));
    await this.removePermissions(id, others, options);
    return true;
  }

  /** The permissions of a user, by key name. */
  async getUserPermissions(
    id: number,
    options?: CallerOptions,
  ): Promise<SoftLayer_User_Customer_CustomerPermission_Permission[]> {
    const asked = { ...options, id };
    return byKeyName(await this.api.call('User_Customer', 'getPermissions', [], asked));
  }

  /** When the user logged in, or tried to. */
  getLogins(
    id: number,
    { startDate, ...caller }: HistoryOptions = {},
  ): Promise<SoftLayer_User_Customer_Access_Authentication[]> {
    const [year, month, day] = this.#monthAgo();
    const createDate = since(startDate ?? `${month}/${day}/${year} 0:0:0`);
    return this.api.call('User_Customer', 'getLoginAttempts', [], {
      ...caller,
      id,
      filter: { loginAttempts: { createDate } },
    });
  }

  /** What the user did. */
  async getEvents(
    id: number,
    { startDate, ...caller }: HistoryOptions = {},
  ): Promise<SoftLayer_Event_Log[]> {
    const eventCreateDate = since(startDate ?? `${this.#monthAgo().join('-')}T00:00:00`);
    const filter = { userId: { operation: id }, eventCreateDate };
    const events = await this.api.call('Event_Log', 'getAllObjects', [], { ...caller, filter });
    // Production gives null for none (observed of softlayer-python).
    return events ?? [];
  }

  /**
   * Permissions as the API takes them. `ALL` stands for all that there are.
   *
   * @throws SoftLayerOperationError for an unknown one.
   */
  async formatPermissionObject(
    permissions: readonly PermissionName[],
    options?: CallerOptions,
  ): Promise<(SoftLayer_User_Permission_Action | { keyName: string })[]> {
    const all = await this.getAllPermissions(options);
    const known = new Set(all.map(({ keyName }) => keyName));
    const names = permissions.map((each) =>
      (typeof each === 'string' ? each : (each.keyName ?? '')).toUpperCase(),
    );
    if (names.includes('ALL')) return all;
    const unknown = names.find((name) => !known.has(name));
    if (unknown !== undefined) {
      throw new SoftLayerOperationError(`There is no permission ${unknown}.`);
    }
    return names.map((keyName) => ({ keyName }));
  }

  /** The notifications of these names. @throws SoftLayerOperationError for an unknown name. */
  async gatherNotifications(
    names: readonly string[],
    options?: CallerOptions,
  ): Promise<SoftLayer_Email_Subscription[]> {
    const all = await this.getAllNotifications(options);
    return names.map((wanted) => {
      const notification = all.find(({ name }) => name === wanted);
      if (notification) return notification;
      throw new SoftLayerOperationError(`There is no notification ${wanted}.`);
    });
  }

  /**
   * Creates a user.
   *
   * @throws SoftLayerOperationError when the vendor takes the request, but creates the user later.
   */
  async createUser(
    user: SoftLayer_User_Customer,
    password: string | null,
    options?: CallerOptions,
  ): Promise<SoftLayer_User_Customer> {
    try {
      return await this.api.call('User_Customer', 'createObject', [user, password, null], options);
    } catch (error) {
      if (error instanceof SoftLayerApiError && error.faultCode === delegated) {
        throw new SoftLayerOperationError(
          'The request for a user was taken, and passed on to the platform of IBM Cloud: the user will come shortly.',
          error,
        );
      }
      throw error;
    }
  }

  editUser(id: number, user: SoftLayer_User_Customer, options?: CallerOptions): Promise<boolean> {
    return this.api.call('User_Customer', 'editObject', [user], { ...options, id });
  }

  /** Makes a key of the API. @returns the key. */
  addApiAuthenticationKey(id: number, options?: CallerOptions): Promise<string> {
    return this.api.call('User_Customer', 'addApiAuthenticationKey', [], { ...options, id });
  }

  getApiAuthenticationKeys(
    id: number,
    options?: CallerOptions,
  ): Promise<SoftLayer_User_Customer_ApiAuthentication[]> {
    return this.api.call('User_Customer', 'getApiAuthenticationKeys', [], { ...options, id });
  }

  /** Takes the user's key away. @throws SoftLayerOperationError when the user has none. */
  async removeApiAuthenticationKey(id: number, options?: CallerOptions): Promise<boolean> {
    const [key] = await this.getApiAuthenticationKeys(id, options);
    if (!key) throw new SoftLayerOperationError(`The user ${id} has no API key.`);
    return this.api.call('User_Customer', 'removeApiAuthenticationKey', [key.id], options);
  }

  /**
   * The id of the user that an id or a user name stands for.
   *
   * @throws SoftLayerOperationError when none or several have the name.
   */
  resolveIds(identifier: Identifier, options?: CallerOptions): Promise<(number | string)[]> {
    return idsOf(identifier, async (username) => {
      const filter = { users: { username: queryFilter(username) } };
      const found = await this.listUsers({ ...options, mask: 'mask[id,username]', filter });
      if (found.length === 1) return found;
      const what = found.length === 0 ? 'No user has' : 'Several users have';
      throw new SoftLayerOperationError(`${what} the name ${username}.`);
    });
  }

  async #notify(
    method: 'enable' | 'disable',
    names: readonly string[],
    options: CallerOptions | undefined,
  ): Promise<boolean> {
    let done = false;
    for (const { id } of await this.gatherNotifications(names, options)) {
      const asked = { ...options, id: id as number };
      done = await this.api.call('Email_Subscription', method, [], asked);
      if (!done) break;
    }
    return done;
  }

  #monthAgo(): [year: string, month: string, day: string] {
    const date = new Date(this.#clock.now() - 30 * 86_400_000).toISOString();
    return [date.slice(0, 4), date.slice(5, 7), date.slice(8, 10)];
  }
}

const delegated = 'SoftLayer_Exception_User_Customer_DelegateIamIdInvitationToPaas';

const since = (date: string) => ({
  operation: 'greaterThanDate',
  options: [{ name: 'date', value: [date] }],
});

function byKeyName<T extends { keyName?: string | null }>(list: readonly T[]): T[] {
  const key = ({ keyName }: T) => keyName ?? '';
  return list.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
