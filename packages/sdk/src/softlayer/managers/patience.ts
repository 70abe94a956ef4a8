import { type Clock, type Random, realClock, realRandom } from '../../http/clock.js';
import type { CallerOptions } from '../../http/http-client.js';
import { sleep } from '../../http/sleep.js';
import {
  SoftLayerApplicationError,
  SoftLayerRemoteSystemError,
  SoftLayerServerError,
} from '../errors.js';

export interface PatienceOptions {
  /** Default the real one. */
  readonly clock?: Clock | undefined;
  readonly random?: Random | undefined;
}

/**
 * Makes a call that may be repeated again while the server itself fails: four times in all, after 5, 10
 * and 20 seconds and up to 5 more each, as softlayer-python does when it sets tags (observed).
 */
export async function patiently<T>(
  call: () => Promise<T>,
  { clock = realClock, random = realRandom }: PatienceOptions,
  { signal }: CallerOptions = {},
): Promise<T> {
  for (let pause = 5; pause <= 20; pause *= 2) {
    try {
      return await call();
    } catch (error) {
      if (!isServersFault(error)) throw error;
    }
    await sleep(clock, (pause + random() * 5) * 1000, signal);
  }
  return call();
}

const isServersFault = (error: unknown): boolean =>
  error instanceof SoftLayerServerError ||
  error instanceof SoftLayerApplicationError ||
  error instanceof SoftLayerRemoteSystemError;
