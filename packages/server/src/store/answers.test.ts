import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Answers } from './answers.js';
import { DatabaseSync } from './sqlite-binding.js';
import { SqliteSession } from './sqlite-session.js';

const open = () => {
  const db = new DatabaseSync(':memory:');
  db.exec('CREATE TABLE "a" (id integer PRIMARY KEY, n integer); CREATE TABLE "b" (id integer, n)');
  return db;
};

test('a statement is asked again only after a write to its table, whatever else is written', () => {
  const answers = new Answers();
  const read = answers.of('SELECT n FROM "a" WHERE id = ?');
  let asked = 0;
  const ask = () => answers.get(read, [1], () => ++asked);
  expect([ask(), ask()]).toEqual([1, 1]);
  answers.written(answers.of('UPDATE "b" SET n = 1'));
  expect(ask()).toBe(1);
  for (const write of [
    'UPDATE "a" SET n = 1',
    'INSERT INTO "a" (n) VALUES (1)',
    'DELETE FROM "a"',
    'WITH due AS (SELECT id FROM "a") UPDATE "a" SET n = 1 RETURNING id',
  ]) {
    const before = ask();
    answers.written(answers.of(write));
    expect(ask()).not.toBe(before);
  }
});

test('parameters that print alike are told apart', () => {
  const answers = new Answers();
  const read = answers.of('SELECT n FROM "a" WHERE x = ? AND y = ?');
  const known = [
    [1, null],
    ['1', null],
    [1, 'null'],
    ['a', 'b,'],
    ['a,"b', ''],
    [null, 1],
  ].map((params, i) => answers.get(read, params, () => i));
  expect(known).toEqual([0, 1, 2, 3, 4, 5]);
});

const step = fc.oneof(
  fc.record({ sql: fc.constant('insert'), n: fc.nat(3) }),
  fc.record({ sql: fc.constant('update'), id: fc.nat(4), n: fc.nat(3) }),
  fc.record({ sql: fc.constant('delete'), id: fc.nat(4) }),
  fc.record({ sql: fc.constantFrom('SAVEPOINT s', 'ROLLBACK TO s', 'RELEASE s', 'fail') }),
);

test('a session with answers says what one without says, through failures and rollbacks', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const db = open();
      const session = new SqliteSession(db, () => {}, new Answers());
      const plain = new SqliteSession(db, () => {});
      for (const { sql, ...given } of steps) {
        const { id = 0, n = 0 } = given as { id?: number; n?: number };
        try {
          if (sql === 'insert') session.insert('INSERT INTO "a" (n) VALUES (?)', [n]);
          else if (sql === 'update') session.run('UPDATE "a" SET n = ? WHERE id = ?', [n, id]);
          else if (sql === 'delete') session.run('DELETE FROM "a" WHERE id = ?', [id]);
          else if (sql === 'fail') session.insert('INSERT INTO "a" (id) VALUES (?)', ['x']);
          else session.control(sql);
        } catch {
          // A savepoint that is not there, an id that is no number: SQLite's own rules.
        }
        for (let i = 0; i < 5; i++) {
          const read = ['SELECT json_array(id, n) FROM "a" WHERE id = ?', [i]] as const;
          expect(session.value(...read)).toBe(plain.value(...read));
        }
        const all = ['SELECT json_group_array(n) FROM (SELECT n FROM "a") AS r', []] as const;
        expect(session.value(...all)).toBe(plain.value(...all));
      }
      db.close();
    }),
    { numRuns: 200 },
  );
});
