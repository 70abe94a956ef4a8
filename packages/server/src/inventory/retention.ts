const hour = 3_600_000;

/** How long what a request left behind is kept. Everything else stays for ever. */
export const retention = {
  /** Answers for `Idempotency-Key`: real milliseconds. */
  answersMs: 24 * hour,
  /** The event log: world milliseconds, and rows at most. */
  eventsMs: 30 * 24 * hour,
  events: 1_000_000,
} as const;
