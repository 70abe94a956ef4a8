import { ArgumentError } from '../../http/argument-error.js';

/** What one property holds. */
export type Kind =
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  /** A record of any keys. */
  | 'record'
  | ModelClass<object>
  | { readonly listOf: Kind };

export interface Field {
  readonly kind: Kind;
  readonly required: boolean;
}

export const required = (kind: Kind): Field => ({ kind, required: true });
export const optional = (kind: Kind): Field => ({ kind, required: false });
export const listOf = (kind: Kind): Kind => ({ listOf: kind });

/** What every model can do. */
export interface ModelMethods<Wire> {
  /** @throws ArgumentError naming the first property that is missing or of another type. */
  validate(): void;
  /** A plain object to be sent, without properties that have no value. */
  toDict(): Wire;
}

export interface ModelClass<Wire extends object> {
  /** Takes the properties that the model knows; others are left out. */
  new (values?: Partial<Wire>): Wire & ModelMethods<Wire>;
  /**
   * The model of an object that came over the wire. It is not validated.
   *
   * @throws ArgumentError when `dict` is no object.
   */
  fromDict<This>(this: new (values?: Partial<Wire>) => This, dict: unknown): This;
}

/**
 * Makes the class of one shape of the wire: the properties of `Wire` by their own names, with the
 * methods that the models of the vendor's Python library have.
 */
export function model<Wire extends object>(
  name: string,
  fields: { readonly [Key in keyof Required<Wire>]: Field },
): ModelClass<Wire> {
  const entries = Object.entries<Field>(fields);

  class Model {
    readonly [key: string]: unknown;

    constructor(values: Readonly<Record<string, unknown>> = {}) {
      for (const [key, { kind }] of entries) {
        const value = Object.hasOwn(values, key) ? values[key] : undefined;
        if (value === undefined || value === null) continue;
        Object.assign(this, { [key]: modelled(kind, value) });
      }
    }

    validate(): void {
      for (const [key, field] of entries) {
        const value = this[key];
        if (value !== undefined && value !== null) check(field.kind, value, name, key);
        else if (field.required) throw wrong(name, key, 'is missing');
      }
    }

    toDict(): Record<string, unknown> {
      const dict: Record<string, unknown> = {};
      for (const [key, { kind }] of entries) {
        const value = this[key];
        if (value !== undefined && value !== null) dict[key] = plain(kind, value);
      }
      return dict;
    }

    static fromDict(this: new (values: Record<string, unknown>) => object, dict: unknown): object {
      if (isRecord(dict)) return new this(dict);
      throw new ArgumentError(name, `A ${name} is made of an object.`, 'CycleCloud');
    }
  }
  return Model as unknown as ModelClass<Wire>;
}

type Methods = ModelMethods<unknown>;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Plain objects become models; what is of another type stays, for `validate` to name. */
function modelled(kind: Kind, value: unknown): unknown {
  if (typeof kind === 'string') return value;
  if ('listOf' in kind) {
    return Array.isArray(value) ? value.map((item) => modelled(kind.listOf, item)) : value;
  }
  return isRecord(value) && !(value instanceof kind) ? new kind(value) : value;
}

function plain(kind: Kind, value: unknown): unknown {
  if (typeof kind === 'string') return value;
  if ('listOf' in kind) {
    return Array.isArray(value) ? value.map((item) => plain(kind.listOf, item)) : value;
  }
  const one = modelled(kind, value);
  return one instanceof kind ? (one as unknown as Methods).toDict() : one;
}

/** @param path where the value stands in its model: `sets[0]`. */
function check(kind: Kind, value: unknown, name: string, path: string): void {
  if (typeof kind === 'string') {
    if (!tests[kind](value)) throw wrong(name, path, `must be ${article(kind)} ${kind}`);
  } else if ('listOf' in kind) {
    if (!Array.isArray(value)) throw wrong(name, path, 'must be a list');
    for (const [index, item] of value.entries()) {
      check(kind.listOf, item, name, `${path}[${index}]`);
    }
  } else {
    const one = modelled(kind, value);
    if (!(one instanceof kind)) throw wrong(name, path, 'must be an object');
    checkInside(one as unknown as Methods, name, path);
  }
}

/** Lets a model check itself, and names its property by the way that leads to it. */
function checkInside(inner: Methods, name: string, path: string): void {
  try {
    inner.validate();
  } catch (error) {
    if (!(error instanceof PropertyError)) throw error;
    throw wrong(name, `${path}.${error.argument}`, error.what);
  }
}

const tests: Readonly<Record<Extract<Kind, string>, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  integer: Number.isSafeInteger,
  number: Number.isFinite,
  boolean: (value) => typeof value === 'boolean',
  record: isRecord,
};

const article = (word: string): string => (/^[aeiou]/.test(word) ? 'an' : 'a');

class PropertyError extends ArgumentError {
  readonly what: string;

  constructor(name: string, path: string, what: string) {
    super(path, `\`${path}\` of ${name} ${what}.`, 'CycleCloud');
    this.what = what;
  }
}

const wrong = (name: string, path: string, what: string) => new PropertyError(name, path, what);
