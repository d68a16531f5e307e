import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { steady } from '../../../src-main/store/steady.ts';

describe('a steady statement', () => {
  test.each([
    ['select a from t where b = ? order by a', 'select a from t where b = +? order by a'],
    ['select a from t where b = :b order by a limit ?', 'select a from t where b = +:b order by a limit +?'],
    ['select a from f where f match ? order by rowid', 'select a from f where f match ? order by rowid'],
    ['select a from t where b = ?', 'select a from t where b = ?'],
    ['insert into t (b) values (?)', 'insert into t (b) values (?)'],
  ])('%s', (sql, wanted) => {
    expect(steady(sql)).toBe(wanted);
  });

  test('finds what it found, whatever kind of value is bound, by the same index', () => {
    const db = new Database(':memory:');
    db.exec('create table t (a text, b integer, c any) strict; create index by_a on t (a, b)');
    const insert = db.prepare('insert into t values (?, ?, ?)');
    const values = ['1', '01', 'x', 1, 1.5, null, Buffer.from('x')];
    for (const value of values) insert.run(String(value), Number(value) | 0, value);
    for (const column of ['a', 'b', 'c']) {
      const sql = `select rowid from t where ${column} = ? order by a, b`;
      for (const value of values) {
        expect(db.prepare(steady(sql)).all(value)).toEqual(db.prepare(sql).all(value));
      }
    }
    const plan = (sql: string) => db.prepare(`explain query plan ${sql}`).all('x');
    const sql = 'select rowid from t where a = ? order by b';
    expect(plan(steady(sql))).toMatchObject([{ detail: expect.stringContaining('by_a') as string }]);
    db.close();
  });
});
