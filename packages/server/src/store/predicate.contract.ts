import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { matches } from './matches.js';
import type { Predicate } from './predicate.js';
import { anyRow, anyText } from './row-arbitrary.js';
import type { Scope, Store } from './store.js';
import type { ColumnOf, Insert, Row } from './tables.js';
import { compareText } from './text.js';

const scope: Scope = { accountId: 501, actor: 'tester', role: 'admin' };

type Field = ColumnOf<'script'>;
type ScriptPredicate = Predicate<Field>;

const texts: Field[] = ['uid', 'name', 'description', 'output'];
const numbers: Field[] = ['id', 'durationMs', 'exitCode', 'createdAt'];
const anyField = fc.constantFrom<Field>(...texts, ...numbers);

/** Short texts of few letters, so that rows and questions meet. */
const fewTexts = fc.oneof(
  fc.string({ unit: fc.constantFrom(..."aAb%_\\'é😀￿"), maxLength: 3 }),
  anyText,
);
const fewNumbers = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(0.5, -0.5, 2 ** 31, 2 ** 60, -Infinity, Infinity, Number.NaN),
);
const anyValue = fc.oneof(fewTexts, fewNumbers, fc.boolean());

const leaf: fc.Arbitrary<ScriptPredicate> = fc.oneof(
  fc.record({
    op: fc.constantFrom('eq', 'ne', 'lt', 'le', 'gt', 'ge'),
    field: anyField,
    value: anyValue,
  }),
  fc.record({
    op: fc.constant('in' as const),
    field: anyField,
    values: fc.array(fc.oneof(fewTexts, fewNumbers), { maxLength: 4 }),
  }),
  fc.record({
    op: fc.constantFrom('starts', 'ends', 'contains', 'same'),
    field: fc.constantFrom<Field>(...texts, 'exitCode'),
    value: fewTexts,
    ignoreCase: fc.boolean(),
  }),
  fc.record({
    op: fc.constantFrom('null', 'present'),
    field: fc.constantFrom<Field>(...texts, 'exitCode', 'accountId'),
  }),
);

const { predicate } = fc.letrec<{ predicate: ScriptPredicate }>((tie) => ({
  predicate: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.record({
      op: fc.constantFrom('and', 'or'),
      all: fc.array(tie('predicate'), { maxLength: 3 }),
    }),
    fc.record({ op: fc.constant('not' as const), of: tie('predicate') }),
  ),
}));

let uids = 0;
const fewRows = fc.array(
  fc
    .tuple(anyRow('script'), fewTexts, fc.option(fewTexts), fc.integer({ min: -3, max: 3 }))
    .map(([{ uid, ...row }, name, description, exitCode]) => ({
      ...row,
      // Unique, however they are drawn.
      uid: `${uid}${uids++}`,
      name,
      description,
      exitCode,
      accountId: 501,
    })),
  { minLength: 60, maxLength: 60 },
);

/** The database finds what the same question finds in memory. */
export function predicateContract(open: () => Promise<Store>): void {
  describe('predicates', () => {
    let store: Store;
    let rows: Row<'script'>[];

    beforeAll(async () => {
      store = await open();
      const [drawn] = fc.sample(fewRows, { numRuns: 1, seed: 7 });
      await store.command(scope, (tx) => tx.insertMany('script', drawn as Insert<'script'>[]));
      rows = await store.reader(scope).select('script');
    });

    test('find the same rows as in memory', async () => {
      const reader = store.reader(scope);
      await fc.assert(
        fc.asyncProperty(predicate, async (where) => {
          const expected = rows.filter((row) => matches(where, row)).map(({ id }) => id);
          const found = await reader.select('script', { columns: ['id'], where });
          expect(found.map(({ id }) => id)).toEqual(expected);
          expect(await reader.count('script', where)).toBe(expected.length);
        }),
        { numRuns: 400 },
      );
    });

    test('take a thousand alternatives', async () => {
      const all = rows.flatMap(({ id }) =>
        Array.from(
          { length: 50 },
          (_, i) => ({ op: 'eq', field: 'id', value: id + i * 1e6 }) as const,
        ),
      );
      const found = await store.reader(scope).select('script', { where: { op: 'or', all } });
      expect(found).toEqual(rows);
    });

    test('name a column that does not exist', () => {
      const where = { op: 'eq', field: 'colour' as 'name', value: 'red' } as const;
      expect(() => store.reader(scope).select('script', { where })).toThrow(/script .* colour/);
    });

    test('are ordered, by code point and null first, and paged', async () => {
      const reader = store.reader(scope);
      const order = fc.array(
        fc.record({
          column: fc.constantFrom<Field>('name', 'description', 'exitCode', 'id'),
          descending: fc.boolean(),
        }),
        { maxLength: 3 },
      );
      const page = fc.option(fc.nat({ max: 70 }), { nil: undefined });
      await fc.assert(
        fc.asyncProperty(order, page, page, async (orderBy, limit, offset) => {
          const sorted = [...rows].sort((a, b) => compareBy(a, b, orderBy));
          const start = offset ?? 0;
          const expected = sorted.slice(start, limit === undefined ? undefined : start + limit);
          const found = await reader.select('script', {
            columns: ['id'],
            orderBy,
            ...(limit !== undefined && { limit }),
            ...(offset !== undefined && { offset }),
          });
          expect(found.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
        }),
      );
    });
  });
}

const compareBy = (
  a: Row<'script'>,
  b: Row<'script'>,
  orderBy: readonly { column: Field; descending: boolean }[],
): number => {
  for (const { column, descending } of orderBy) {
    const order = compareValues(a[column], b[column]);
    if (order !== 0) return descending ? -order : order;
  }
  return a.id - b.id;
};

const compareValues = (a: unknown, b: unknown): number => {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  if (typeof a === 'string') return compareText(a, b as string);
  return (a as number) - (b as number);
};
