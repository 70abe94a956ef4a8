/** What a simulated program prints: some lines when it starts, then one line of a cycle every so often. */
export interface LogScript {
  readonly onStart: readonly string[];
  /** Printed in turn, for ever; empty: nothing more is printed. */
  readonly cycle: readonly string[];
  /** Seconds between two lines of the cycle. */
  readonly everySeconds: number;
}

export const defaultLogScript: LogScript = {
  onStart: ['Starting', 'Listening on port 80'],
  cycle: ['GET / 200', 'GET /favicon.ico 404', 'GET /health 200'],
  everySeconds: 10,
};

export interface LogLine {
  /** World time, in milliseconds. */
  readonly at: number;
  readonly text: string;
}

/**
 * The lines that a program which began at `startedAt` has printed in `[since, now]`, oldest first. A pure function
 * of its arguments: reading the tail, following, and reading since a time always agree.
 */
export function logLines(
  script: LogScript,
  startedAt: number,
  now: number,
  options: { readonly since?: number; readonly tail?: number } = {},
): LogLine[] {
  const since = Math.max(options.since ?? startedAt, startedAt);
  const limit = options.tail ?? Number.POSITIVE_INFINITY;
  if (now < startedAt || limit <= 0) return [];
  const period = script.everySeconds * 1000;
  const lines: LogLine[] = [];
  if (script.cycle.length > 0 && period > 0) {
    const last = Math.floor((now - startedAt) / period);
    // Backwards from now: a program that has run for a year costs no more than one that just began.
    for (let n = last; n >= 1 && lines.length < limit; n--) {
      const at = startedAt + n * period;
      if (at < since) break;
      lines.push({ at, text: script.cycle[(n - 1) % script.cycle.length]! });
    }
  }
  for (const text of script.onStart.toReversed()) {
    if (lines.length >= limit || startedAt < since) break;
    lines.push({ at: startedAt, text });
  }
  return lines.reverse();
}
