import Database from 'better-sqlite3';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  openToRead,
  openToWrite,
  readPragmas,
  setPragmas,
  writePragmas,
  type ReadConnection,
} from '../../../../src-main/store/opening/connections.ts';
import { openStore } from '../../../../src-main/store/store.ts';
import { testFolder } from '../../../support/sync-context.ts';

function made(): string {
  const file = join(testFolder(), 'patchdesk.sqlite');
  openStore(file).close();
  return file;
}

const expected = {
  synchronous: 2,
  foreign_keys: 1,
  checkpoint_fullfsync: 1,
  busy_timeout: 5000,
  cache_size: -65536,
  temp_store: 2,
  mmap_size: 0,
  trusted_schema: 0,
  cell_size_check: 1,
  journal_mode: 'wal',
};

describe('every connection', () => {
  test('that writes has its pragmas', () => {
    const db = openToWrite(made());
    onTestFinished(() => void db.close());
    for (const [name, value] of Object.entries(expected)) {
      expect(db.pragma(name, { simple: true }), name).toBe(value);
    }
    expect(db.pragma('query_only', { simple: true })).toBe(0);
  });

  // How the file is journalled is asked of the other kind: SQLite counts that question as a writing one.
  test('that reads has its pragmas', () => {
    const db = openToRead(made());
    onTestFinished(() => db.close());
    for (const [name, value] of Object.entries({ ...expected, query_only: 1 })) {
      if (name === 'journal_mode') continue;
      const [row] = db.prepare<[], Record<string, unknown>>(`pragma ${name}`).all();
      expect(Object.values(row ?? {}), name).toEqual([value]);
    }
  });

  test('names everything it sets in the list that is read back', () => {
    const set = [...writePragmas, ...readPragmas].map(([name]) => name);
    expect([...new Set(set)].sort()).toEqual([...Object.keys(expected), 'query_only'].sort());
  });

  test.each([...writePragmas, ...readPragmas])(
    'is refused when %s does not hold',
    (name, value, readBack) => {
      const file = made();
      const db = new Database(file);
      onTestFinished(() => void db.close());
      const wrong = typeof readBack === 'number' ? readBack + 7 : 'other';
      expect(() => setPragmas(db, [[name, value, wrong]])).toThrow(
        expect.objectContaining({
          code: 'STORE_FAILED',
          detail: { reason: expect.stringContaining(`pragma ${name} is`) as string },
        }),
      );
    },
  );
});

describe('a connection that reads', () => {
  test.each(['delete from task', 'insert into schema_fact values (2, 1)', 'create table more (a)', 'vacuum'])(
    'refuses: %s',
    (sql) => {
      const db = openToRead(made());
      onTestFinished(() => db.close());
      expect(() => db.prepare(sql)).toThrow(expect.objectContaining({ code: 'STORE_FAILED' }));
    },
  );

  test('has no way to run a write, by its type', () => {
    const db: ReadConnection = openToRead(made());
    onTestFinished(() => db.close());
    const statement = db.prepare('select 1');
    // @ts-expect-error there is no such method
    expect(statement.run).toBeUndefined();
    // @ts-expect-error there is no such method
    expect(db.exec).toBeUndefined();
  });

  test('sees what was committed, not what is under way', () => {
    const file = made();
    const writing = openToWrite(file);
    const reading = openToRead(file);
    onTestFinished(() => {
      reading.close();
      writing.close();
    });
    const count = reading.prepare<[], { views: number }>('select count(*) as views from saved_view');
    writing.exec('begin');
    writing
      .prepare("insert into saved_view (view_id, name, definition, place) values ('a', 'b', '{}', 1)")
      .run();
    expect(count.get()?.views).toBe(0);
    writing.exec('commit');
    expect(count.get()?.views).toBe(1);
  });
});
