import type { Call, Method, Service } from '../call.js';
import { Fault, unknownMethod, unknownService } from '../faults.js';
import { isVendorService, propertyGot, typeOf } from '../schema/types.js';
import { account } from './account.js';
import { billingItem } from './billing-item.js';
import { hardware } from './hardware.js';
import { locations } from './locations.js';
import { users } from './users.js';
import { virtualGuest } from './virtual-guest.js';

/** The services that this server has, by their full name. */
export const services: Readonly<Record<string, Service>> = {
  SoftLayer_Account: account,
  SoftLayer_Billing_Item: billingItem,
  SoftLayer_Hardware: hardware,
  SoftLayer_Hardware_Server: hardware,
  SoftLayer_Location: locations,
  SoftLayer_Location_Datacenter: locations,
  SoftLayer_User_Customer: users,
  SoftLayer_Virtual_Guest: virtualGuest,
};

/** The full name of a service: clients may leave `SoftLayer_` out. */
export const fullName = (name: string): string =>
  name.startsWith('SoftLayer_') ? name : `SoftLayer_${name}`;

export const serviceOf = (name: string): Service | undefined =>
  Object.hasOwn(services, name) ? services[name] : undefined;

/**
 * The method that a call means.
 *
 * @param countUnserved told what the vendor has and this server does not.
 * @throws {Fault} for a service or method that the vendor does not have, or we do not serve.
 */
export function methodOf(
  { service: name, method, trail }: Pick<Call, 'service' | 'method' | 'trail'>,
  countUnserved: (what: string) => void,
): Method {
  const service = serviceOf(name);
  if (!service) {
    if (!isVendorService(name)) throw unknownService();
    countUnserved(name);
    throw notImplemented(`${name}::${method}`);
  }
  if (Object.hasOwn(service.methods, method) && trail.length === 0) return service.methods[method]!;
  const type = typeOf(name);
  const property = type && propertyGot(type, method);
  const known = property !== undefined || type?.methods.has(method) === true;
  if (!known) throw unknownMethod(method);
  const getter = property === undefined ? undefined : service.get?.(property);
  if (getter) return getter;
  countUnserved(`${name}::${method}`);
  throw notImplemented(`${name}::${method}`);
}

const notImplemented = (what: string): Fault =>
  new Fault('SoftLayer_Exception_NotImplemented', `${what} is not implemented by this server.`);
