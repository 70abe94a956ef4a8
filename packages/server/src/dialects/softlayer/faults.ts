/** An error in the vendor's own words: an exception name over XML-RPC, and a status besides over REST. */
export class Fault extends Error {
  override readonly name = 'Fault';
  constructor(
    /** `SoftLayer_Exception_ObjectNotFound`, or a number from -32700 to -32300 as text. */
    readonly code: string,
    message: string,
    /** HTTP status over REST; XML-RPC answers 200. */
    readonly status = 500,
    /** Seconds, where the caller should wait. */
    readonly retryAfter?: number,
  ) {
    super(message);
  }
}

export const notFound = (id: unknown): Fault =>
  new Fault('SoftLayer_Exception_ObjectNotFound', `Unable to find object with id of '${id}'.`, 404);

export const unknownService = (): Fault => new Fault('-32601', 'Service does not exist', 404);

/** v3 has other words for it over XML-RPC (documented). */
export class UnknownMethodFault extends Fault {
  static readonly v3 = new Fault('-32601', 'server error. requested method not found', 404);
}

export const unknownMethod = (method: string): Fault =>
  new UnknownMethodFault(
    'SoftLayer_Exception_Public',
    `Function ("${method}") is not a valid method for this service.`,
    404,
  );

export const noObject = (service: string, method: string): Fault =>
  new Fault(
    'SoftLayer_Exception',
    `Object does not exist to execute method on. (${service}::${method})`,
  );

export const missingProperty = (property: string): Fault =>
  new Fault(
    'SoftLayer_Exception_MissingCreationProperty',
    `The property '${property}' must be set to create an instance of 'SoftLayer_Virtual_Guest'.`,
  );

export const invalidValue = (property: string, hint = ''): Fault =>
  new Fault(
    'SoftLayer_Exception_InvalidValue',
    `Invalid value provided for '${property}'.${hint === '' ? '' : ` ${hint}`}`,
  );

export const badRequest = (message = 'Bad request'): Fault =>
  new Fault('SoftLayer_Exception_WebService_BadRequest', message, 400);

/** Recorded of guests and documented of servers alike. */
export const outstandingTransaction = (): Fault =>
  publicFault('There is currently an outstanding transaction for this server.');

export const publicFault = (message: string): Fault =>
  new Fault('SoftLayer_Exception_Public', message);
