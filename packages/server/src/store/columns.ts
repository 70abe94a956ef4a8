/**
 * Column kinds, from which row types, SQL and value conversion are all derived.
 * A trailing `?` means nullable.
 *
 * - `id`: the integer primary key, below 2^31 and never reused (events: 64 bits)
 * - `int`, `real`, `text`: as they are; an `int` has 32 bits
 * - `int64`: an event's id
 * - `flag`: a boolean, stored as 0 or 1
 * - `time`: milliseconds since 1970, stored as a 64-bit integer
 * - `oneOf`: a text of a closed set
 * - `json`: any JSON value, stored as text
 */
export type Column =
  | 'id'
  | 'int'
  | 'int?'
  | 'int64'
  | 'real'
  | 'real?'
  | 'text'
  | 'text?'
  | 'flag'
  | 'time'
  | 'time?'
  | OneOfColumn<string | null>
  | JsonColumn<unknown>;

/** A text column of a closed set; the set exists for the compiler only. */
export interface OneOfColumn<T extends string | null> {
  readonly oneOf: true;
  readonly nullable: boolean;
  readonly type?: T;
}

/** A JSON column; the type parameter exists for the compiler only. */
export interface JsonColumn<T> {
  readonly json: true;
  readonly nullable: boolean;
  readonly type?: T;
}

export const oneOf = <T extends string>(): OneOfColumn<T> => ({ oneOf: true, nullable: false });
export const oneOfOrNull = <T extends string>(): OneOfColumn<T | null> => ({
  oneOf: true,
  nullable: true,
});
export const json = <T>(): JsonColumn<T> => ({ json: true, nullable: false });
export const jsonOrNull = <T>(): JsonColumn<T | null> => ({ json: true, nullable: true });

type Scalar<C> = C extends 'text' | 'text?' ? string : C extends 'flag' ? boolean : number;

/** The TypeScript type of a column's value. */
export type ValueOf<C extends Column> =
  C extends JsonColumn<infer T>
    ? T
    : C extends OneOfColumn<infer E>
      ? E
      : C extends `${string}?`
        ? Scalar<C> | null
        : Scalar<C>;

export type Columns = Readonly<Record<string, Column>>;

export type RowOf<C extends Columns> = { -readonly [K in keyof C]: ValueOf<C[K]> };

type Filled = 'uid' | 'createdAt' | 'createdBy' | 'changedAt' | 'changedBy' | 'accountId' | 'ext';

type Optional<C extends Columns> = {
  [K in keyof C]: K extends Filled
    ? K
    : C[K] extends 'id' | 'flag'
      ? K
      : null extends ValueOf<C[K]>
        ? K
        : never;
}[keyof C];

/**
 * What an insert needs. Left out: nullable columns become null, flags false, `ext` `{}`; `uid`, the
 * account and who-and-when columns are filled from the transaction.
 */
export type InsertOf<C extends Columns> = Omit<RowOf<C>, Optional<C>> &
  Partial<Pick<RowOf<C>, Optional<C>>>;

export const isJson = (column: Column): column is JsonColumn<unknown> =>
  typeof column === 'object' && 'json' in column;

export const isNullable = (column: Column): boolean =>
  typeof column === 'object' ? column.nullable : column.endsWith('?');

/** `memoryMb` to `memory_mb`. */
export const snakeCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
