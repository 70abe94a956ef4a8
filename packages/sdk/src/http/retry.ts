import type { HttpCall } from './call.js';
import type { Clock, Random } from './clock.js';
import { ConnectionError } from './connection-error.js';
import { type HttpResponse, headerOf, type Step } from './pipeline.js';
import { parseRetryAfter } from './retry-after.js';
import type { RetryTokens } from './retry-tokens.js';
import { sleep } from './sleep.js';

export interface RetryOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly tokens: RetryTokens;
  /** Attempts in all, the first one included. */
  readonly maxAttempts: number;
  /** The status that decides whether an answer is repeated. Default the answer's own. */
  readonly statusOf?: ((response: HttpResponse) => number) | undefined;
}

/** Statuses that pass: time-out, too many requests, and what a restarting server or proxy says. */
const passing = new Set([408, 429, 500, 502, 503, 504]);

/** Pauses grow from `firstPause` (ms, `busyPause` when the server is overloaded) to `longestPause`. */
const firstPause = 100;
const busyPause = 500;
const longestPause = 10_000;

/**
 * Repeats what failed in passing, when that is safe: reads, calls marked replayable, and any call
 * that certainly did not reach the server or was refused there unread (429). A pause is random up to a limit that doubles each time
 * (full jitter), or what `Retry-After` asks for. A pause that would outlast the deadline is not
 * begun: the caller gets the failure at once.
 */
export function retry(options: RetryOptions): Step {
  const { clock, random, tokens, maxAttempts, statusOf = ownStatus } = options;
  return async (call, next) => {
    for (;;) {
      call.attempts += 1;
      let failure: HttpResponse | ConnectionError;
      let status: number | undefined;
      try {
        const response = await next(call);
        status = statusOf(response);
        if (!passing.has(status)) {
          tokens.succeeded(call.attempts > 1);
          return response;
        }
        failure = response;
      } catch (error) {
        if (!(error instanceof ConnectionError)) throw error;
        failure = error;
      }
      const pause = pauseAfter(failure, status, call.attempts, clock.now(), random);
      const inTime = clock.now() + pause < call.dueAt;
      if (call.attempts < maxAttempts && isSafe(call, failure, status) && inTime && tokens.take()) {
        if (mayHaveRun(failure, status)) call.lostAnswers += 1;
        await sleep(clock, pause, call.stop);
      } else if (failure instanceof ConnectionError) {
        throw failure;
      } else {
        return failure;
      }
    }
  };
}

const ownStatus = (response: HttpResponse): number => response.status;

/** `status` decides about an answer; it is undefined when none came. */
function isSafe(
  call: HttpCall,
  failure: HttpResponse | ConnectionError,
  status: number | undefined,
): boolean {
  if (failure instanceof ConnectionError && !failure.transient) return false;
  return call.replayable || !mayHaveRun(failure, status);
}

/** A server that counts requests (429) has not carried this one out; any other may have. */
function mayHaveRun(failure: HttpResponse | ConnectionError, status: number | undefined): boolean {
  return failure instanceof ConnectionError ? failure.sent : status !== 429;
}

function pauseAfter(
  failure: HttpResponse | ConnectionError,
  status: number | undefined,
  attempts: number,
  now: number,
  random: Random,
): number {
  if (failure instanceof ConnectionError) return jittered(firstPause, attempts, random);
  const asked = parseRetryAfter(headerOf(failure.headers, 'retry-after'), now);
  if (asked !== undefined) return asked;
  const busy = status === 429 || status === 503;
  return jittered(busy ? busyPause : firstPause, attempts, random);
}

function jittered(base: number, attempts: number, random: Random): number {
  return random() * Math.min(longestPause, base * 2 ** (attempts - 1));
}
