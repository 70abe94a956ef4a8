import type { PlanOptions } from '../planner.js';
import type { RemoveWay } from './cluster-port.js';

/** Seconds: for all arrays, or by array with `default` for the rest. */
export type Timeout = number | Readonly<Record<string, number>>;

/** How the loop decides. */
export interface LoopSettings {
  readonly plan?: PlanOptions;
  /** How long a ready node may be without a job. Default 300. */
  readonly idleTimeout?: Timeout;
  /** How long a node may take until it is ready. Default 1800. */
  readonly bootTimeout?: Timeout;
  /** How nodes go that are not needed. Default `shutdown`: as each node's own policy says. */
  readonly scaleDown?: RemoveWay;
  /** What becomes of failed nodes. Default `replace`. */
  readonly failedNodes?: 'replace' | 'keep';
  /** Which nodes may be stopped: those that the loop made, or all of the arrays. Default `own`. */
  readonly manage?: 'own' | 'all';
}

export type Decided = Required<Omit<LoopSettings, 'plan'>> & Pick<LoopSettings, 'plan'>;

export const withDefaults = (settings: LoopSettings): Decided => ({
  idleTimeout: 300,
  bootTimeout: 1800,
  scaleDown: 'shutdown',
  failedNodes: 'replace',
  manage: 'own',
  ...settings,
});

/** In milliseconds. */
export function timeoutOf(timeout: Timeout, nodearray: string, fallback: number): number {
  const seconds = typeof timeout === 'number' ? timeout : (timeout[nodearray] ?? timeout.default);
  return (seconds ?? fallback) * 1000;
}
