import type { HttpCall } from '../http/call.js';
import type { HttpResponse } from '../http/pipeline.js';
import * as errors from './errors.js';
import type { Fault } from './wire/protocol.js';
import { decodeResponse } from './xmlrpc/decode.js';

/** Longer answers are data: the longest faults (recorded) are lists of a few hundred names. */
const longestFault = 64 * 1024;

/**
 * The fault that an answer of either transport holds, whatever its status: faults travel with 200
 * over XML-RPC, and so does REST's `{"error": "Internal Error", "code": …}` at times (observed).
 */
export function faultOf(response: HttpResponse): Fault | undefined {
  const { bytes = Buffer.from(response.body) } = response;
  if (bytes.byteLength > longestFault) return undefined;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const begin = text.toString('latin1', 0, 64);
  if (/^\s*\{\s*"(error|code)"/.test(begin)) return jsonFault(text.toString(), response.status);
  const isXml = begin.includes('<') && (text.includes('<fault') || text.includes('<error>'));
  return isXml ? xmlFault(bytes, text.toString()) : undefined;
}

function xmlFault(bytes: Uint8Array, text: string): Fault | undefined {
  try {
    const answer = decodeResponse(bytes);
    return answer.kind === 'fault' ? answer : undefined;
  } catch {
    const [, faultString] =
      /^\s*(?:<\?xml[^>]*>)?\s*<root>.*<error>([^<]*)<\/error>/s.exec(text) ?? [];
    if (faultString === undefined) return undefined;
    const [, faultCode = 'SoftLayer_Exception'] = /<code>([^<]*)<\/code>/.exec(text) ?? [];
    return { faultCode, faultString };
  }
}

function jsonFault(text: string, status: number): Fault | undefined {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { error, code, ...others } = body as Record<string, unknown>;
  if (typeof error !== 'string') return undefined;
  // An answer of success is a fault only when it is exactly one.
  if (status < 300 && (typeof code !== 'string' || Object.keys(others).length > 0))
    return undefined;
  return { faultCode: typeof code === 'string' ? code : String(status), faultString: error };
}

/** The error for an answer of failure. */
export function toError(call: HttpCall, response: HttpResponse): errors.SoftLayerApiError {
  const fault = faultOf(response);
  if (fault) return new (classOf(fault, response.status))(call, response, fault);
  const text = response.body.trim().slice(0, 2000);
  const faultString =
    text === ''
      ? `SoftLayer answered ${response.status} to ${call.operation} without a word.`
      : text;
  const ErrorClass = byStatus(response.status) ?? errors.SoftLayerTransportError;
  return new ErrorClass(call, response, { faultCode: String(response.status), faultString });
}

/**
 * What a status says about repeating: 429 for the fault of the rate limit, 500 for the two that
 * speak of overload, and for all others one that repeating cannot mend; REST sends nearly
 * every refusal with 500 (documented).
 */
export function retryStatus(response: HttpResponse): number {
  const fault = faultOf(response);
  if (!fault) return response.status;
  if (isRateLimit(fault)) return 429;
  if (isOverload(fault)) return 500;
  return response.status < 500 ? response.status : 400;
}

type ErrorClass = typeof errors.SoftLayerApiError<number>;

/** The codes of XML-RPC itself. */
const byCode: Readonly<Record<string, ErrorClass>> = {
  '-32700': errors.SoftLayerNotWellFormedError,
  '-32701': errors.SoftLayerUnsupportedEncodingError,
  '-32702': errors.SoftLayerInvalidCharacterError,
  '-32600': errors.SoftLayerSpecViolationError,
  '-32601': errors.SoftLayerMethodNotFoundError,
  '-32602': errors.SoftLayerInvalidMethodParametersError,
  '-32603': errors.SoftLayerInternalError,
  '-32500': errors.SoftLayerApplicationError,
  '-32400': errors.SoftLayerRemoteSystemError,
  '-32300': errors.SoftLayerTransportError,
};

function classOf(fault: Fault, status: number): ErrorClass {
  const { faultCode, faultString } = fault;
  const known = Object.hasOwn(byCode, faultCode) ? byCode[faultCode] : undefined;
  if (known) return known;
  if (isRateLimit(fault)) return errors.SoftLayerRateLimitError;
  if (isOverload(fault)) return errors.SoftLayerInternalError;
  if (isLogin(fault)) return errors.SoftLayerAuthenticationError;
  if (/_(PermissionDenied|AccessDenied)$/.test(faultCode)) return errors.SoftLayerPermissionError;
  if (/_(ObjectNotFound|NotFound)$/.test(faultCode)) return errors.SoftLayerNotFoundError;
  // On v3.1 unknown services and methods come with the common code (recorded).
  if (/^Service does not exist|is not a valid method for this service/.test(faultString)) {
    return errors.SoftLayerMethodNotFoundError;
  }
  return byStatus(status) ?? errors.SoftLayerApiError;
}

function byStatus(status: number): ErrorClass | undefined {
  if (status === 401) return errors.SoftLayerAuthenticationError;
  if (status === 403) return errors.SoftLayerPermissionError;
  if (status === 404) return errors.SoftLayerNotFoundError;
  return status === 429 ? errors.SoftLayerRateLimitError : undefined;
}

const isRateLimit = ({ faultCode }: Fault): boolean => faultCode.endsWith('RateLimitExceeded');

/** `v3` answers a bad login with the service's name as code (observed). */
const isLogin = ({ faultCode, faultString }: Fault): boolean =>
  /Authentication_AccessTokenValidation$|EncryptedToken_Expired$/.test(faultCode) ||
  /^SoftLayer_(?!Exception)/.test(faultCode) ||
  /invalid api token/i.test(faultString);

const isOverload = ({ faultCode, faultString }: Fault): boolean =>
  faultCode === 'SOAP-ENV:Server' ||
  (faultCode === 'SoftLayer_Exception_Public' && faultString === 'Internal Error');
