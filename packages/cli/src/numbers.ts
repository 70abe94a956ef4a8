import { InvalidArgumentError } from 'commander';

/** Reads a number above 0. */
export function positive(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('It must be a number above 0.');
}

/** Reads a pace: 0 is none, and the server takes 100,000 at most. */
export function speed(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (value >= 0 && value <= 100_000) return value;
  throw new InvalidArgumentError('It must be a number from 0 to 100000.');
}

/** Reads 0, 1, 2 and so on. */
export function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number.');
}

/** Reads 1, 2, 3 and so on. */
export function counting(text: string): number {
  const value = wholeNumber(text);
  if (value > 0) return value;
  throw new InvalidArgumentError('It must be 1 or more.');
}
