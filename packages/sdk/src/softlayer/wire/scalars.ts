/** RFC 3339 text with a numeric zone and a colon in it, such as `2013-11-06T14:38:36+01:00`. */
export type DateTimeText = string;

/** A decimal. The service sends text without a leading zero or a trailing `.0` (recorded). */
export type DecimalText = string | number;

/** A decimal as the service writes it: `.056`, `29`, `0`. Throws RangeError unless finite. */
export function decimalText(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`Not a decimal: ${value}`);
  const text = value.toFixed(10).replace(/\.?0+$/, '');
  return text.replace(/^(-?)0\./, '$1.').replace(/^-0$/, '0');
}
