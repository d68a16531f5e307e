/**
 * better-sqlite3 used straight, as a good engineer would without a word about lists that have to stay instant: one table
 * with the columns a list shows, an index for each that it is sorted by, FTS5 and the outbox in the same transaction, full
 * sync, counts by GROUP BY. The limit.
 */
import Database from 'better-sqlite3';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { listingOf } from '../../../src-main/domain/listing/listing.ts';
import { outboxJson, pageSize, unplanned, type BenchTask, type OpenProduct } from '../peers/product.ts';
import { documentOf } from '../tasks.ts';

/** What a list shows of a task, as ours does; `sorted` are the columns a list can be sorted by. */
const shown = [
  'task_type',
  'sub_status',
  'in_task_status',
  'sla_status',
  'priority',
  'pop_name',
  'street',
  'postcode',
  'city',
  'dhid',
  'connection_id',
  'search_code',
  'external_correlation_id',
  'labels',
  'reason',
  'assignee',
  'organization',
  'sla_due_at',
  'created_at',
  'ended_at',
] as const;
const sorted = [
  'priority',
  'pop_name',
  'street',
  'dhid',
  'connection_id',
  'search_code',
  'external_correlation_id',
  'assignee',
  'sla_due_at',
  'created_at',
] as const;

const schema = `
create table if not exists task (
  no integer primary key, id text not null unique, json text not null, status text not null, ended integer not null,
  planned integer not null, updated_at integer not null, text text not null, ${shown.map((name) => `${name} any`).join(', ')}
) strict;
create index if not exists task_by_plan on task (ended, planned, id);
create index if not exists task_by_status on task (status, updated_at);
create index if not exists task_by_update on task (ended, updated_at);
${sorted.map((name) => `create index if not exists task_by_${name} on task (ended, ${name});`).join('\n')}
create table if not exists outbox (id text primary key, task_id text not null, json text not null) strict;
create virtual table if not exists search using fts5 (
  text, content = 'task', content_rowid = 'no', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
`;

const row = `id, planned, status, updated_at, ${shown.join(', ')}`;

/** The columns of a task, beside those that every product has. */
function shownOf(task: BenchTask): (string | number | null)[] {
  const local = documentOf(task);
  const listed = {
    taskId: task.id,
    api: 'outTask' as const,
    local,
    ended: task.ended,
    pending: 0,
    refused: 0,
  };
  const listing = listingOf(listed, null, 0);
  return [
    listing.taskType,
    listing.subStatus,
    listing.inTaskStatus,
    listing.slaStatus,
    listing.priority,
    listing.popName,
    listing.street,
    listing.postcode,
    listing.city,
    listing.dhid,
    listing.connectionId,
    listing.searchCode,
    listing.externalCorrelationId,
    JSON.stringify(listing.labels),
    listing.reason,
    listing.assignee,
    listing.organization,
    listing.slaDueAt,
    listing.createdAt,
    listing.endedAt,
  ];
}

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
    `insert into task (id, json, status, ended, planned, updated_at, text, ${shown.join(', ')})
     values (?, ?, ?, ?, ?, ?, ?, ${shown.map(() => '?').join(', ')})`,
  );
  const index = db.prepare('insert into search (rowid, text) values (?, ?)');
  const setStatus = db.prepare<{ status: string; taskId: string }>(
    `update task set status = :status, json = json_set(json, '$.mainStatus', :status) where id = :taskId`,
  );
  const queue = db.prepare('insert into outbox (id, task_id, json) values (?, ?, ?)');
  const pageAfter = db.prepare<[number, string, number], Row>(`
    select ${row} from task where ended = 0 and (planned, id) > (?, ?) order by planned, id limit ?`);
  const filtered = db.prepare<[string, number], Row>(
    `select ${row} from task where status = ? order by updated_at desc limit ?`,
  );
  const counts = db.prepare<[], { status: string; count: number }>(
    'select status, count(*) as count from task group by status',
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
      queue.run(randomUUID(), taskId, outboxJson(taskId, status));
    }).immediate();
  }

  return Promise.resolve({
    name: 'SQLite, straight',
    durability: 'WAL, synchronous = FULL: a power cut',
    async bulkApply(tasks) {
      for (let at = 0; at < tasks.length; at += together) {
        db.transaction(() => {
          for (const task of tasks.slice(at, at + together)) {
            const { id, json, status, ended, planned, updatedAt, text } = task;
            const own = [id, json, status, ended ? 1 : 0, planned ?? unplanned, updatedAt, text];
            const made = insert.run(...own, ...shownOf(task));
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
