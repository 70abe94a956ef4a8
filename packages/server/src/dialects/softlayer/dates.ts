import type { DateTimeText } from '@pileus/sdk/softlayer/wire';

/** Milliseconds as the service writes a date, in UTC: `2013-11-06T14:38:36+00:00`. */
export const dateText = (ms: number): DateTimeText =>
  `${new Date(ms).toISOString().slice(0, 19)}+00:00`;

export const dateOrNull = (ms: number | null): DateTimeText | null =>
  ms === null ? null : dateText(ms);
