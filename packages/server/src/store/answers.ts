import type { Value } from './values.js';

/** Longer parameters and answers are of large lists, which are rarely asked for twice. */
const longest = 4000;
/** Different parameters of one statement. */
const most = 200;

/** Counts the writes to one table. */
interface Table {
  writes: number;
}

/** What one statement does, and what it has answered. */
export interface Answered {
  /** The table that it reads, when it is a SELECT of one table. */
  readonly reads: Table | undefined;
  readonly writes: readonly Table[];
  /** Answers by parameters, good while `reads` has been written `asOf` times. */
  readonly known: Map<string, unknown>;
  asOf: number;
}

/**
 * Answers of SELECT statements, kept until something is written to the table that they read.
 *
 * It is for the one connection through which everything is written, so that an answer is exactly
 * what the database would say. A command reads a dozen rows that hardly ever change (its account,
 * location, limits, machine type): asking SQLite for them was a third of the cost of a create.
 */
export class Answers {
  readonly #tables = new Map<string, Table>();

  /** What to keep beside a prepared statement. */
  of(sql: string): Answered {
    const select = /^\s*select\b/i.test(sql);
    const named = [...sql.matchAll(/\b(?:from|join|into|update)\s+"(\w+)"/gi)];
    const tables = [...new Set(named.map((match) => match[1]!))].map((name) => this.#table(name));
    return {
      reads: select && tables.length === 1 ? tables[0] : undefined,
      writes: select ? [] : tables,
      known: new Map(),
      asOf: -1,
    };
  }

  /** The answer that is known for the parameters, or what `ask` says. */
  get(statement: Answered, params: readonly Value[], ask: () => unknown): unknown {
    const { reads, known } = statement;
    if (!reads) return ask();
    if (statement.asOf !== reads.writes) {
      known.clear();
      statement.asOf = reads.writes;
    }
    const key = keyOf(params);
    if (key === undefined) return ask();
    const found = known.get(key);
    if (found !== undefined) return found;
    const answer = ask();
    const small = typeof answer !== 'string' || answer.length <= longest;
    if (small && answer !== undefined && known.size < most) known.set(key, answer);
    return answer;
  }

  /** To be called before a statement runs that is not a SELECT. */
  written({ writes }: Answered): void {
    for (const table of writes) table.writes += 1;
  }

  /** After a rollback nothing is known. */
  forget(): void {
    for (const table of this.#tables.values()) table.writes += 1;
  }

  #table(name: string): Table {
    const table = this.#tables.get(name) ?? { writes: 0 };
    this.#tables.set(name, table);
    return table;
  }
}

const keyOf = (params: readonly Value[]): string | undefined => {
  let key = '';
  for (const param of params) {
    if (typeof param === 'object' && param !== null) return undefined;
    key += typeof param === 'string' ? `"${param.length}${param}` : `,${param}`;
    if (key.length > longest) return undefined;
  }
  return key;
};
