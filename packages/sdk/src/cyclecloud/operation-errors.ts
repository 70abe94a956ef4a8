import { type ErrorFacts, PileusError } from '../http/error.js';
import type { NodeFailure, Progress } from './progress.js';

/** Nodes named in a message; `failures` has them all. */
const mostNamed = 50;

/** The operation is over and some of its nodes did not reach their target. */
export class OperationFailedError extends PileusError {
  declare readonly kind: 'operation';
  readonly failures: readonly NodeFailure[];
  readonly progress: Progress;

  constructor(progress: Progress, facts: ErrorFacts) {
    const { failures, total } = progress;
    const named = failures.slice(0, mostNamed).map(sentence);
    const more = failures.length - named.length;
    if (more > 0) named.push(`and ${more} more`);
    const what = `${failures.length} of ${total} nodes failed in ${facts.operation}`;
    super('operation', `${what}: ${named.join('; ')}.`, facts);
    this.failures = failures;
    this.progress = progress;
  }

  static {
    OperationFailedError.prototype.name = 'OperationFailedError';
  }
}

function sentence({ name, reason }: NodeFailure): string {
  const text = reason.replace(/[.\s]+$/, '');
  return name === undefined ? text : `${name}: ${text}`;
}

/** The operation was not over when the caller's time was. It goes on at the server. */
export class OperationTimeoutError extends PileusError {
  declare readonly kind: 'timeout';
  /** The limit, in seconds. */
  readonly timeout: number;
  /** As last seen; undefined when not even one answer came. */
  readonly progress: Progress | undefined;

  constructor(timeout: number, progress: Progress | undefined, facts: ErrorFacts) {
    const seen = progress
      ? `${progress.done} of ${progress.total} nodes were done`
      : 'the server did not answer';
    super('timeout', `${facts.operation} was not over after ${timeout} s: ${seen}.`, facts);
    this.timeout = timeout;
    this.progress = progress;
  }

  static {
    OperationTimeoutError.prototype.name = 'OperationTimeoutError';
  }
}
