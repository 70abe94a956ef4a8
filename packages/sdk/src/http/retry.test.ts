import { describe, expect, it } from 'vitest';
import type { HttpCall, Method } from './call.js';
import { callWith, networkError, responseWith } from './call.test.helper.js';
import { ConnectionError } from './connection-error.js';
import { ManualClock } from './manual-clock.js';
import type { HttpResponse, Next } from './pipeline.js';
import { retry } from './retry.js';
import { RetryTokens } from './retry-tokens.js';

type Outcome = HttpResponse | string;

/** Runs the step over scripted outcomes: a response, or the code of a network error. */
async function run(
  outcomes: Outcome[],
  options: {
    call?: HttpCall;
    tokens?: RetryTokens;
    random?: number;
    maxAttempts?: number;
    statusOf?: (response: HttpResponse) => number;
  } = {},
) {
  const clock = new ManualClock({ skipSleeps: true });
  const { call = callWith(), tokens = new RetryTokens(), random = 0.5, maxAttempts = 4 } = options;
  const { statusOf } = options;
  const next: Next = async (attempt) => {
    const outcome = outcomes.shift() ?? responseWith(200);
    if (typeof outcome === 'string') throw new ConnectionError(attempt, networkError(outcome));
    return outcome;
  };
  const step = retry({ clock, random: () => random, tokens, maxAttempts, statusOf });
  const result = await step(call, next).catch((error: unknown) => error);
  return { result, call, sleeps: clock.sleeps };
}

const post = () => callWith({ method: 'POST', body: '{}' });

describe('retry', () => {
  it.each([408, 429, 500, 502, 503, 504])('repeats a read after status %i', async (status) => {
    const { result, call } = await run([responseWith(status)]);
    expect(result).toMatchObject({ status: 200 });
    expect(call.attempts).toBe(2);
  });

  it.each([400, 401, 403, 404, 409, 501])('does not repeat after status %i', async (status) => {
    const { result, call } = await run([responseWith(status)]);
    expect(result).toMatchObject({ status });
    expect(call.attempts).toBe(1);
  });

  it.each<Method>(['POST', 'PUT', 'PATCH', 'DELETE'])('does not repeat a %s', async (method) => {
    expect((await run([responseWith(503)], { call: callWith({ method }) })).call.attempts).toBe(1);
    expect((await run(['ECONNRESET'], { call: callWith({ method }) })).call.attempts).toBe(1);
  });

  it('repeats a POST that is marked replayable', async () => {
    const call = callWith({ method: 'POST', replayable: true });
    const { result } = await run(['ECONNRESET', responseWith(502)], { call });
    expect(result).toMatchObject({ status: 200 });
    expect(call.attempts).toBe(3);
    expect(call.lostAnswers).toBe(2);
  });

  it('repeats a POST that certainly never left', async () => {
    const { call } = await run(['ECONNREFUSED'], { call: post() });
    expect(call.attempts).toBe(2);
    expect(call.lostAnswers).toBe(0);
  });

  it('does not count a refusal for too many requests as a lost answer', async () => {
    const call = callWith({ method: 'POST', replayable: true });
    await run([responseWith(429)], { call });
    expect(call.lostAnswers).toBe(0);
  });

  it('repeats a POST that was refused unread, and no read that must not be repeated', async () => {
    expect((await run([responseWith(429)], { call: post() })).call.attempts).toBe(2);
    const once = callWith({ replayable: false });
    expect((await run([responseWith(503)], { call: once })).call.attempts).toBe(1);
  });

  it('judges an answer by the status that the vendor means', async () => {
    const statusOf = ({ body }: HttpResponse) => Number(body);
    const busy = await run([responseWith(200, {}, '429'), responseWith(200, {}, '200')], {
      call: post(),
      statusOf,
    });
    expect(busy.call.attempts).toBe(2);
    const lasting = await run([responseWith(500, {}, '400')], { statusOf });
    expect(lasting.result).toMatchObject({ status: 500 });
    expect(lasting.call.attempts).toBe(1);
  });

  it('does not repeat what repeating cannot mend', async () => {
    expect((await run(['DEPTH_ZERO_SELF_SIGNED_CERT'])).call.attempts).toBe(1);
    expect((await run(['ENOTFOUND'])).call.attempts).toBe(1);
  });

  it('gives the last failure after the last attempt', async () => {
    const failing = () => responseWith(503);
    const { result, call } = await run([failing(), failing(), failing(), failing()]);
    expect(result).toMatchObject({ status: 503 });
    expect(call.attempts).toBe(4);
    const lost = await run(['ECONNRESET', 'ECONNRESET'], { maxAttempts: 2 });
    expect(lost.result).toMatchObject({ kind: 'connection', attempts: 2 });
  });

  it('pauses at random below a limit that doubles', async () => {
    const { sleeps } = await run(['ECONNRESET', 'ECONNRESET', 'ECONNRESET'], { random: 0.5 });
    expect(sleeps).toEqual([50, 100, 200]);
    expect((await run(['ECONNRESET'], { random: 0 })).sleeps).toEqual([0]);
  });

  it('pauses longer for an overloaded server', async () => {
    expect((await run([responseWith(503)], { random: 0.5 })).sleeps).toEqual([250]);
  });

  it('obeys Retry-After in seconds and as a date', async () => {
    const seconds = await run([responseWith(503, { 'retry-after': '7' })]);
    expect(seconds.sleeps).toEqual([7000]);
    const date = new Date(Date.UTC(2026, 0, 1) + 9000).toUTCString();
    const dated = await run([responseWith(429, { 'retry-after': date })]);
    expect(dated.sleeps).toEqual([9000]);
  });

  it('does not begin a pause that would outlast the deadline', async () => {
    const call = callWith();
    call.dueAt = Date.UTC(2026, 0, 1) + 5000;
    const { result, sleeps } = await run([responseWith(503, { 'retry-after': '5' })], { call });
    expect(result).toMatchObject({ status: 503 });
    expect(sleeps).toEqual([]);
  });

  it('stops repeating when the calls of a client have used the budget up', async () => {
    const tokens = new RetryTokens(2);
    const lost = () => ['ECONNRESET', 'ECONNRESET', 'ECONNRESET', 'ECONNRESET'];
    expect((await run(lost(), { tokens })).call.attempts).toBe(3);
    expect((await run(lost(), { tokens })).call.attempts).toBe(1);
    for (let i = 0; i < 5; i++) await run([], { tokens });
    expect((await run(lost(), { tokens })).call.attempts).toBe(2);
  });

  it('ends its pause when the call is stopped', async () => {
    const clock = new ManualClock();
    const call = callWith();
    const step = retry({ clock, random: () => 0.5, tokens: new RetryTokens(), maxAttempts: 4 });
    const result = step(call, async () => responseWith(503));
    await clock.untilSleeps(1);
    call.stop.abort('enough');
    await expect(result).rejects.toBe('enough');
    expect(clock.pending).toBe(0);
  });
});
