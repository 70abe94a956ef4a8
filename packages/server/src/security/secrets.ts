import { randomBytes, randomInt } from 'node:crypto';

/** 64 hexadecimal characters, as a classic SoftLayer API key has (recorded). */
export const newApiKey = (): string => randomBytes(32).toString('hex');

/** Without the characters that people mistake for one another, nor any that a shell or URL treats specially. */
const alphabet = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** 20 characters (115 bits) with a small letter, a capital and a digit among them. */
export function newPassword(): string {
  for (;;) {
    const letters = Array.from({ length: 20 }, () => alphabet[randomInt(alphabet.length)]);
    const password = letters.join('');
    if (/[a-z]/.test(password) && /[A-Z]/.test(password) && /\d/.test(password)) return password;
  }
}
