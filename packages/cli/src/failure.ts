/** The command line is wrong: the message says what to write instead. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What the user named is not there. Exit code 3. */
export class NotFoundError extends Error {
  override readonly name = 'NotFoundError';
}

/** Some of what was asked was done, and some was not. Exit code 7. */
export class PartialError extends Error {
  override readonly name = 'PartialError';
}

/** The user pressed Ctrl-C, or said no. Exit code 130. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
}

/** What the process ends with; scripts rely on these. */
export const exitCodes = {
  ok: 0,
  failure: 1,
  usage: 2,
  notFound: 3,
  authentication: 4,
  conflict: 5,
  timeout: 6,
  partial: 7,
  rateLimited: 8,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/**
 * The exit code that tells a script what kind of error it was. Errors of the SDK are told by their `kind` and
 * `status`, so that this module need not load the SDK.
 */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof UsageError) return exitCodes.usage;
  if (error instanceof NotFoundError) return exitCodes.notFound;
  if (error instanceof PartialError) return exitCodes.partial;
  if (error instanceof InterruptedError) return exitCodes.interrupted;
  const { kind, status, failures, progress } = error as {
    kind?: unknown;
    status?: unknown;
    failures?: readonly unknown[];
    progress?: { readonly total: number };
  };
  switch (kind) {
    case 'argument':
      return exitCodes.usage;
    case 'timeout':
      return exitCodes.timeout;
    case 'abort':
      return exitCodes.interrupted;
    case 'stale':
      return exitCodes.conflict;
    case 'operation':
      return failures && progress && failures.length < progress.total
        ? exitCodes.partial
        : exitCodes.failure;
  }
  switch (status) {
    // What the user gave makes no sense to the server.
    case 400:
      return exitCodes.usage;
    case 401:
    case 403:
      return exitCodes.authentication;
    case 404:
      return exitCodes.notFound;
    case 409:
      return exitCodes.conflict;
    case 429:
      return exitCodes.rateLimited;
  }
  return exitCodes.failure;
}

/**
 * The text shown for an error: its message, with the causes only where they say something new.
 * The stack is for those who asked for it by `--debug`.
 */
export function describeError(error: unknown, debug: boolean): string {
  if (!(error instanceof Error)) return String(error);
  if (debug) return error.stack ?? error.message;
  const messages = [error.message];
  for (let cause = error.cause; cause instanceof Error; cause = cause.cause) {
    if (!messages.some((message) => message.includes((cause as Error).message))) {
      messages.push(cause.message);
    }
  }
  const told = messages.filter((message) => message !== '');
  if (told.length === 0) return error.name;
  return told.reduce((before, next) =>
    before.endsWith('.') ? `${before} (${next})` : `${before}: ${next}`,
  );
}
