import { AbortError } from '../http/abort-error.js';
import { ArgumentError } from '../http/argument-error.js';
import type { CallerOptions, HttpClient } from '../http/http-client.js';
import { sleep } from '../http/sleep.js';
import { TimeoutError } from '../http/timeout-error.js';
import { OperationFailedError, OperationTimeoutError } from './operation-errors.js';
import { type Expectation, type Progress, ProgressTracker } from './progress.js';
import type { Action } from './targets.js';
import type { NodeList, OperationStatus } from './wire.js';

export interface WaitOptions {
  /** Ends the wait; the operation goes on. */
  readonly signal?: AbortSignal | undefined;
  /** Seconds for the whole wait. Default 3600. */
  readonly timeout?: number | undefined;
  /** Told after every look at the server, the last one included. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Seconds between two looks: the first pause and the longest. Default 0.2 and 2. */
  readonly pollInterval?: { readonly first: number; readonly longest: number } | undefined;
}

/** What a wait needs to know of its operation. */
export interface WaitSubject {
  /** What an error calls it: `create`. */
  readonly label: string;
  /** Undefined: what the server says. */
  readonly action: Action | undefined;
  readonly expected: Expectation;
  list(options: CallerOptions): Promise<NodeList>;
  /** The operation's own entry, for when the list does not carry it. */
  status(options: CallerOptions): Promise<OperationStatus | undefined>;
}

/** A pause grows by this factor until it is the longest. */
const growth = 1.5;

/**
 * Looks at the nodes of an operation until each reached its target or failed.
 *
 * @returns the last progress, without failures.
 * @throws OperationFailedError, OperationTimeoutError, AbortError, or the error of a call.
 */
export async function waitForOperation(
  http: HttpClient,
  subject: WaitSubject,
  options: WaitOptions = {},
): Promise<Progress> {
  const { timeout = 3600, pollInterval = { first: 0.2, longest: 2 } } = options;
  if (!(timeout > 0))
    throw new ArgumentError('timeout', 'The `timeout` of a wait must be above 0.');
  const { clock, random } = http;
  const facts = { vendor: http.vendor, operation: subject.label };
  const signal = anyOf(http.signal, options.signal);
  const tracker = new ProgressTracker(subject.expected);
  const due = clock.now() + timeout * 1000;
  let pause = pollInterval.first * 1000;
  let progress: Progress | undefined;
  for (;;) {
    const left = due - clock.now();
    if (left <= 0) throw new OperationTimeoutError(timeout, progress, facts);
    try {
      progress = await look(subject, tracker, {
        signal: options.signal,
        timeout: Math.min(http.timeout, left) / 1000,
      });
    } catch (error) {
      const over = error instanceof TimeoutError && clock.now() >= due;
      throw over ? new OperationTimeoutError(timeout, progress, facts) : error;
    }
    options.onProgress?.(progress);
    if (progress.finished) {
      if (progress.failures.length > 0) throw new OperationFailedError(progress, facts);
      return progress;
    }
    const jittered = pause * (0.75 + random() * 0.5);
    try {
      await sleep(clock, Math.min(jittered, due - clock.now()), signal);
    } catch (reason) {
      throw new AbortError(subject.label, reason, facts);
    }
    pause = Math.min(pause * growth, pollInterval.longest * 1000);
  }
}

async function look(
  subject: WaitSubject,
  tracker: ProgressTracker,
  options: CallerOptions,
): Promise<Progress> {
  const list = await subject.list(options);
  const operation = list.operation ?? (await subject.status(options));
  const action = subject.action ?? operation?.action ?? 'create';
  return tracker.observe(action, list, operation?.state);
}

function anyOf(
  one: AbortSignal | undefined,
  other: AbortSignal | undefined,
): AbortSignal | undefined {
  return one && other ? AbortSignal.any([one, other]) : (one ?? other);
}
