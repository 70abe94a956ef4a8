import type { FastifyRequest } from 'fastify';
import { parseJson } from '../../http/json.js';
import { redact, redacted, redactText } from '../../security/redact.js';
import { textIn } from './codec.js';

/** What an action tells of the call that made it. */
export interface StoredRequest {
  readonly method: string;
  readonly path: string;
  readonly ip: string;
  readonly userAgent: string;
  readonly body: string;
}

const longestBody = 16 * 1024;

/** The request as an action shows it, without secrets. A query is left out: it may hold credentials. */
export const storedRequest = (request: FastifyRequest): Readonly<Record<string, unknown>> =>
  ({
    method: request.method,
    path: (request.originalUrl.split('?')[0] ?? '').replace(/\/{2,}/g, '/'),
    ip: request.ip,
    userAgent: redactText(request.headers['user-agent'] ?? '').slice(0, 512),
    body: bodyWithoutSecrets(textIn(request)),
  }) satisfies StoredRequest as unknown as Readonly<Record<string, unknown>>;

function bodyWithoutSecrets(body: string): string {
  if (body.length > longestBody) return `[${body.length} characters]`;
  let value: unknown;
  try {
    value = parseJson(body);
  } catch {
    return redactText(body).replaceAll('\0', '');
  }
  return JSON.stringify(withoutVariables(redact(value), value));
}

/** Any environment variable may hold a secret, whatever its name: their values are never kept. */
function withoutVariables(safe: unknown, original: unknown): unknown {
  const variables = (original as { container_envvars?: unknown } | null)?.container_envvars;
  if (typeof safe !== 'object' || safe === null || variables === undefined) return safe;
  if (!Array.isArray(variables)) return { ...safe, container_envvars: redacted };
  return {
    ...safe,
    container_envvars: variables.map((variable: { key?: unknown } | null) => ({
      key: typeof variable?.key === 'string' ? variable.key : redacted,
      value: redacted,
    })),
  };
}
