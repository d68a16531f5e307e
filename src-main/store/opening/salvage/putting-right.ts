/**
 * Brings a new database into line after rows were taken over: what depends on each other, and what has to be fetched
 * again.
 *
 * Invariant: a change whose task could not be read is kept, and its task is fetched before the change is offered.
 */
import { createHash } from 'node:crypto';
import type { Surroundings } from '../../../runtime/surroundings.ts';
import { isoMoment } from '../../../runtime/surroundings.ts';
import type { ContentFiles } from '../../content-files.ts';
import { chainStart, entryHash, type ChainedEntry } from '../../history-chain.ts';
import type { WriteConnection } from '../connections.ts';

/** As sync/own-fetch.ts has it: a Fetch that nobody indicated, and that ends without a Sync. */
const ownFetch = 'OWN_FETCH';
const slice = 2000;

/** Where the history is put until all of it is there. */
export const foundHistory = `
create temp table found_history (
  entry_number integer primary key,
  task_id text not null, at text not null, kind text not null, by text not null, detail text not null
)`;

/** Chains the history that was found, numbered without a gap; returns how many entries there are. */
export function chainHistory(db: WriteConnection): number {
  const found = db.prepare<[number, number], ChainedEntry & { found: number }>(`
    select entry_number as found, task_id as taskId, at, kind, by, detail from found_history
    where entry_number > ? order by entry_number limit ?`);
  const insert = db.prepare<[number, string, string, string, string, string, Buffer]>(
    'insert into history (entry_number, task_id, at, kind, by, detail, hash) values (?, ?, ?, ?, ?, ?, ?)',
  );
  let last: Uint8Array = chainStart;
  let number = 0;
  for (let from = 0, rows = found.all(0, slice); rows.length > 0; rows = found.all(from, slice)) {
    for (const entry of rows) {
      number++;
      last = entryHash(last, number, entry);
      insert.run(number, entry.taskId, entry.at, entry.kind, entry.by, entry.detail, Buffer.from(last));
      from = entry.found;
    }
  }
  db.exec('drop table found_history');
  return number;
}

/** Counters by the outbox; every task is new to whoever follows revisions. */
export function settleTasks(db: WriteConnection): void {
  db.exec(`
    update task set revision = rowid,
      pending = (select count(*) from change where change.task_id = task.task_id and state in ('queued', 'sent')),
      refused = (select count(*) from change where change.task_id = task.task_id and state = 'refused')`);
}

interface PatchedFile {
  attachmentId: string;
  changeId: string;
  sha256: string;
  at: string;
}

/** A change that adds a file says which; where the rows about its content are gone they are made again. */
export function restoreAttachments(db: WriteConnection, contents: ContentFiles): void {
  const named = db
    .prepare<[], PatchedFile>(
      `
      select file.value ->> '$.id' as attachmentId, change_id as changeId, lower(file.value ->> '$.sha256') as sha256,
        made_at as at
      from change, json_each(change.patch, '$.attachments') as file
      where file.value ->> '$.id' is not null and file.value ->> '$.sha256' is not null`,
    )
    .all();
  const has = db.prepare<[string], number>('select 1 from attachment_content where sha256 = ?').pluck();
  const put = db.prepare<[string, number, string]>(
    'insert into attachment_content (sha256, size, at) values (?, ?, ?)',
  );
  const putAdded = db.prepare<[string, string, string]>(
    'insert into attachment_added (attachment_id, change_id, sha256) values (?, ?, ?) on conflict do nothing',
  );
  for (const { attachmentId, changeId, sha256, at } of named) {
    if (has.get(sha256) === undefined) {
      const bytes = contents.read(sha256);
      if (!bytes || createHash('sha256').update(bytes).digest('hex') !== sha256) continue;
      put.run(sha256, bytes.length, at);
    }
    putAdded.run(attachmentId, changeId, sha256);
  }
}

export interface ToFetch {
  taskIds: Iterable<string>;
  /** Where everything kept may be older than it was. */
  all: boolean;
  /** Tasks whose document is not to be trusted. */
  doubtful: ReadonlySet<string>;
}

/**
 * Opens a Fetch of our own for each task without a document, in doubt, or with open changes; those with changes come
 * first, since they are not offered before. Returns how many.
 */
export function fetchAgain(
  db: WriteConnection,
  { taskIds, all, doubtful }: ToFetch,
  { now, newId }: Pick<Surroundings, 'now' | 'newId'>,
): number {
  const apiOf = db.prepare<[string], string>('select api from task where task_id = ?').pluck();
  const apiOfExchange = db
    .prepare<[string], string>('select api from exchange where task_id = ? limit 1')
    .pluck();
  const hasOpen = db
    .prepare<[string], number>(
      "select 1 from change where task_id = ? and state in ('queued', 'sent', 'refused') limit 1",
    )
    .pluck();
  const waits = db
    .prepare<[string], number>(
      "select 1 from exchange where task_id = ? and direction = 'inbound' and state = 'indicated' limit 1",
    )
    .pluck();
  const insert = db.prepare<Record<string, string | number>>(`
    insert into exchange (indication_id, direction, api, task_id, system_id, cluster, event, state, tries, due_at,
      opened_at, updated_at)
    values (:id, 'inbound', :api, :taskId, '', '', :event, 'indicated', 0, :dueAt, :at, :at)`);
  const at = now();
  let count = 0;
  db.exec('create index temp_exchange_by_task on exchange (task_id)');
  for (const taskId of taskIds) {
    const api = apiOf.get(taskId);
    const open = hasOpen.get(taskId) !== undefined;
    if (!all && api !== undefined && !open && !doubtful.has(taskId)) continue;
    count++;
    if (waits.get(taskId) !== undefined) continue;
    insert.run({
      id: newId(),
      // Contractors, who are most, have no other; an exchange tells better, and each task had one.
      api: api ?? apiOfExchange.get(taskId) ?? 'outTask',
      taskId,
      event: ownFetch,
      dueAt: open ? at - 1 : at,
      at: isoMoment(at),
    });
  }
  db.exec('drop index temp_exchange_by_task');
  return count;
}
