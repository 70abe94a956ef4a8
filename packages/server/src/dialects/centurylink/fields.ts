import { InvalidBodyError } from './errors.js';

/**
 * Reads the fields of a decoded body and collects what is wrong with them, so that one answer names every
 * mistake. Keys have been lower-cased by the codec; fields are named here as the vendor spells them.
 *
 * Null and the empty text count as not sent; numbers and flags may be texts (all observed of clients).
 */
export class Fields {
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #prefix: string;
  readonly #problems: Record<string, string[]>;
  /** The value was no object at all: saying what it lacks would be noise. */
  readonly #silent: boolean;

  constructor(body: unknown, parent?: { readonly fields: Fields; readonly path: string }) {
    this.#prefix = parent ? `${parent.fields.#prefix}${parent.path}.` : 'body.';
    this.#problems = parent ? parent.fields.#problems : {};
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) {
      this.#values = body as Record<string, unknown>;
      this.#silent = false;
      return;
    }
    this.#values = {};
    if (body !== undefined) this.#note('', 'An object is needed here.');
    this.#silent = body !== undefined;
  }

  /** Notes a mistake; several may be noted of one field. */
  refuse(field: string, message: string): void {
    if (!this.#silent) this.#note(field, message);
  }

  #note(field: string, message: string): void {
    const key = (this.#prefix + field).replace(/\.$/, '');
    this.#problems[key] = [...(this.#problems[key] ?? []), message];
  }

  /** @throws {InvalidBodyError} when anything was refused. */
  check(): void {
    if (Object.keys(this.#problems).length > 0) throw new InvalidBodyError(this.#problems);
  }

  value(field: string): unknown {
    const key = field.toLowerCase();
    if (!Object.hasOwn(this.#values, key)) return undefined;
    const value = this.#values[key];
    return value === null || value === '' ? undefined : value;
  }

  text(field: string): string | undefined {
    const value = this.value(field);
    if (value === undefined || typeof value === 'string') return value;
    if (typeof value === 'number') return String(value);
    this.refuse(field, `The ${field} must be a text.`);
    return undefined;
  }

  requiredText(field: string): string {
    const value = this.text(field);
    if (value === undefined && this.value(field) === undefined) {
      this.refuse(field, `The ${field} is required.`);
    }
    return value ?? '';
  }

  integer(field: string, range: { readonly min: number; readonly max: number }): number {
    const value = this.value(field);
    const { min, max } = range;
    if (value === undefined) {
      this.refuse(field, `The ${field} is required.`);
      return min;
    }
    const number =
      typeof value === 'string' && /^[+-]?\d{1,9}$/.test(value) ? Number(value) : value;
    if (typeof number === 'number' && Number.isInteger(number) && number >= min && number <= max) {
      return number;
    }
    this.refuse(field, `The ${field} must be a whole number from ${min} to ${max}.`);
    return min;
  }

  flag(field: string): boolean {
    const value = this.value(field);
    if (value === undefined) return false;
    if (typeof value === 'boolean') return value;
    const text = typeof value === 'string' ? value.toLowerCase() : '';
    if (text !== 'true' && text !== 'false') this.refuse(field, `The ${field} is true or false.`);
    return text === 'true';
  }

  /** One of a set of words, in any case; answered as the set spells it. */
  choice<T extends string>(field: string, choices: readonly T[], fallback: T): T {
    const value = this.text(field);
    if (value === undefined) return fallback;
    const found = choices.find((choice) => choice.toLowerCase() === value.toLowerCase());
    if (!found) this.refuse(field, `The ${field} must be one of ${choices.join(', ')}.`);
    return found ?? fallback;
  }

  /** A list; a single value that is not one counts as a list of one (forms). */
  list(field: string): readonly unknown[] {
    const value = this.value(field);
    if (value === undefined) return [];
    return Array.isArray(value) ? value : [value];
  }

  /** The fields of each object in a list; mistakes in them are noted here. */
  objects(field: string): Fields[] {
    return this.list(field).map(
      (item, i) => new Fields(item ?? {}, { fields: this, path: `${field}[${i}]` }),
    );
  }
}
