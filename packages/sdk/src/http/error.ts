/** What is known about the call that failed. A key is absent when it does not apply. */
export interface ErrorFacts {
  /** The vendor as people write it: `CycleCloud`. */
  readonly vendor?: string | undefined;
  /** The client's method: `createNodes`. */
  readonly operation?: string | undefined;
  readonly method?: string | undefined;
  /** Without credentials. */
  readonly url?: string | undefined;
  /** The HTTP status of the last answer. */
  readonly status?: number | undefined;
  /** The vendor's own error code, class or fault name. */
  readonly code?: string | undefined;
  /** How many times the request was tried. */
  readonly attempts?: number | undefined;
  /** The server's id of the request (`x-request-id`). */
  readonly requestId?: string | undefined;
  readonly cause?: unknown;
}

/** What went wrong, for a `switch`. */
export type ErrorKind =
  | 'argument'
  | 'http'
  | 'response'
  | 'timeout'
  | 'abort'
  | 'connection'
  | 'operation';

/** The base of every error that the SDK throws. Its message is one sentence for people. */
export class PileusError extends Error {
  readonly kind: ErrorKind;
  declare readonly vendor?: string;
  declare readonly operation?: string;
  declare readonly method?: string;
  declare readonly url?: string;
  declare readonly status?: number;
  declare readonly code?: string;
  declare readonly attempts?: number;
  declare readonly requestId?: string;

  constructor(kind: ErrorKind, message: string, facts: ErrorFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.kind = kind;
    for (const [key, value] of Object.entries(facts)) {
      if (key !== 'cause' && value !== undefined) Object.assign(this, { [key]: value });
    }
  }

  static {
    PileusError.prototype.name = 'PileusError';
  }
}
