import { encodeFault, XmlRpcParseError, type XmlRpcProblem } from '@pileus/sdk/softlayer/xmlrpc';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HttpProblem } from '../../http/problem.js';
import { RefusedError } from '../../inventory/errors.js';
import { AuthenticationError } from '../../security/authenticator.js';
import { ForbiddenError } from '../../security/roles.js';
import { ConflictError, StoreUnavailableError } from '../../store/store.js';
import {
  badRequest,
  Fault,
  outstandingTransaction,
  publicFault,
  UnknownMethodFault,
  unknownService,
} from './faults.js';
import { extensionOf, restBody, restTypes } from './rest-codec.js';

/** Answers anything that was thrown: a fault with status 200 over XML-RPC, status and body over REST. */
export function fail(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const fault = faultOf(error);
  if (fault === internal || fault === unavailable) {
    request.log.error({ err: error }, 'Internal error');
  }
  const [path = ''] = request.url.split('?');
  if (/^\/xmlrpc(\/|$)/i.test(path)) return xmlRpcFault(fault, error, path, reply);
  const extension = extensionOf(path);
  return reply
    .code(fault.status)
    .headers({
      'content-type': restTypes[extension],
      ...(fault.retryAfter !== undefined && { 'retry-after': String(fault.retryAfter) }),
    })
    .send(restBody({ error: fault.message, code: restCode(fault) }, extension));
}

/** Over XML-RPC a status other than 200 hides the fault from every client. */
function xmlRpcFault(fault: Fault, error: unknown, path: string, reply: FastifyReply) {
  const [, , version, service = ''] = path.split('/');
  const { code, message } = version === 'v3' ? inV3(fault, error, service) : fault;
  return reply.code(200).header('content-type', 'text/xml').send(encodeFault(code, message));
}

/** What `/xmlrpc/v3` says differently: Libcloud knows bad credentials by the service's name (observed). */
function inV3(fault: Fault, error: unknown, service: string): Fault {
  if (error instanceof AuthenticationError && service !== '') {
    return new Fault(service, fault.message);
  }
  return fault instanceof UnknownMethodFault ? UnknownMethodFault.v3 : fault;
}

/** The numeric codes and the one of SOAP belong to XML-RPC. */
const restCode = ({ code }: Fault): string =>
  code.startsWith('SoftLayer_') ? code : 'SoftLayer_Exception_Public';

const internal = new Fault('SOAP-ENV:Server', 'Internal Error');
const unavailable = new Fault('SOAP-ENV:Server', 'Internal Error', 503);

const parseCodes: Readonly<Record<XmlRpcProblem, string>> = {
  'not-well-formed': '-32700',
  'unsupported-encoding': '-32701',
  'invalid-character': '-32702',
  'not-xml-rpc': '-32600',
  'too-large': '-32600',
  'too-deep': '-32600',
};

const parseTexts: Readonly<Record<string, string>> = {
  '-32600': 'server error. invalid xml-rpc. not conforming to spec',
  '-32700': 'parse error. not well formed',
  '-32701': 'parse error. unsupported encoding',
  '-32702': 'parse error. invalid character for encoding',
};

function faultOf(error: unknown): Fault {
  if (error instanceof Fault) return error;
  if (error instanceof XmlRpcParseError) {
    const code = parseCodes[error.problem];
    return new Fault(code, parseTexts[code]!, 400);
  }
  if (error instanceof AuthenticationError) return authenticationFault(error);
  if (error instanceof ForbiddenError) {
    return new Fault('SoftLayer_Exception_PermissionDenied', error.message);
  }
  if (error instanceof RefusedError) return refusalFault(error);
  if (error instanceof ConflictError) return publicFault(error.message);
  if (error instanceof HttpProblem) return problemFault(error);
  return error instanceof StoreUnavailableError ? unavailable : internal;
}

/** Clients look for the words "Invalid API token" (observed: slcli). */
function authenticationFault({ code, message }: AuthenticationError): Fault {
  if (code === 'expired-token') {
    return new Fault(
      'SoftLayer_Exception_Account_Authentication_AccessTokenValidation',
      'Expired Token',
    );
  }
  const text = code === 'locked-out' ? `Invalid API token. ${message}` : 'Invalid API token.';
  return new Fault('SoftLayer_Exception', text, 401);
}

function refusalFault({ code, message }: RefusedError): Fault {
  switch (code) {
    case 'not-found':
    case 'gone':
      return new Fault('SoftLayer_Exception_ObjectNotFound', message, 404);
    case 'busy':
      return outstandingTransaction();
    case 'invalid':
      return new Fault('SoftLayer_Exception_InvalidValue', message);
    case 'forbidden':
      return new Fault('SoftLayer_Exception_AccessDenied', message);
    default:
      return publicFault(message);
  }
}

function problemFault({ kind, message, details }: HttpProblem): Fault {
  switch (kind) {
    case 'no-route':
      return unknownService();
    case 'method':
      // XML-RPC is always posted; REST has no other verbs than those of its routes.
      return new Fault('-32600', message, 405);
    case 'too-large':
      return new Fault('SoftLayer_Exception_WebService_BadRequest', message, 413);
    case 'rate-limited':
      return new Fault(
        'SoftLayer_Exception_WebService_RateLimitExceeded',
        message,
        429,
        details.retryAfter,
      );
    default:
      return badRequest(message);
  }
}
