import type { FastifyRequest } from 'fastify';
import type { Clock } from '../clock.js';
import { RateLimiter } from '../security/limiter.js';
import { HttpProblem } from './problem.js';

/** Refuses requests of one credential (or, without one, address) that come faster than `perSecond`. */
export function rateGate(perSecond: number, realClock: Clock): (request: FastifyRequest) => void {
  const limiter = new RateLimiter({ perSecond, realClock });
  return (request) => {
    const caller = request.headers.authorization ?? request.ip;
    const wait = limiter.take(caller);
    if (wait <= 0) return;
    throw new HttpProblem(
      'rate-limited',
      `Rate limit of ${perSecond} requests for every 1 second(s) exceeded.`,
      { retryAfter: Math.ceil(wait / 1000) },
    );
  };
}
