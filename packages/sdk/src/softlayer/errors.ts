import type { HttpCall } from '../http/call.js';
import { HttpError } from '../http/http-error.js';
import type { HttpResponse } from '../http/pipeline.js';
import type { Fault } from './wire/protocol.js';

/**
 * The API refused a call. `faultCode` is the name of the vendor's exception and `faultString` its
 * text, over both transports; `status` is the status of HTTP, which is 200 for every fault over
 * XML-RPC.
 */
export class SoftLayerApiError<Status extends number = number> extends HttpError<Status> {
  /** `SoftLayer_Exception_ObjectNotFound`; the status when the answer names no exception. */
  readonly faultCode: string;
  /** The text alone. It is the error's message, too. */
  readonly faultString: string;

  constructor(call: HttpCall, response: HttpResponse, fault: Fault) {
    super(call, response, { message: fault.faultString, code: fault.faultCode });
    this.faultCode = fault.faultCode;
    this.faultString = this.message;
  }

  static {
    SoftLayerApiError.prototype.name = 'SoftLayerApiError';
  }
}

/** No such object, or one that the caller may not see. */
export class SoftLayerNotFoundError extends SoftLayerApiError {
  static {
    SoftLayerNotFoundError.prototype.name = 'SoftLayerNotFoundError';
  }
}

/** Wrong user, key or token, or an expired one. */
export class SoftLayerAuthenticationError extends SoftLayerApiError {
  static {
    SoftLayerAuthenticationError.prototype.name = 'SoftLayerAuthenticationError';
  }
}

/** The user may not do this. */
export class SoftLayerPermissionError extends SoftLayerApiError {
  static {
    SoftLayerPermissionError.prototype.name = 'SoftLayerPermissionError';
  }
}

/** Too many calls in too short a time; thrown when repeating did not help. */
export class SoftLayerRateLimitError extends SoftLayerApiError {
  static {
    SoftLayerRateLimitError.prototype.name = 'SoftLayerRateLimitError';
  }
}

/** The server could not read the request: the base of the next three. */
export class SoftLayerParseError extends SoftLayerApiError {
  static {
    SoftLayerParseError.prototype.name = 'SoftLayerParseError';
  }
}

/** Fault -32700. */
export class SoftLayerNotWellFormedError extends SoftLayerParseError {
  static {
    SoftLayerNotWellFormedError.prototype.name = 'SoftLayerNotWellFormedError';
  }
}

/** Fault -32701. */
export class SoftLayerUnsupportedEncodingError extends SoftLayerParseError {
  static {
    SoftLayerUnsupportedEncodingError.prototype.name = 'SoftLayerUnsupportedEncodingError';
  }
}

/** Fault -32702. */
export class SoftLayerInvalidCharacterError extends SoftLayerParseError {
  static {
    SoftLayerInvalidCharacterError.prototype.name = 'SoftLayerInvalidCharacterError';
  }
}

/** The server failed: the base of the next two, and `SOAP-ENV:Server`. */
export class SoftLayerServerError extends SoftLayerApiError {
  static {
    SoftLayerServerError.prototype.name = 'SoftLayerServerError';
  }
}

/** Fault -32600. */
export class SoftLayerSpecViolationError extends SoftLayerServerError {
  static {
    SoftLayerSpecViolationError.prototype.name = 'SoftLayerSpecViolationError';
  }
}

/** Fault -32603, or "Internal Error": overload, or more data than one answer can hold. */
export class SoftLayerInternalError extends SoftLayerServerError {
  static {
    SoftLayerInternalError.prototype.name = 'SoftLayerInternalError';
  }
}

/** Fault -32601: no such service or method. */
export class SoftLayerMethodNotFoundError extends SoftLayerApiError {
  static {
    SoftLayerMethodNotFoundError.prototype.name = 'SoftLayerMethodNotFoundError';
  }
}

/** Fault -32602. */
export class SoftLayerInvalidMethodParametersError extends SoftLayerApiError {
  static {
    SoftLayerInvalidMethodParametersError.prototype.name = 'SoftLayerInvalidMethodParametersError';
  }
}

/** Fault -32500. */
export class SoftLayerApplicationError extends SoftLayerApiError {
  static {
    SoftLayerApplicationError.prototype.name = 'SoftLayerApplicationError';
  }
}

/** Fault -32400. */
export class SoftLayerRemoteSystemError extends SoftLayerApiError {
  static {
    SoftLayerRemoteSystemError.prototype.name = 'SoftLayerRemoteSystemError';
  }
}

/** Fault -32300, or a status of failure from something that does not speak the API. */
export class SoftLayerTransportError extends SoftLayerApiError {
  static {
    SoftLayerTransportError.prototype.name = 'SoftLayerTransportError';
  }
}
