import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { keptStatements } from './kept-statements.ts';

function opened() {
  const connection = new Sqlite(':memory:');
  const prepared: string[] = [];
  const prepare = connection.prepare.bind(connection);
  connection.prepare = ((sql: string) => {
    prepared.push(sql);
    return prepare(sql);
  }) as typeof connection.prepare;
  return { prepared, kept: keptStatements(connection) };
}

test('a statement is prepared once, whatever it is asked with', () => {
  const { prepared, kept } = opened();
  expect([1, 2, 3].map((value) => kept.prepare('select ? as value').all([value]))).toEqual([
    [{ value: 1 }],
    [{ value: 2 }],
    [{ value: 3 }],
  ]);
  expect(prepared).toHaveLength(1);
});

test('what was not used for the longest time makes room', () => {
  const { prepared, kept } = opened();
  const long = (name: string) => `select 1 as ${name} -- ${'x'.repeat(100_000)}`;
  for (const name of ['a', 'b', 'a', 'c', 'a', 'b']) kept.prepare(long(name)).all([]);
  expect(prepared.map((sql) => sql.slice(12, 13))).toEqual(['a', 'b', 'c', 'b']);
});

test('a statement of another shape of the table answers its new shape', () => {
  const { kept } = opened();
  kept.prepare('create table t (a)').run([]);
  kept.prepare('insert into t values (1)').run([]);
  expect(kept.prepare('select * from t').all([])).toEqual([{ a: 1 }]);
  kept.prepare('alter table t add column b default 2').run([]);
  expect(kept.prepare('select * from t').all([])).toEqual([{ a: 1, b: 2 }]);
});
