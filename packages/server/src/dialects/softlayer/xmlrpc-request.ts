import { decodeRequest, type XmlRpcValue } from '@pileus/sdk/softlayer/xmlrpc';
import type { FastifyRequest } from 'fastify';
import type { AuthenticateStruct } from './auth.js';
import { type Call, type Limit, noLimit } from './call.js';
import { Fault } from './faults.js';
import { maskOf } from './masks.js';
import { fullName } from './services/index.js';

export interface XmlRpcCall {
  readonly call: Call;
  readonly authenticate: AuthenticateStruct | undefined;
}

type Struct = Readonly<Record<string, unknown>>;

const isStruct = (value: unknown): value is Struct =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The call of an XML-RPC request. Its first parameter holds the headers; those of one service are told by the
 * ends of their names (as the vendor's own test server does).
 *
 * @throws {XmlRpcParseError | Fault}
 */
export function xmlRpcCall(request: FastifyRequest): XmlRpcCall {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const { methodName, params } = decodeRequest(body);
  const [first, ...rest] = params.map(plain);
  const headers = isStruct(first) && isStruct(first.headers) ? first.headers : undefined;
  const args = headers ? rest : params.map(plain);
  while (args.length > 0 && (args.at(-1) === null || args.at(-1) === undefined)) args.pop();
  const ending = (text: string): unknown =>
    Object.entries(headers ?? {}).find(([name]) => name.endsWith(text))?.[1];
  const service = fullName((request.params as { service: string }).service);
  const init = ending('InitParameters');
  const mask = ending('ObjectMask');
  const authenticate = headers?.authenticate;
  return {
    call: {
      service,
      method: methodName,
      id: isStruct(init) ? idOf(init.id) : undefined,
      args,
      mask: maskOf(isStruct(mask) ? mask.mask : undefined),
      filter: ending('ObjectFilter'),
      limit: limitOf(headers?.resultLimit),
      trail: [],
      implied: 'getObject',
    },
    authenticate: isStruct(authenticate) ? authenticate : undefined,
  };
}

function idOf(id: unknown): string | number | undefined {
  if (id === undefined || id === null || id === '') return undefined;
  if (typeof id === 'number' || typeof id === 'string') return id;
  throw new Fault('-32602', 'server error. invalid method init parameters');
}

function limitOf(value: unknown): Limit {
  if (!isStruct(value)) return noLimit;
  const number = (each: unknown) => {
    const whole = Math.floor(typeof each === 'object' ? 0 : Number(each));
    return Number.isFinite(whole) && whole > 0 ? whole : 0;
  };
  return { limit: number(value.limit), offset: number(value.offset) };
}

/** Base64 stands for text: Libcloud sends generated keys so (observed). */
function plain(value: XmlRpcValue): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as Record<string, XmlRpcValue>).map(([key, member]) => [
      key,
      plain(member),
    ]),
  );
}
