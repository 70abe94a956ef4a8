import type { FastifyRequest } from 'fastify';
import type { Clock } from '../clock.js';
import { RateLimiter } from '../security/limiter.js';
import { HttpProblem } from './problem.js';

/** How many callers one address may stand for: a changed header must not be a way around the limit. */
const callersPerAddress = 10;

/**
 * Refuses requests of one credential (or, without one, address) that come faster than `perSecond`, and those
 * of one address that come ten times as fast.
 */
export function rateGate(perSecond: number, realClock: Clock): (request: FastifyRequest) => void {
  const callers = new RateLimiter({ perSecond, realClock });
  const addresses = new RateLimiter({ perSecond: perSecond * callersPerAddress, realClock });
  return (request) => {
    const caller = request.headers.authorization ?? request.ip;
    const wait = Math.max(callers.take(caller), addresses.take(request.ip));
    if (wait <= 0) return;
    throw new HttpProblem(
      'rate-limited',
      `Rate limit of ${perSecond} requests for every 1 second(s) exceeded.`,
      { retryAfter: Math.ceil(wait / 1000) },
    );
  };
}
