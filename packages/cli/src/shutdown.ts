import { type Clock, realClock } from '@pileus/sdk/clock';

/** The signals that ask a server to stop. */
const stopSignals = ['SIGINT', 'SIGTERM'] as const;

type StopSignal = (typeof stopSignals)[number];

/** The part of `process` that is needed here. */
export interface SignalSource {
  on(signal: StopSignal, listener: () => void): unknown;
  off(signal: StopSignal, listener: () => void): unknown;
}

export interface Shutdown {
  /** Aborts at the first signal. */
  readonly signal: AbortSignal;
  /** Resolves at the first signal. */
  readonly requested: Promise<void>;
  /** Gives the signals back. */
  release(): void;
}

/**
 * A second signal means "at once". One that follows faster than this is the first one again: Ctrl-C
 * reaches every process of the terminal, and npm passes its own copy on to its child.
 */
const sameKeystroke = 500;

/**
 * Listens for SIGINT and SIGTERM. The first asks to stop gracefully, a second one calls `exitNow`
 * with the exit code that shells give to that signal.
 */
export function listenForShutdown(
  source: SignalSource,
  clock: Clock,
  exitNow: (code: number) => void,
): Shutdown {
  const controller = new AbortController();
  let firstAt: number | undefined;
  const listenerOf = (exitCode: number) => () => {
    if (firstAt === undefined) {
      firstAt = clock.now();
      controller.abort(new Error('Interrupted'));
    } else if (clock.now() - firstAt >= sameKeystroke) {
      exitNow(exitCode);
    }
  };
  const listeners = { SIGINT: listenerOf(128 + 2), SIGTERM: listenerOf(128 + 15) };
  for (const signal of stopSignals) source.on(signal, listeners[signal]);
  return {
    signal: controller.signal,
    requested: new Promise((resolve) => {
      controller.signal.addEventListener('abort', () => resolve(), { once: true });
    }),
    release: () => {
      for (const signal of stopSignals) source.off(signal, listeners[signal]);
    },
  };
}

/** Listens on this process, for commands that end by themselves: the first signal aborts them. */
export const stopRequests = (): Shutdown =>
  listenForShutdown(process, realClock, (code) => process.exit(code));
