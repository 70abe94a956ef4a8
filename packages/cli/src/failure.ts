/** The command line is wrong: the message says what to write instead. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What the process ends with. */
export const exitCodes = { ok: 0, failure: 1, usage: 2 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The exit code that tells a script what kind of error it was. */
export function exitCodeOf(error: unknown): ExitCode {
  return error instanceof UsageError ? exitCodes.usage : exitCodes.failure;
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
  return messages.filter((message) => message !== '').join(': ') || error.name;
}
