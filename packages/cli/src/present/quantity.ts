/** A number format, made when it is first needed: making one takes milliseconds. */
function formatter(options: Intl.NumberFormatOptions): (value: number) => string {
  let made: Intl.NumberFormat | undefined;
  return (value) => {
    made ??= new Intl.NumberFormat('en-US', options);
    return made.format(value);
  };
}

/** `12345` as `12,345`. Without Intl, which would be a tenth of what a short command takes. */
export const count = (value: number): string =>
  String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');

/** With at most one decimal, `327.83` as `327.8`. */
export const decimal = formatter({ maximumFractionDigits: 1 });

/** An amount in US dollars, to the cent. */
export const dollars = formatter({
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 2,
});

/** A price in US dollars, as exact as price lists are: `$0.0416`, `$3.168`. */
export const price = formatter({ style: 'currency', currency: 'USD', maximumFractionDigits: 4 });

/** `1 node`, `1,000 nodes`. */
export const nodes = (value: number): string => `${count(value)} node${value === 1 ? '' : 's'}`;
