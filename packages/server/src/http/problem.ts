/** What went wrong before or around a dialect's own code. */
export type ProblemKind =
  /** No route has this path. */
  | 'no-route'
  /** The path exists, but not with this method. */
  | 'method'
  /** The request line or a path parameter cannot be read. */
  | 'bad-url'
  | 'too-large'
  /** The body is not what the dialect speaks. */
  | 'malformed'
  | 'rate-limited';

/** A request that cannot be served, to be answered in the vendor's own error form. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';

  constructor(
    readonly kind: ProblemKind,
    message: string,
    readonly details: {
      /** Methods that the path has. */
      readonly allow?: readonly string[];
      /** Seconds after which to try again. */
      readonly retryAfter?: number;
    } = {},
  ) {
    super(message);
  }
}

/** Fastify's own errors, as problems; anything else as it is. */
export function toProblem(error: unknown): unknown {
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new HttpProblem('too-large', 'The request body is larger than this server accepts.');
    case 'FST_ERR_BAD_URL':
      return new HttpProblem('bad-url', 'The URL cannot be decoded.');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new HttpProblem('malformed', 'The request body does not match its headers.');
  }
  return statusCode === 414 ? new HttpProblem('bad-url', 'The URL is too long.') : error;
}
