import { ArgumentError } from '../http/argument-error.js';
import { basicToken } from '../http/auth.js';

/** How a client signs its requests, and what must never be shown of it. */
export interface Credentials {
  /** The `Authorization` header. CycleCloud takes HTTP Basic on every request; there is no login. */
  readonly authorization: string;
  readonly secrets: readonly string[];
}

/** @throws ArgumentError when user or password is missing, or the user holds a colon. */
export function basicCredentials(username: string, password: string): Credentials {
  if (username.includes(':')) {
    const message = "The CycleCloud client's `username` must not hold a colon.";
    throw new ArgumentError('username', message, 'CycleCloud');
  }
  const token = basicToken(username, password);
  return { authorization: `Basic ${token}`, secrets: [password, token] };
}

/** @throws ArgumentError naming the key when `value` is not a non-empty string. */
export function required(key: string, value: unknown, hint: string): string {
  if (typeof value === 'string' && value !== '') return value;
  const message = `The CycleCloud client needs \`${key}\`: ${hint}.`;
  throw new ArgumentError(key, message, 'CycleCloud');
}
