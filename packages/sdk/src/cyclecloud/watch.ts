import { AbortError } from '../http/abort-error.js';
import { ArgumentError } from '../http/argument-error.js';
import { ConnectionError } from '../http/connection-error.js';
import type { CallerOptions, HttpClient } from '../http/http-client.js';
import { HttpError } from '../http/http-error.js';
import { sleep } from '../http/sleep.js';
import { TimeoutError } from '../http/timeout-error.js';
import type { NodeList, NodeRecord } from './wire.js';

/** What happened to a node between two looks. */
export type NodeChange =
  /** It was not there before; the first look reports every node so. */
  | { readonly kind: 'appeared'; readonly node: NodeRecord }
  /** Its `Status`, `TargetState` or `StatusMessage` changed. */
  | { readonly kind: 'changed'; readonly node: NodeRecord; readonly previous: NodeRecord }
  /** Its record is no more; `node` is as it was last seen. */
  | { readonly kind: 'gone'; readonly node: NodeRecord };

export interface WatchOptions {
  /** Ends the watch with an AbortError. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Seconds between two looks while something happens. The pause grows to ten times that while
   * nothing does, or while the server cannot be reached. Default 1.
   */
  readonly interval?: number | undefined;
  /** Told of every failed look that the watch survives. */
  readonly onError?: ((error: Error) => void) | undefined;
}

const growth = 1.5;
const longest = 10;

/**
 * Looks at a list of nodes again and again, and gives what changed. What comes and goes between two
 * looks is not seen. A node that took the name of another is another node: they are told apart by
 * `NodeId`.
 */
export async function* watchNodes(
  http: HttpClient,
  list: (options: CallerOptions) => Promise<NodeList>,
  options: WatchOptions = {},
): AsyncGenerator<NodeChange, void, undefined> {
  const { interval = 1, onError } = options;
  if (!(interval > 0)) {
    throw new ArgumentError('interval', 'The `interval` of a watch must be above 0.', http.vendor);
  }
  const signals = [http.signal, options.signal].filter((signal) => signal !== undefined);
  const signal = AbortSignal.any(signals);
  let seen: ReadonlyMap<string, NodeRecord> = new Map();
  let factor = 1;
  for (;;) {
    factor = Math.min(factor * growth, longest);
    try {
      const { nodes } = await list({ signal: options.signal });
      const now = new Map(nodes.map((node) => [node.NodeId, node]));
      for (const change of changesBetween(seen, now)) {
        factor = 1;
        yield change;
      }
      seen = now;
    } catch (error) {
      if (!passes(error)) throw error;
      onError?.(error);
    }
    const pause = interval * 1000 * factor * (0.75 + http.random() * 0.5);
    try {
      await sleep(http.clock, pause, signal);
    } catch (reason) {
      throw new AbortError('watch', reason, { vendor: http.vendor });
    }
  }
}

function* changesBetween(
  before: ReadonlyMap<string, NodeRecord>,
  now: ReadonlyMap<string, NodeRecord>,
): Generator<NodeChange> {
  for (const [id, node] of before) if (!now.has(id)) yield { kind: 'gone', node };
  for (const [id, node] of now) {
    const previous = before.get(id);
    if (!previous) yield { kind: 'appeared', node };
    else if (!looksAlike(previous, node)) yield { kind: 'changed', node, previous };
  }
}

const looksAlike = (one: NodeRecord, other: NodeRecord): boolean =>
  one.Status === other.Status &&
  one.TargetState === other.TargetState &&
  (one.StatusMessage ?? '') === (other.StatusMessage ?? '');

/** Whether the next look may succeed: the network, a restart or an overload is in the way. */
function passes(error: unknown): error is Error {
  if (error instanceof ConnectionError) return error.transient;
  if (error instanceof TimeoutError) return true;
  return error instanceof HttpError && (error.status >= 500 || [408, 429].includes(error.status));
}
