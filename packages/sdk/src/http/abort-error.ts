import { type ErrorFacts, PileusError } from './error.js';

/** The caller's signal ended a call or a wait. `cause` is the signal's reason. */
export class AbortError extends PileusError {
  declare readonly kind: 'abort';
  declare readonly operation: string;

  constructor(operation: string, reason: unknown, facts: ErrorFacts = {}) {
    const message = `${operation} was aborted by its caller.`;
    super('abort', message, { ...facts, operation, cause: reason });
  }

  static {
    AbortError.prototype.name = 'AbortError';
  }
}
