import { randomUUID } from 'node:crypto';
import { type Random, realRandom } from './clock.js';

/** A version 4 uuid: from the system's secure source, or from the random numbers of a test. */
export function uuid(random: Random): string {
  if (random === realRandom) return randomUUID();
  const digit = (from: number, count: number): string =>
    (from + Math.floor(random() * count)).toString(16);
  const pattern = 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx';
  return pattern.replace(/[xy]/g, (place) => (place === 'y' ? digit(8, 4) : digit(0, 16)));
}
