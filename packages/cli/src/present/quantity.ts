const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** `12345` as `12,345`. */
export const count = (value: number): string => whole.format(value);

/** With at most one decimal, `327.83` as `327.8`. */
export const decimal = (value: number): string => short.format(value);

/** US dollars: two decimals from a dollar up, four below, as cloud price lists do. */
export function dollars(value: number): string {
  const digits = value === 0 || value >= 1 ? 2 : 4;
  const format = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return `$${value.toLocaleString('en-US', format)}`;
}

/** `1 node`, `1,000 nodes`. */
export const nodes = (value: number): string => `${count(value)} node${value === 1 ? '' : 's'}`;
