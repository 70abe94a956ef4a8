export type AuthenticationCode =
  /** No credentials were sent, or none that can be read. */
  | 'missing'
  | 'bad-credentials'
  /** Too many bad attempts from this address; `retryAfter` says when the next may be made. */
  | 'locked-out'
  /** The credentials are right, but the user may not log in. */
  | 'disabled'
  | 'expired-token';

const messages: Readonly<Record<AuthenticationCode, string>> = {
  missing: 'Authentication is required.',
  'bad-credentials': 'The user name, password or API key is not right.',
  'locked-out': 'Too many bad attempts to log in; try again later.',
  disabled: 'This user is disabled.',
  'expired-token': 'The token has expired.',
};

/** The caller is not known. Dialects answer it in their vendor's form (400, 401 or a fault). */
export class AuthenticationError extends Error {
  override readonly name = 'AuthenticationError';
  constructor(
    readonly code: AuthenticationCode,
    message: string = messages[code],
    /** Seconds. */
    readonly retryAfter?: number,
  ) {
    super(message);
  }
}
