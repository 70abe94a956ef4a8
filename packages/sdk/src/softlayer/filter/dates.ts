const US = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:[ T](\d{1,2}):(\d{1,2})(?::(\d{1,2}))?)?$/;
const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i;

/**
 * Milliseconds since the epoch for `mm/dd/yyyy[ h:m:s]` and ISO 8601 (space or T, any fraction,
 * zone optional); null for anything else. A date without a zone is read as UTC, since the filter
 * does not say whose zone is meant.
 */
export function parseFilterDate(text: string): number | null {
  const us = US.exec(text.trim());
  if (us !== null) {
    const [, month, day, year, hour = '0', minute = '0', second = '0'] = us;
    return instant([year, month, day, hour, minute, second]);
  }
  const iso = ISO.exec(text.trim());
  if (iso === null) return null;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = iso;
  const at = instant([year, month, day, hour, minute, second]);
  if (at === null) return null;
  return at + Number(fraction.padEnd(3, '0').slice(0, 3)) - zoneOffset(zone);
}

/** Whether a date names a day as a whole: it has no time of day, or midnight. */
export function isWholeDay(text: string): boolean {
  return !/[1-9]/.test(
    text
      .trim()
      .split(/[ T]/)[1]
      ?.replace(/[+-].*$/, '') ?? '',
  );
}

function instant(parts: readonly (string | undefined)[]): number | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number);
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  if (day < 1 || day > days || hour > 23 || minute > 59 || second > 60) return null;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function zoneOffset(zone: string | undefined): number {
  if (zone === undefined || zone.toUpperCase() === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}
