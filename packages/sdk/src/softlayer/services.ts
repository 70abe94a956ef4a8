import type { ApiPromise } from '../http/api-promise.js';
import { ArgumentError } from '../http/argument-error.js';
import type { Services } from './generated/services.js';
import type { PagedOptions } from './iterate.js';
import { isObject, type MethodFacts, methodOf, shortName } from './schema.js';
import { type CallOptions, fullName } from './wire-options.js';

/** What a service needs to carry out its methods. */
export interface ServiceCalls {
  call(
    service: string,
    method: string,
    args: readonly unknown[],
    options: CallOptions,
  ): ApiPromise<unknown>;
  iterate(
    service: string,
    method: string,
    args: readonly unknown[],
    options: PagedOptions,
  ): AsyncIterableIterator<unknown>;
}

/** Where a client keeps what its services need. */
export const serviceCalls = Symbol('serviceCalls');

/** An object whose properties `Account`, `SoftLayer_Account` and so on are made when first asked for. */
class Lookup {
  declare readonly [serviceCalls]: ServiceCalls;
}

// The proxy stands behind the prototype: what a client has of its own is found before it.
Object.setPrototypeOf(
  Lookup.prototype,
  new Proxy(Object.prototype, {
    get(target, name, client: Lookup) {
      if (typeof name !== 'string' || !/^[A-Z]\w*$/.test(name)) {
        return Reflect.get(target, name, client);
      }
      const service = serviceOf(client[serviceCalls], fullName(name), undefined);
      Object.defineProperty(client, name, { value: service });
      return service;
    },
  }),
);

/** The base of a client: every service of the API as a property. */
export const ServiceAccess = Lookup as unknown as abstract new () => Services;

type Method = (...args: unknown[]) => ApiPromise<unknown>;

/** One service, its methods made when first asked for. */
function serviceOf(calls: ServiceCalls, service: string, id: string | number | undefined): object {
  const made = new Map<string, unknown>();
  return new Proxy(Object.create(null), {
    get(_target, name) {
      // Not a promise, although it may be awaited by accident.
      if (typeof name !== 'string' || name === 'then' || !/^[a-z]\w*$/.test(name)) return undefined;
      let method = made.get(name);
      if (method === undefined) {
        method =
          name === 'id'
            ? (other: string | number) => serviceOf(calls, service, other)
            : methodFor(calls, service, name, id);
        made.set(name, method);
      }
      return method;
    },
  });
}

function methodFor(
  calls: ServiceCalls,
  service: string,
  method: string,
  id: string | number | undefined,
): Method {
  const facts = methodOf(shortName(service), method);
  const where = `${service.replace(/^SoftLayer_/, '')}.${method}`;
  const bound = id === undefined ? {} : { id };
  const call: Method = (...args) => {
    const [parameters, options] = split(args, facts, where, callOptions);
    return calls.call(service, method, parameters, { ...bound, ...options });
  };
  const iterate = (...args: unknown[]) => {
    const [parameters, options] = split(args, facts, where, pagedOptions);
    return calls.iterate(service, method, parameters, { ...bound, ...options });
  };
  return Object.assign(call, { iterate });
}

const callOptions: ReadonlySet<string> = new Set([
  ...['id', 'mask', 'filter', 'limit', 'offset', 'signal', 'headers', 'timeout'],
]);
const pagedOptions: ReadonlySet<string> = new Set([...callOptions, 'pageSize', 'concurrency']);

/**
 * Tells a method's own arguments from the options after them. Options may also stand in the place of
 * a value, where they cannot be meant as one.
 */
function split(
  args: readonly unknown[],
  facts: MethodFacts | undefined,
  where: string,
  known: ReadonlySet<string>,
): [parameters: readonly unknown[], options: object] {
  const refuse = (what: string): never => {
    throw new ArgumentError('args', `${where} ${what}.`, 'SoftLayer');
  };
  const last = args.at(-1);
  const count = facts?.parameters.length ?? args.length;
  const parameter = facts?.parameters[args.length - 1];
  const early = isOptions(last, known) && (parameter ? !isObject(parameter) : args.length > count);
  const most = !facts && isOptions(last, known) ? args.length - 1 : count;
  if (args.length > most + 1) {
    return refuse(`takes ${most} arguments and then options; it got ${args.length} arguments`);
  }
  const options = early ? last : args[most];
  if (options === undefined) return [args.slice(0, most), {}];
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    return refuse(`takes an object of options after its ${most} arguments`);
  }
  const unknown = Object.keys(options).find((key) => !known.has(key));
  if (unknown !== undefined) {
    return refuse(`knows no option \`${unknown}\`; there are ${[...known].join(', ')}`);
  }
  return [args.slice(0, early ? args.length - 1 : most), options];
}

const isOptions = (value: unknown, known: ReadonlySet<string>): value is object =>
  typeof value === 'object' &&
  value !== null &&
  Object.getPrototypeOf(value) === Object.prototype &&
  Object.keys(value).length > 0 &&
  Object.keys(value).every((key) => known.has(key));
