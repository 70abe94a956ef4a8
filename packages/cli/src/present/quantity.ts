const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** `12345` as `12,345`. */
export const count = (value: number): string => whole.format(value);

/** With at most one decimal, `327.83` as `327.8`. */
export const decimal = (value: number): string => short.format(value);

const money = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 2,
});

const rate = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 4,
});

/** An amount in US dollars, to the cent. */
export const dollars = (value: number): string => money.format(value);

/** A price in US dollars, as exact as price lists are: `$0.0416`, `$3.168`. */
export const price = (value: number): string => rate.format(value);

/** `1 node`, `1,000 nodes`. */
export const nodes = (value: number): string => `${count(value)} node${value === 1 ? '' : 's'}`;
