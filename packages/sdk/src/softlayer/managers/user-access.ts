import type { CallerOptions } from '../../http/http-client.js';
import type {
  SoftLayer_Hardware,
  SoftLayer_Network_Service_Vpn_Overrides,
  SoftLayer_User_Customer,
  SoftLayer_Virtual_DedicatedHost,
  SoftLayer_Virtual_Guest,
} from '../generated/types.js';
import { SoftLayerOperationError } from './operation-error.js';
import { type SoftLayerCalls, TypedCalls } from './typed-calls.js';

/** What a user may reach: subnets over the VPN, and devices. A part of `UserManager`. */
export class UserAccess {
  protected readonly api: TypedCalls;

  constructor(client: SoftLayerCalls) {
    this.api = new TypedCalls(client);
  }

  /** True: the user's subnets are those that were added; false: those of the user's devices. */
  vpnManual(id: number, value: boolean, options?: CallerOptions): Promise<boolean> {
    return this.#edit(id, { vpnManualConfig: value }, options);
  }

  /** Lets the user use the VPN, or not. */
  vpnEnableOrDisable(id: number, value: boolean, options?: CallerOptions): Promise<boolean> {
    return this.#edit(id, { sslVpnAllowedFlag: value }, options);
  }

  /** @throws SoftLayerOperationError when the subnets were added, but the VPN did not take them over. */
  async vpnSubnetAdd(
    id: number,
    subnetIds: readonly number[],
    options?: CallerOptions,
  ): Promise<boolean> {
    const overrides = subnetIds.map((subnetId) => ({ userId: id, subnetId }));
    const service = 'Network_Service_Vpn_Overrides';
    const done = await this.api.call(service, 'createObjects', [overrides], options);
    await this.#updateVpn(id, 'added', options);
    return done;
  }

  /**
   * @throws SoftLayerOperationError for a subnet that the user does not have, before anything is changed;
   *   and when the subnets were taken away, but the VPN did not take it over.
   */
  async vpnSubnetRemove(
    id: number,
    subnetIds: readonly number[],
    options?: CallerOptions,
  ): Promise<boolean> {
    const overrides = await this.getOverridesList(id, subnetIds, options);
    const service = 'Network_Service_Vpn_Overrides';
    const done = await this.api.call(service, 'deleteObjects', [overrides], options);
    await this.#updateVpn(id, 'removed', options);
    return done;
  }

  /** The entries by which the user reaches these subnets. */
  async getOverridesList(
    id: number,
    subnetIds: readonly number[],
    options?: CallerOptions,
  ): Promise<SoftLayer_Network_Service_Vpn_Overrides[]> {
    const asked = { ...options, id, mask: 'mask[id,subnetId]' };
    const all = await this.api.call('User_Customer', 'getOverrides', [], asked);
    return subnetIds.map((subnetId) => {
      const override = all.find((each) => each.subnetId === subnetId);
      if (override) return override;
      throw new SoftLayerOperationError(`The user ${id} does not have the subnet ${subnetId}.`);
    });
  }

  updateVpnPassword(id: number, password: string, options?: CallerOptions): Promise<boolean> {
    return this.api.call('User_Customer', 'updateVpnPassword', [password], { ...options, id });
  }

  grantHardwareAccess(id: number, hardwareId: number, options?: CallerOptions): Promise<boolean> {
    return this.api.call('User_Customer', 'addHardwareAccess', [hardwareId], { ...options, id });
  }

  grantVirtualAccess(id: number, virtualId: number, options?: CallerOptions): Promise<boolean> {
    return this.api.call('User_Customer', 'addVirtualGuestAccess', [virtualId], {
      ...options,
      id,
    });
  }

  grantDedicatedAccess(id: number, hostId: number, options?: CallerOptions): Promise<boolean> {
    return this.api.call('User_Customer', 'addDedicatedHostAccess', [hostId], { ...options, id });
  }

  removeHardwareAccess(id: number, hardwareId: number, options?: CallerOptions): Promise<boolean> {
    return this.api.call('User_Customer', 'removeHardwareAccess', [hardwareId], {
      ...options,
      id,
    });
  }

  removeVirtualAccess(id: number, virtualId: number, options?: CallerOptions): Promise<boolean> {
    return this.api.call('User_Customer', 'removeVirtualGuestAccess', [virtualId], {
      ...options,
      id,
    });
  }

  removeDedicatedAccess(id: number, hostId: number, options?: CallerOptions): Promise<boolean> {
    return this.api.call('User_Customer', 'removeDedicatedHostAccess', [hostId], {
      ...options,
      id,
    });
  }

  getUserHardware(id: number, options?: CallerOptions): Promise<SoftLayer_Hardware[]> {
    return this.api.call('User_Customer', 'getHardware', [], { ...options, id });
  }

  getUserDedicatedHost(
    id: number,
    options?: CallerOptions,
  ): Promise<SoftLayer_Virtual_DedicatedHost[]> {
    return this.api.call('User_Customer', 'getDedicatedHosts', [], { ...options, id });
  }

  getUserVirtuals(id: number, options?: CallerOptions): Promise<SoftLayer_Virtual_Guest[]> {
    return this.api.call('User_Customer', 'getVirtualGuests', [], { ...options, id });
  }

  #edit(
    id: number,
    user: SoftLayer_User_Customer,
    options: CallerOptions | undefined,
  ): Promise<boolean> {
    return this.api.call('User_Customer', 'editObject', [user], { ...options, id });
  }

  /** The VPN keeps a copy of what a user may reach. */
  async #updateVpn(id: number, what: string, options: CallerOptions | undefined): Promise<void> {
    const done = await this.api.call('User_Customer', 'updateVpnUser', [], { ...options, id });
    if (done) return;
    throw new SoftLayerOperationError(
      `The subnets were ${what}, but the VPN did not take it over for the user ${id}.`,
    );
  }
}
