import {
  type Call,
  isId,
  type Method,
  noLimit,
  type ReadMethod,
  type ReadSession,
  reads,
  type Service,
  writes,
} from '../call.js';
import { Fault, notFound, unknownMethod, unknownService } from '../faults.js';
import { maskOf } from '../masks.js';
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

/** A method by its name, or a relational property by its own with or without `get`, in either case. */
export function methodNamed(service: string, name: string): string {
  const served = serviceOf(service);
  const type = typeOf(service);
  if (served && Object.hasOwn(served.methods, name)) return name;
  if (!type || type.methods.has(name) || propertyGot(type, name)) return name;
  const getter = `get${name[0]!.toUpperCase()}${name.slice(1)}`;
  return propertyGot(type, getter) ? getter : name;
}

/**
 * The method that a call means.
 *
 * @param countUnserved told what the vendor has and this server does not.
 * @throws {Fault} for a service or method that the vendor does not have, or we do not serve.
 */
export function methodOf(call: Call, countUnserved: (what: string) => void): Method {
  const { service: name, method, trail } = call;
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
  if (getter && property !== undefined) {
    const inner = elementCall(call, type?.properties.get(property)?.type ?? '');
    return inner ? onElement(getter, property, inner, methodOf(inner, countUnserved)) : getter;
  }
  countUnserved(`${name}::${method}`);
  throw notImplemented(`${name}::${method}`);
}

/** The call that a path means which goes on from a list with the id of an element that has a service. */
function elementCall(call: Call, service: string): Call | undefined {
  const [id, named, ...rest] = call.trail;
  if (id === undefined || !isId(id) || !serviceOf(service)) return undefined;
  const method = named === undefined ? call.implied : methodNamed(service, named);
  const type = typeOf(service);
  const goesOn = type !== undefined && propertyGot(type, method) !== undefined;
  return {
    ...call,
    service,
    id,
    method,
    trail: goesOn ? rest : [],
    args: goesOn ? call.args : [...rest, ...call.args],
  };
}

/** A method of an element, which must be in the list that the path went through. */
function onElement(getter: ReadMethod, property: string, inner: Call, method: Method): Method {
  const check = async (session: ReadSession, call: Call): Promise<void> => {
    const isNumber = /^\d+$/.test(String(inner.id));
    const wanted = isNumber
      ? { id: { operation: Number(inner.id) } }
      : { globalIdentifier: { operation: `_= ${inner.id}` } };
    const filter = { [property]: wanted };
    const listed = { ...call, trail: [], mask: maskOf('mask[id]'), filter, limit: noLimit };
    const { total } = await getter.run(session, listed);
    if (total === 0) throw notFound(inner.id);
  };
  if (method.access === 'read') {
    return reads(async (session, call) => {
      await check(session, call);
      return method.run(session, inner);
    });
  }
  return writes(async (session, call) => {
    await check(session, call);
    return method.run(session, inner);
  });
}

const notImplemented = (what: string): Fault =>
  new Fault('SoftLayer_Exception_NotImplemented', `${what} is not implemented by this server.`);
