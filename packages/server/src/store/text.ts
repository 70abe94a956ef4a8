/**
 * Text as both databases can keep it: NUL, which ends a text in SQLite and is refused by
 * PostgreSQL, and unpaired surrogates become U+FFFD.
 */
export const storable = (text: string): string =>
  unstorable.test(text) ? text.replace(allUnstorable, '\ufffd') : text;

const unstorable = /[\0\p{Surrogate}]/u;
const allUnstorable = new RegExp(unstorable, 'gu');

/** Lower case for ASCII letters, the rest as it is. */
export const foldAscii = (text: string): string =>
  text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/**
 * Orders texts by code point, as both databases do. JavaScript orders by UTF-16 unit, where
 * characters beyond U+FFFF, written as surrogates, come before U+E000.
 */
export const compareText = (a: string, b: string): number => {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
};

const rank = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);
