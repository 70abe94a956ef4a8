import { ArgumentError } from '../http/argument-error.js';
import type { CallerOptions } from '../http/http-client.js';
import { methodFilter, wireFilter } from './object-filter.js';
import { maskText } from './object-mask.js';
import { methodOf, shortName } from './schema.js';
import type { WireCall } from './transports/wire-call.js';
import type { XmlRpcInput } from './xmlrpc/values.js';

/** What every call takes beside the method's own arguments. */
export interface CallOptions extends CallerOptions {
  /** The object that the method is called on: its id, or its global identifier. */
  readonly id?: number | string | undefined;
  /** What the result shall hold: text of any of the vendor's spellings, or a tree with `true` as leaves. */
  readonly mask?: string | object | undefined;
  /** Which objects a list shall hold, as it travels. */
  readonly filter?: object | undefined;
  /** Objects at most; 0 and undefined are all. */
  readonly limit?: number | undefined;
  /** Objects left out at the beginning. */
  readonly offset?: number | undefined;
  /** Further headers of HTTP. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** How much of a call is checked and completed by the table of the API. */
export interface CallChecks {
  /** Names in masks. */
  readonly masks: boolean;
  /** Names in filters; also puts a getter's own property around a filter. */
  readonly filters: boolean;
}

/**
 * A call in the terms of the wire.
 *
 * @throws ArgumentError for what cannot be sent.
 */
export function wireCall(
  service: string,
  method: string,
  args: readonly unknown[],
  options: CallOptions,
  checks: CallChecks,
): WireCall {
  const { id, mask, filter, limit, offset, headers } = options;
  const name = fullName(checkedName('service', service));
  const facts = methodOf(shortName(name), checkedName('method', method));
  return {
    result: facts?.result,
    service: name,
    method,
    id: checkedId(id),
    args: wireArguments(args),
    mask: maskText(mask, checks.masks ? facts?.result : undefined),
    filter: checks.filters && facts ? methodFilter(filter, facts) : wireFilter(filter),
    limit: checkedCount('limit', limit) || undefined,
    offset: checkedCount('offset', offset),
    headers: lowerCase(headers),
  };
}

/** `SoftLayer_Account` for `Account`; three names have another prefix (observed). */
export function fullName(service: string): string {
  return /^(SoftLayer_|BluePages_Search|IntegratedOfferingTeam_Region)/.test(service)
    ? service
    : `SoftLayer_${service}`;
}

function checkedName(what: 'service' | 'method', name: unknown): string {
  if (typeof name === 'string' && /^\w+$/.test(name)) return name;
  throw wrong(what, 'must be a name of the API, such as `Account` or `getObject`');
}

function checkedId(id: unknown): string | number | undefined {
  if (id === undefined || id === null) return undefined;
  if (Number.isSafeInteger(id) || (typeof id === 'string' && id !== ''))
    return id as string | number;
  throw wrong('id', 'must be a whole number or a text that is not empty');
}

function checkedCount(what: string, count: unknown): number | undefined {
  if (count === undefined || count === null) return undefined;
  if (Number.isSafeInteger(count) && (count as number) >= 0) return count as number;
  throw wrong(what, 'must be a whole number from 0');
}

function lowerCase(headers: CallOptions['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
}

/** Null and undefined at the end are arguments left out (documented). */
function wireArguments(args: readonly unknown[]): XmlRpcInput[] {
  const values = args.map((value, i) => wireValue(value, `argument ${i + 1}`, 1));
  while (values.length > 0 && values.at(-1) === null) values.pop();
  return values;
}

function wireValue(value: unknown, where: string, depth: number): XmlRpcInput {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'undefined':
      return null;
    case 'number':
      if (Number.isFinite(value)) return value;
      break;
    case 'object': {
      if (value === null) return null;
      if (value instanceof Uint8Array) return value;
      if (value instanceof Date && Number.isFinite(value.getTime())) return rfc3339(value);
      if (depth > 60) throw wrong(where, 'is nested too deeply, or holds itself');
      if (Array.isArray(value)) return value.map((item) => wireValue(item, where, depth + 1));
      const prototype = Object.getPrototypeOf(value);
      if (prototype !== null && prototype !== Object.prototype) break;
      return Object.fromEntries(
        Object.entries(value)
          .filter(([, member]) => member !== undefined)
          .map(([name, member]) => [name, wireValue(member, `${where}.${name}`, depth + 1)]),
      );
    }
  }
  const what =
    typeof value === 'object' ? 'an object with a class of its own' : `a ${typeof value}`;
  throw wrong(where, `holds ${what}, which the API has no form for`);
}

/** With seconds and a numeric zone, as the API writes times itself. */
const rfc3339 = (date: Date): string => `${date.toISOString().slice(0, 19)}+00:00`;

const wrong = (argument: string, what: string): ArgumentError =>
  new ArgumentError(argument, `The SoftLayer client's \`${argument}\` ${what}.`, 'SoftLayer');
