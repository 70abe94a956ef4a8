import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock, WorldClock } from '../clock.js';
import type { Authenticator, Principal } from '../security/authenticator.js';
import type { Vault } from '../security/vault.js';
import type { Store } from '../store/store.js';
import type { Answerer } from './routing.js';

/** What every dialect is given. */
export interface ServerContext {
  readonly store: Store;
  readonly vault: Vault;
  readonly authenticator: Authenticator;
  readonly clock: WorldClock;
  readonly realClock: Clock;
  /** The URL under which clients see the server; absent: what the request says. */
  readonly publicUrl: string | undefined;
}

/** One vendor's API, or the server's own. */
export interface DialectPlugin {
  readonly name: Answerer;
  /** Registers the routes; the instance is the plugin's own (its hooks and parsers reach nobody else). */
  register(app: FastifyInstance, context: ServerContext): void | Promise<void>;
  /**
   * Answers anything that was thrown, in the vendor's own form: the inventory's `RefusedError`, the
   * security's errors, `HttpProblem`, the store's errors, and whatever else (an internal error, whose text
   * stays in the log).
   */
  fail(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the dialect's authentication. */
    principal: Principal | null;
    /** The Content-Type as it was sent; the header itself is overwritten, so that any body is read. */
    sentType: string;
  }
}

/** The caller of an authenticated route. */
export function principalOf(request: FastifyRequest): Principal {
  if (request.principal) return request.principal;
  throw new Error(`Route ${request.routeOptions.url} was reached without authentication.`);
}

export type Log = FastifyBaseLogger;
