import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ServerContext } from '../http/context.js';
import type { Metrics } from '../http/metrics.js';
import { RefusedError } from '../inventory/errors.js';
import type { Principal } from '../security/authenticator.js';
import type { Role } from '../store/tables.js';

export interface AdminContext extends ServerContext {
  readonly metrics: Metrics;
}

/** What a handler is given: everything validated. */
export interface AdminCall<P, Q, B> {
  readonly context: AdminContext;
  readonly principal: Principal;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** One route: its schemas are what is validated, and what the OpenAPI document says. */
export interface AdminRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/pileus/v1`; parameters as `:name`. */
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly role: Role;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Answers the JSON body, or undefined when it has answered by itself (204 for DELETE). */
  readonly handle: (call: AdminCall<never, never, never>) => unknown;
}

interface Typed<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>
  extends Omit<AdminRoute, 'handle' | 'params' | 'query' | 'body'> {
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly handle: (call: AdminCall<z.output<P>, z.output<Q>, z.output<B>>) => unknown;
}

/** Ties a handler's types to its schemas. */
export const route = <
  P extends z.ZodType = z.ZodType<Record<string, never>>,
  Q extends z.ZodType = z.ZodType<Record<string, never>>,
  B extends z.ZodType = z.ZodType<undefined>,
>(
  definition: Typed<P, Q, B>,
): AdminRoute => definition as unknown as AdminRoute;

/** @throws {RefusedError} `invalid`, naming each field that is wrong. */
export function validated(schema: z.ZodType | undefined, value: unknown, where: string): unknown {
  if (!schema) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    (issue) => `${[where, ...issue.path.map(String)].join('.')}: ${issue.message}`,
  );
  throw new RefusedError('invalid', problems.join('; '), where);
}

export const page = {
  limit: z.coerce.number().int().min(1).max(1000).default(100).describe('Rows to answer at most.'),
  after: z.coerce
    .number()
    .int()
    .min(0)
    .default(0)
    .describe('Answer rows whose id is higher: the `id` of the last row of the page before.'),
};
