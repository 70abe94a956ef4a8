import type { HttpCall } from './call.js';
import { CallError } from './call-error.js';

/** Codes of failures that happened before a byte of the request left. */
const unsent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Failures that trying again would only repeat: an unknown host, a certificate that is not trusted. */
const lasting =
  /^(ENOTFOUND|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERR_TLS|ERR_SSL|UND_ERR_INVALID)/;

const hints: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there; check the port of the URL',
  ENOTFOUND: 'the host name is unknown; check the URL',
  EAI_AGAIN: 'the name server did not answer',
  UND_ERR_CONNECT_TIMEOUT: 'the connection could not be opened in time',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed; trust it or turn verification off',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is self-signed; trust it or turn verification off',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS; try http: in the URL',
};

/** No answer came: refused, reset, unknown host, bad certificate. `cause` is the network's error. */
export class ConnectionError extends CallError {
  declare readonly kind: 'connection';
  /** False when the request certainly did not reach the server. */
  readonly sent: boolean;
  /** True when trying again may help. */
  readonly transient: boolean;

  constructor(call: HttpCall, cause: unknown) {
    const code = codeOf(cause);
    const text = hints[code ?? ''] ?? (cause instanceof Error ? cause.message : String(cause));
    super('connection', `${call.vendor} cannot be reached at ${originOf(call)}: ${text}.`, call, {
      code,
      cause,
    });
    this.transient = code === undefined || !lasting.test(code);
    this.sent = this.transient && !unsent.has(code ?? '');
  }

  static {
    ConnectionError.prototype.name = 'ConnectionError';
  }
}

function originOf(call: HttpCall): string {
  return call.redactor.url(call.origin);
}

/** The code of a network error; when every address of a host failed, the first one's. */
function codeOf(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return undefined;
  if ('code' in cause && typeof cause.code === 'string') return cause.code;
  return cause instanceof AggregateError ? codeOf(cause.errors[0]) : undefined;
}
