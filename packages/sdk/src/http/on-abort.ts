import type { Cancel } from './clock.js';

/** The part of `AbortSignal` that the pipeline needs; `CallSignal` has it too. */
export interface StopSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

interface FanOut {
  readonly callbacks: Set<() => void>;
  readonly listener: () => void;
}

const fanOuts = new WeakMap<StopSignal, FanOut>();

/**
 * Calls `fn` when the signal aborts. However many calls share a signal, it gets one listener: Node
 * warns of a leak from the eleventh on. The last cancellation takes the listener off again.
 */
export function onAbort(signal: StopSignal, fn: () => void): Cancel {
  const fanOut = fanOuts.get(signal) ?? open(signal);
  // A callback of its own, since the same function may be given twice.
  const callback = (): void => fn();
  fanOut.callbacks.add(callback);
  return () => {
    fanOut.callbacks.delete(callback);
    if (fanOut.callbacks.size === 0 && fanOuts.get(signal) === fanOut) {
      fanOuts.delete(signal);
      signal.removeEventListener('abort', fanOut.listener);
    }
  };
}

function open(signal: StopSignal): FanOut {
  const callbacks = new Set<() => void>();
  const listener = (): void => {
    fanOuts.delete(signal);
    signal.removeEventListener('abort', listener);
    for (const callback of [...callbacks]) callback();
  };
  const fanOut = { callbacks, listener };
  fanOuts.set(signal, fanOut);
  signal.addEventListener('abort', listener);
  return fanOut;
}
