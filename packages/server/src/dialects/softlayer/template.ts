import { invalidValue, missingProperty } from './faults.js';

/**
 * Reads the struct that describes a new guest. Clients send texts for booleans and numbers, null for what they
 * leave out, bytes for text, and `{}` for an empty list.
 */
export class Template {
  readonly #members: Readonly<Record<string, unknown>>;
  readonly #path: string;

  constructor(value: unknown, path = '') {
    this.#members = isStruct(value) ? value : {};
    this.#path = path;
  }

  text(name: string): string | undefined {
    const value = this.#value(name);
    if (value === undefined) return undefined;
    if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
    if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim();
    if (typeof value === 'number') return String(value);
    throw this.#invalid(name);
  }

  flag(name: string): boolean | undefined {
    const value = this.#value(name);
    if (value === undefined || value === '') return undefined;
    if (typeof value === 'boolean') return value;
    if (typeof value === 'object') throw this.#invalid(name);
    const word = String(value).trim().toLowerCase();
    if (word === 'true' || word === '1') return true;
    if (word === 'false' || word === '0') return false;
    throw this.#invalid(name);
  }

  integer(name: string): number | undefined {
    const value = this.#value(name);
    if (value === undefined || value === '') return undefined;
    if (typeof value === 'object') throw this.#invalid(name);
    const number = Number(String(value).trim());
    if (!Number.isInteger(number) || number < 0 || number > 2 ** 31 - 1) throw this.#invalid(name);
    return number;
  }

  struct(name: string): Template {
    const value = this.#value(name);
    if (value !== undefined && value !== '' && !isStruct(value) && !isEmptyList(value)) {
      throw this.#invalid(name);
    }
    return new Template(value, this.#pathOf(name));
  }

  list(name: string): Template[] {
    const value = this.#value(name);
    if (value === undefined || value === '') return [];
    if (isStruct(value)) {
      if (Object.keys(value).length === 0) return [];
      return [new Template(value, this.#pathOf(name))];
    }
    if (!Array.isArray(value)) throw this.#invalid(name);
    return value.map((item, i) => new Template(item, `${this.#pathOf(name)}[${i}]`));
  }

  /** Whether the member is there, null counting as absent. */
  has(name: string): boolean {
    return this.#value(name) !== undefined;
  }

  required<T>(name: string, value: T | undefined): T {
    if (value !== undefined) return value;
    throw missingProperty(this.#pathOf(name));
  }

  #value(name: string): unknown {
    return Object.hasOwn(this.#members, name) ? (this.#members[name] ?? undefined) : undefined;
  }

  #pathOf(name: string): string {
    return this.#path === '' ? name : `${this.#path}.${name}`;
  }

  #invalid(name: string): Error {
    return invalidValue(this.#pathOf(name));
  }
}

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

const isStruct = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Uint8Array);
