/**
 * better-sqlite3 used straight, as a good engineer would without a word about lists that have to stay instant: one table
 * with the indexes the work needs, FTS5 and the outbox in the same transaction, full sync, counts by GROUP BY. The limit.
 */
import Database from 'better-sqlite3';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { outboxJson, pageSize, unplanned, type OpenProduct } from '../peers/product.ts';

const schema = `
create table if not exists task (
  no integer primary key, id text not null unique, json text not null, status text not null, ended integer not null,
  planned integer not null, updated_at integer not null, text text not null
) strict;
create index if not exists task_by_plan on task (ended, planned, id);
create index if not exists task_by_status on task (status, updated_at);
create table if not exists outbox (id text primary key, task_id text not null, json text not null) strict;
create virtual table if not exists search using fts5 (
  text, content = 'task', content_rowid = 'no', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
`;

const question = (words: string): string =>
  words
    .split(/\s+/)
    .map((word) => `"${word.replaceAll('"', '""')}"*`)
    .join(' ');

interface Row {
  id: string;
  planned: number;
}

/** Rows in one transaction. */
const together = 500;
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

export const open: OpenProduct = (folder) => {
  const db = new Database(join(folder, 'straight.sqlite'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(schema);
  const insert = db.prepare(
    'insert into task (id, json, status, ended, planned, updated_at, text) values (?, ?, ?, ?, ?, ?, ?)',
  );
  const index = db.prepare('insert into search (rowid, text) values (?, ?)');
  const setStatus = db.prepare<{ status: string; taskId: string }>(
    `update task set status = :status, json = json_set(json, '$.mainStatus', :status) where id = :taskId`,
  );
  const queue = db.prepare('insert into outbox (id, task_id, json) values (?, ?, ?)');
  const pageAfter = db.prepare<[number, string, number], Row>(`
    select id, planned, json, status from task where ended = 0 and (planned, id) > (?, ?) order by planned, id limit ?`);
  const filtered = db.prepare<[string, number], Row>(
    'select id, planned, json, status from task where status = ? order by updated_at desc limit ?',
  );
  const counts = db.prepare<[], { status: string; count: number }>(
    'select status, count(*) as count from task group by status',
  );
  const search = db.prepare<[string, number], Row>(`
    select id, planned, json, status from search join task on task.no = search.rowid where search match ? limit ?`);
  /** Where pages begin, as a list that is scrolled knows it. */
  const starts = new Map<number, Row>([[0, { id: '', planned: -unplanned }]]);

  function pageAt(page: number): Row[] {
    let at = page;
    while (!starts.has(at)) at -= 1;
    for (; ; at++) {
      const { id, planned } = starts.get(at) ?? { id: '', planned: -unplanned };
      const rows = pageAfter.all(planned, id, pageSize);
      const last = rows.at(-1);
      if (last) starts.set(at + 1, last);
      if (at === page || !last) return rows;
    }
  }

  function edit(taskId: string, status: string): void {
    db.transaction(() => {
      setStatus.run({ status, taskId });
      queue.run(randomUUID(), taskId, outboxJson(taskId, status));
    }).immediate();
  }

  return Promise.resolve({
    name: 'SQLite, straight',
    durability: 'WAL, synchronous = FULL: a power cut',
    async bulkApply(tasks) {
      for (let at = 0; at < tasks.length; at += together) {
        db.transaction(() => {
          for (const { id, json, status, ended, planned, updatedAt, text } of tasks.slice(
            at,
            at + together,
          )) {
            const made = insert.run(id, json, status, ended ? 1 : 0, planned ?? unplanned, updatedAt, text);
            index.run(made.lastInsertRowid, text);
          }
        }).immediate();
        await nextTurn();
      }
    },
    edit: (taskId, status) => Promise.resolve(edit(taskId, status)),
    page: (page) => Promise.resolve(pageAt(page).map(({ id }) => id)),
    filtered: (status) => Promise.resolve(filtered.all(status, pageSize).map(({ id }) => id)),
    counts: () =>
      Promise.resolve(Object.fromEntries(counts.all().map(({ status, count }) => [status, count]))),
    search: (words) => Promise.resolve(search.all(question(words), pageSize).map(({ id }) => id)),
    liveQuery(taskId, status) {
      const start = performance.now();
      edit(taskId, status);
      pageAt(0);
      return Promise.resolve(performance.now() - start);
    },
    close: () => Promise.resolve(void db.close()),
  });
};
