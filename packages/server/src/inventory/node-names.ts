import { and, eq, ge, isIn, isPresent, ne } from '../store/predicate.js';
import type { Reader } from '../store/store.js';
import type { Row } from '../store/tables.js';
import { hintStep, lowestFree } from './addresses.js';
import { RefusedError } from './errors.js';

export interface NodeName {
  readonly name: string;
  /** Its number within the array, where the name is `<array>-<number>`. */
  readonly ordinal: number | null;
}

/**
 * Names for new nodes of an array. The standard names are `<array>-<n>` with the lowest free numbers;
 * clients predict them, so the order matters and names never change. Several sets of one request share
 * one instance, so that they see each other's names.
 */
export class NodeNames {
  readonly #reader: Reader;
  readonly #next = new Map<number, number>();
  readonly #hints = new Map<number, number>();
  readonly #standard = new Set<string>();
  readonly #chosen = new Set<string>();

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  /** The lowest free number of arrays that were named from, to be stored as the hint where that has fallen behind. */
  get hints(): ReadonlyMap<number, number> {
    return this.#hints;
  }

  async standard(array: Row<'nodeArray'>, count: number): Promise<NodeName[]> {
    const from = this.#next.get(array.id) ?? array.freeFrom;
    const { free, next } = await lowestFree(from, count, async (lowest, limit) => {
      const rows = await this.#reader.select('machine', {
        columns: ['ordinal'],
        where: and(eq('arrayId', array.id), ne('state', 'deleted'), ge('ordinal', lowest)),
        orderBy: [{ column: 'ordinal' }],
        limit,
      });
      const stored = rows.map((row) => row.ordinal!);
      // Of the names that this request chose itself, those that the rows reach up to.
      const last = rows.length < limit ? Number.POSITIVE_INFINITY : stored.at(-1)!;
      const chosen = this.#chosenOrdinals(array).filter((n) => n >= lowest && n <= last);
      return chosen.length === 0 ? stored : [...stored, ...chosen].sort((a, b) => a - b);
    });
    this.#next.set(array.id, next);
    if (next - array.freeFrom >= hintStep) this.#hints.set(array.id, next);
    const names = free.map((ordinal) => ({ name: `${array.name}-${ordinal}`, ordinal }));
    for (const { name } of names) this.#standard.add(name);
    return names;
  }

  #chosenOrdinals(array: Row<'nodeArray'>): number[] {
    return [...this.#chosen].flatMap((name) => standardOrdinal(array, name) ?? []);
  }

  /**
   * Names by a printf-like format with one `%d` (or `%03d`), numbered from `offset`; numbers whose names
   * are taken are passed over. A format without `%d` is an exact name, for one node.
   *
   * @throws {RefusedError} `invalid` for a format that cannot name `count` nodes, `conflict` for an exact
   * name that is taken.
   */
  async formatted(
    array: Row<'nodeArray'>,
    format: string,
    offset: number,
    count: number,
  ): Promise<NodeName[]> {
    const place = /%(0?)(\d*)d/.exec(format);
    if (!place) return [await this.#exact(array, format, count)];
    const named = (n: number) =>
      format.replace(
        place[0],
        place[2] ? String(n).padStart(Number(place[2]), place[1] || ' ') : String(n),
      );
    const names: string[] = [];
    for (let n = offset; names.length < count; ) {
      const candidates = Array.from({ length: count - names.length + 16 }, (_, i) => named(n + i));
      const taken = await this.#taken(array, candidates);
      for (const name of candidates) if (!taken.has(name) && names.length < count) names.push(name);
      n += candidates.length;
    }
    for (const name of names) this.#chosen.add(name);
    return names.map((name) => ({ name, ordinal: standardOrdinal(array, name) }));
  }

  async #exact(array: Row<'nodeArray'>, name: string, count: number): Promise<NodeName> {
    if (count !== 1) {
      throw new RefusedError(
        'invalid',
        `nameFormat "${name}" has no %d and can name one node, not ${count}.`,
        'nameFormat',
      );
    }
    if ((await this.#taken(array, [name])).size > 0) {
      throw new RefusedError(
        'conflict',
        `A node named "${name}" already exists in this cluster.`,
        'nameFormat',
      );
    }
    this.#chosen.add(name);
    return { name, ordinal: standardOrdinal(array, name) };
  }

  async #taken(array: Row<'nodeArray'>, names: readonly string[]): Promise<Set<string>> {
    const rows = await this.#reader.select('machine', {
      columns: ['name'],
      where: and(
        eq('clusterId', array.clusterId),
        isPresent('clusterId'),
        ne('state', 'deleted'),
        isIn('name', names),
      ),
    });
    return new Set([
      ...rows.map((row) => row.name),
      ...names.filter((name) => this.#standard.has(name) || this.#chosen.has(name)),
    ]);
  }
}

/** A name of one's own choosing may be a standard one: then its number is taken too. */
export function standardOrdinal(
  array: Pick<Row<'nodeArray'>, 'name'>,
  name: string,
): number | null {
  const number = name.startsWith(`${array.name}-`) ? name.slice(array.name.length + 1) : '';
  return /^[1-9]\d{0,8}$/.test(number) ? Number(number) : null;
}
