import { path, realClock, sleep } from '@pileus/sdk/http';
import { PartialError } from '../failure.js';
import type { Terminal } from '../terminal.js';
import type { AdminServer } from './server.js';
import type { Operation } from './wire.js';

/** An operation did not end in time; it goes on. Exit code 6. */
class WaitTimeoutError extends Error {
  override readonly name = 'WaitTimeoutError';
  readonly kind = 'timeout';
}

const final: ReadonlySet<string> = new Set(['succeeded', 'failed', 'canceled']);
const longestPause = 2_000;

/**
 * Asks until an operation has ended, and tells its course on standard error.
 *
 * @param timeout in seconds; absent: as long as it takes
 * @throws (rejects) WaitTimeoutError; PartialError when some of its steps failed, and Error when none succeeded
 */
export async function waitFor(
  server: AdminServer,
  uid: string,
  timeout: number | undefined,
  terminal: Terminal,
): Promise<Operation> {
  const begun = realClock.now();
  const due = timeout === undefined ? Number.POSITIVE_INFINITY : begun + timeout * 1000;
  let told = '';
  for (let pause = 100; ; pause = Math.min(pause * 1.5, longestPause)) {
    const operation = await server.get<Operation>(path`/operations/${uid}`);
    const course = `${uid}: ${operation.state}, ${operation.succeeded} of ${operation.total} done`;
    if (course !== told) terminal.note(course);
    told = course;
    if (final.has(operation.state)) return ended(operation);
    const left = due - realClock.now();
    if (left <= 0) throw new WaitTimeoutError(`Operation ${uid} goes on after ${timeout} s.`);
    await sleep(realClock, Math.min(pause, left), server.signal);
  }
}

function ended(operation: Operation): Operation {
  if (operation.state === 'succeeded') return operation;
  const message = `Operation ${operation.uid} ${operation.state}: pileus admin operations show ${operation.uid}`;
  throw operation.succeeded > 0 ? new PartialError(message) : new Error(message);
}
