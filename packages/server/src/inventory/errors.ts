import type { Refusal } from './verbs.js';

export type RefusalCode =
  | Refusal
  | 'not-found'
  | 'invalid'
  | 'conflict'
  | 'forbidden'
  /** The caller's idempotency token was used before. */
  | 'duplicate-request';

/**
 * The inventory refuses a command: nothing was changed. Each dialect answers in its vendor's own
 * error form; the message is one sentence for a person and holds no secret.
 */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';

  constructor(
    readonly code: RefusalCode,
    message: string,
    /** Which field or thing of the request, in inventory names. */
    readonly subject?: string,
  ) {
    super(message);
  }
}
