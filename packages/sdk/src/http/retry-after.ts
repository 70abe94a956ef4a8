const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `Sun, 06 Nov 1994 08:49:37 GMT`. */
const imf = /^\w{3}, (\d{2}) (\w{3}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT$/i;
/** `Sunday, 06-Nov-94 08:49:37 GMT`. */
const rfc850 = /^\w{6,9}, (\d{2})-(\w{3})-(\d{2}) (\d{2}):(\d{2}):(\d{2}) GMT$/i;
/** `Sun Nov  6 08:49:37 1994`. */
const asctime = /^\w{3} (\w{3}) ([ \d]\d) (\d{2}):(\d{2}):(\d{2}) (\d{4})$/i;

/**
 * How long a `Retry-After` header asks to wait: whole seconds or an HTTP date in any of its three
 * forms (RFC 9110, sections 5.6.7 and 10.2.3).
 *
 * @param now milliseconds since 1970.
 * @returns milliseconds, 0 for a date that has passed, undefined when the header is neither form.
 */
export function parseRetryAfter(value: string | undefined, now: number): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const date = parseHttpDate(text, now);
  return date === undefined ? undefined : Math.max(0, date - now);
}

function parseHttpDate(text: string, now: number): number | undefined {
  let match = imf.exec(text);
  if (match) return utc(Number(match[3]), match[2]!, match[1]!, match.slice(4));
  match = asctime.exec(text);
  if (match) return utc(Number(match[6]), match[1]!, match[2]!, match.slice(3, 6));
  match = rfc850.exec(text);
  if (!match) return undefined;
  return utc(fullYear(Number(match[3]), now), match[2]!, match[1]!, match.slice(4));
}

/** Two digits mean the current century, unless that is more than 50 years ahead (RFC 9110). */
function fullYear(digits: number, now: number): number {
  const thisYear = new Date(now).getUTCFullYear();
  const year = thisYear - (thisYear % 100) + digits;
  return year > thisYear + 50 ? year - 100 : year;
}

function utc(year: number, month: string, day: string, time: string[]): number | undefined {
  const index = months.indexOf(month.toLowerCase());
  const [hours, minutes, seconds] = time.map(Number);
  if (index < 0) return undefined;
  return Date.UTC(year, index, Number(day), hours, minutes, seconds);
}
