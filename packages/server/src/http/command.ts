import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { crashPoint } from '../crash-points.js';
import { RefusedError } from '../inventory/errors.js';
import { retention } from '../inventory/retention.js';
import type { Awaitable, Tx } from '../store/store.js';
import { principalOf, type ServerContext } from './context.js';
import { answererOf } from './routing.js';

/** A complete answer in the vendor's wire form. */
export interface WireAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The serialised body; absent: an empty one. */
  readonly body?: string;
}

/** The longest body that is kept for replay. */
const longestReplay = 64 * 1024;

/**
 * Runs a command of the authenticated caller and sends its answer. The answer is made inside the
 * transaction, so that a request with an `Idempotency-Key` header is carried out exactly once: its
 * repetition gets the stored answer, even when the first one was lost in a crash.
 *
 * @throws {RefusedError} `conflict` when the key was used with another request.
 */
export async function runCommand(
  context: Pick<ServerContext, 'store' | 'vault'>,
  request: FastifyRequest,
  reply: FastifyReply,
  command: (tx: Tx) => Awaitable<WireAnswer>,
): Promise<FastifyReply> {
  const key = request.headers['idempotency-key'];
  const answer = await context.store.command(
    principalOf(request),
    typeof key === 'string' ? (tx) => once(tx, context.vault, request, key, command) : command,
  );
  crashPoint('response.before');
  return send(reply, answer);
}

export function send(reply: FastifyReply, answer: WireAnswer): FastifyReply {
  reply.code(answer.status);
  if (answer.headers) reply.headers(answer.headers);
  return reply.send(answer.body);
}

async function once(
  tx: Tx,
  vault: ServerContext['vault'],
  request: FastifyRequest,
  key: string,
  command: (tx: Tx) => Awaitable<WireAnswer>,
): Promise<WireAnswer> {
  const dialect = answererOf(request.url);
  const stored = { dialect, key: `header:${key}` };
  const requestHash = hashOf(request);
  const known = await tx.get('idempotency', stored);
  const isOld = known !== undefined && known.at <= tx.realNow - retention.answersMs;
  if (isOld) await tx.delete('idempotency', [known.id]);
  const earlier = isOld ? undefined : known;
  if (earlier) {
    if (earlier.requestHash !== requestHash) {
      throw new RefusedError(
        'conflict',
        `Idempotency-Key "${key}" was used with another request.`,
        'Idempotency-Key',
      );
    }
    return {
      status: earlier.status!,
      headers: { ...earlier.headers, 'idempotency-replayed': 'true' },
      ...(earlier.body !== null && { body: vault.open(earlier.body) }),
    };
  }
  const answer = await command(tx);
  const { body } = answer;
  await tx.insert('idempotency', {
    ...stored,
    requestHash,
    status: answer.status,
    headers: answer.headers ?? {},
    // An answer may hold a password or a key, so it is sealed. A very long one is not kept: its request
    // is not carried out twice all the same.
    body: body === undefined || body.length > longestReplay ? null : vault.seal(body),
    at: tx.realNow,
  });
  return answer;
}

function hashOf(request: FastifyRequest): string {
  const hash = createHash('sha256').update(`${request.method} ${request.url}\n`);
  if (Buffer.isBuffer(request.body)) hash.update(request.body);
  return hash.digest('base64');
}
