import { AbortError } from '../../../http/abort-error.js';
import { ArgumentError } from '../../../http/argument-error.js';
import type { Clock } from '../../../http/clock.js';
import { sleep } from '../../../http/sleep.js';

/** The parts of a device that tell whether it is ready. */
export interface Readiness {
  readonly provisionDate?: string | null;
  readonly activeTransaction?: {
    readonly id?: number | null;
    readonly transactionStatus?: { readonly friendlyName?: string | null } | null;
  } | null;
  readonly lastOperatingSystemReload?: { readonly id?: number | null } | null;
}

export const readinessMask =
  'mask[id, lastOperatingSystemReload[id], activeTransaction, provisionDate]';

/** What a look at a device showed. */
export interface ReadinessProgress {
  readonly ready: boolean;
  /** What is under way, in words. */
  readonly transaction: string | undefined;
  /** Seconds since the wait began. */
  readonly elapsed: number;
}

export interface WaitOptions {
  /** Seconds for the whole wait; 0 looks once. */
  readonly timeout?: number | undefined;
  /** Seconds between two looks. Default 10. */
  readonly interval?: number | undefined;
  /** Ends the wait. */
  readonly signal?: AbortSignal | undefined;
  /** Told after every look. */
  readonly onProgress?: ((progress: ReadinessProgress) => void) | undefined;
}

export interface ReadyOptions extends WaitOptions {
  /** True: no transaction of any kind may run. Default false: only provisioning and reloads count. */
  readonly pending?: boolean | undefined;
}

/** A device is ready when it was provisioned and its system is not being reloaded. */
export function isReady(device: Readiness, pending: boolean): boolean {
  const running = device.activeTransaction?.id;
  const reloading = Boolean(running) && device.lastOperatingSystemReload?.id === running;
  return Boolean(device.provisionDate) && !reloading && !(pending && running);
}

/**
 * Looks at a device until it is ready.
 *
 * @returns false when the time ran out before.
 * @throws (rejects) ArgumentError for times that cannot be; AbortError; the error of a call.
 */
export async function waitUntilReady(
  look: (signal: AbortSignal | undefined) => Promise<Readiness>,
  {
    timeout,
    interval = 10,
    pending = false,
    signal,
    onProgress,
  }: ReadyOptions & { timeout: number },
  clock: Clock,
): Promise<boolean> {
  seconds('timeout', timeout, timeout >= 0);
  seconds('interval', interval, interval > 0);
  const start = clock.now();
  for (;;) {
    const device = await look(signal);
    const ready = isReady(device, pending);
    const elapsed = (clock.now() - start) / 1000;
    const transaction = device.activeTransaction?.transactionStatus?.friendlyName ?? undefined;
    onProgress?.({ ready, transaction, elapsed });
    if (ready) return true;
    if (elapsed >= timeout) return false;
    try {
      await sleep(clock, Math.min(interval, timeout - elapsed) * 1000, signal);
    } catch (reason) {
      throw new AbortError('waitForReady', reason, { vendor: 'SoftLayer' });
    }
  }
}

function seconds(name: string, value: number, possible: boolean): void {
  if (Number.isFinite(value) && possible) return;
  throw new ArgumentError(
    name,
    `The \`${name}\` of a wait must be a number of seconds ${name === 'timeout' ? 'from' : 'above'} 0.`,
    'SoftLayer',
  );
}
