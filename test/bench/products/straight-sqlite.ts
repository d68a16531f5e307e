/**
 * better-sqlite3 used straight, as a good engineer would without a word about lists that have to stay instant: one table
 * with the columns a list shows, an index for each that it is sorted by, FTS5, outbox and history in the same transaction,
 * the platform's document kept beside the edited one, full sync, counts by GROUP BY. The limit.
 */
import Database from 'better-sqlite3';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import {
  columnNames,
  outboxJson,
  pageSize,
  shownColumns,
  sortedColumns,
  unplanned,
  type OpenProduct,
  type ShownRow,
} from '../peers/product.ts';
import { taskOf } from '../tasks.ts';

const schema = `
create table if not exists task (
  no integer primary key, id text not null unique, base text, json text not null, status text not null, ended integer not null,
  planned integer not null, updated_at integer not null, text text not null, ${shownColumns.map((name) => `${name} any`).join(', ')}
) strict;
create index if not exists task_by_plan on task (ended, planned, id);
create index if not exists task_by_status on task (ended, status, planned, id);
create index if not exists task_by_update on task (ended, updated_at);
${sortedColumns.map((name) => `create index if not exists task_by_${name} on task (ended, ${name});`).join('\n')}
create table if not exists outbox (
  no integer primary key, id text not null unique, task_id text not null, made_at text not null, json text not null
) strict;
create index if not exists outbox_by_task on outbox (task_id);
create table if not exists history (
  no integer primary key, task_id text not null, at text not null, kind text not null, detail text not null
) strict;
create index if not exists history_by_task on history (task_id);
create virtual table if not exists search using fts5 (
  text, content = 'task', content_rowid = 'no', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
`;

const row = `id, planned, status, updated_at, ${shownColumns.join(', ')}`;

const question = (words: string): string =>
  words
    .split(/\s+/)
    .map((word) => `"${word.replaceAll('"', '""')}"*`)
    .join(' ');

interface Row extends ShownRow {
  readonly id: string;
  readonly planned: number;
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
    `insert into task (id, json, status, ended, planned, updated_at, text, ${shownColumns.join(', ')})
     values (?, ?, ?, ?, ?, ?, ?, ${shownColumns.map(() => '?').join(', ')})`,
  );
  const index = db.prepare('insert into search (rowid, text) values (?, ?)');
  const setStatus = db.prepare<{ status: string; taskId: string }>(
    `update task set base = coalesce(base, json), status = :status, json = json_set(json, '$.mainStatus', :status)
     where id = :taskId`,
  );
  const queue = db.prepare('insert into outbox (id, task_id, made_at, json) values (?, ?, ?, ?)');
  const note = db.prepare('insert into history (task_id, at, kind, detail) values (?, ?, ?, ?)');
  const pageAfter = db.prepare<[number, string, number], Row>(`
    select ${row} from task where ended = 0 and (planned, id) > (?, ?) order by planned, id limit ?`);
  const filtered = {
    plan: db.prepare<[string, number], Row>(
      `select ${row} from task where ended = 0 and status = ? order by planned, id limit ?`,
    ),
    // No index is made for this one of all the pairs of a filter and an order: that by last change is walked.
    change: db.prepare<[string, number], Row>(
      `select ${row} from task where ended = 0 and +status = ? order by updated_at desc limit ?`,
    ),
  };
  const counts = db.prepare<[], { status: string; count: number }>(
    'select status, count(*) as count from task where ended = 0 group by status',
  );
  const search = db.prepare<[string, number], Row>(`
    select ${row} from search join task on task.no = search.rowid where search match ? limit ?`);
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
      const at = new Date().toISOString();
      queue.run(randomUUID(), taskId, at, outboxJson(taskId, status));
      note.run(taskId, at, 'edited', outboxJson(taskId, status));
    }).immediate();
  }

  return Promise.resolve({
    name: 'SQLite, straight',
    durability: 'WAL, synchronous = FULL: a power cut',
    names: columnNames,
    async bulkApply(documents) {
      for (let at = 0; at < documents.length; at += together) {
        db.transaction(() => {
          for (const document of documents.slice(at, at + together)) {
            const { id, json, status, ended, planned, updatedAt, text, shown } = taskOf(document);
            const own = [id, json, status, ended ? 1 : 0, planned ?? unplanned, updatedAt, text];
            const made = insert.run(...own, ...shownColumns.map((name) => shown[name]));
            index.run(made.lastInsertRowid, text);
            note.run(id, new Date().toISOString(), 'received', '{}');
          }
        }).immediate();
        await nextTurn();
      }
    },
    edit: (taskId, status) => Promise.resolve(edit(taskId, status)),
    page: (page) => Promise.resolve(pageAt(page)),
    filtered: (status, order) => Promise.resolve(filtered[order].all(status, pageSize)),
    counts: () =>
      Promise.resolve(Object.fromEntries(counts.all().map(({ status, count }) => [status, count]))),
    search: (words) => Promise.resolve(search.all(question(words), pageSize)),
    liveQuery(taskId, status) {
      const start = performance.now();
      edit(taskId, status);
      pageAt(0);
      return Promise.resolve(performance.now() - start);
    },
    close: () => Promise.resolve(void db.close()),
  });
};
