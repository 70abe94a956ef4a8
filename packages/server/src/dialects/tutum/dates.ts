import type { TutumDate } from '@pileus/sdk/tutum/wire';

/** Milliseconds as `Sun, 6 Apr 2014 17:59:42 +0000`: the day of the month has no leading zero. */
export function formatDate(ms: number): string {
  const [day, date, month, year, time] = new Date(ms).toUTCString().split(' ');
  return `${day} ${Number(date)} ${month} ${year} ${time} +0000`;
}

export const dateOf = (ms: number | null): TutumDate => (ms === null ? null : formatDate(ms));

/** Reads the same form, or ISO 8601; undefined when it is neither. */
export function parseDate(text: string): number | undefined {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}
