import type { QueryArrayResult } from 'pg';
import type { Session } from './dialect.js';
import { translated } from './postgres-errors.js';
import type { Value } from './values.js';

/** A pool or one of its connections. */
export interface Queryable {
  query(query: {
    readonly name?: string;
    readonly text: string;
    readonly values: unknown[];
    readonly rowMode: 'array';
  }): Promise<QueryArrayResult>;
}

/** Statements that get a name, so that each connection plans them once. */
const namedStatements = 500;
const names = new Map<string, string>();

const nameOf = (text: string): string | undefined => {
  const known = names.get(text);
  if (known || names.size >= namedStatements) return known;
  const name = `s${names.size}`;
  names.set(text, name);
  return name;
};

/** Runs statements through a pool, or within a transaction on one connection. */
export class PostgresSession implements Session {
  readonly #target: Queryable;
  readonly #count: () => void;

  /** `count` is called at each statement. */
  constructor(target: Queryable, count: () => void) {
    this.#target = target;
    this.#count = count;
  }

  async value(text: string, params: readonly Value[]): Promise<unknown> {
    return (await this.#query(text, params)).rows[0]?.[0];
  }

  async values(text: string, params: readonly Value[]): Promise<unknown[]> {
    return (await this.#query(text, params)).rows.map((row) => row[0]);
  }

  async run(text: string, params: readonly Value[]): Promise<number> {
    return (await this.#query(text, params)).rowCount ?? 0;
  }

  async insert(text: string, params: readonly Value[]): Promise<number> {
    return (await this.#query(text, params)).rows[0]?.[0] as number;
  }

  async #query(text: string, params: readonly Value[]): Promise<QueryArrayResult> {
    this.#count();
    const name = nameOf(text);
    try {
      return await this.#target.query({
        ...(name !== undefined && { name }),
        text,
        values: [...params],
        rowMode: 'array',
      });
    } catch (error) {
      throw translated(error);
    }
  }
}
