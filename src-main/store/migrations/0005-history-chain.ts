/**
 * The history becomes a chain: every entry holds a hash over the one before it and its own content. What every file says of
 * itself from here on: which programs may open it, and what was saved out of a damaged one.
 */
import type { Database } from 'better-sqlite3';
import { chainStart, entryHash } from '../history-chain.ts';

const before = `
create table history_chained (
  entry_number integer primary key autoincrement,
  task_id      text not null,
  at           text not null,
  kind         text not null,
  by           text not null,
  detail       text not null,
  -- SHA-256 over the hash of the entry before it and the columns above (history-chain.ts).
  hash         blob not null
) strict;
insert into history_chained (entry_number, task_id, at, kind, by, detail, hash)
select entry_number, task_id, at, kind, by, detail, chained_hash(entry_number, task_id, at, kind, by, detail)
from history order by entry_number;
`;

const after = `
drop table history;
alter table history_chained rename to history;
create index history_by_task on history (task_id, entry_number desc);
create trigger history_is_append_only_update before update on history begin
  select raise(abort, 'history is append only');
end;
create trigger history_is_append_only_delete before delete on history begin
  select raise(abort, 'history is append only');
end;

-- The lowest schema a program has to know to write this file safely (migrate.ts).
create table schema_fact (
  only_row     integer primary key check (only_row = 1),
  minimum_safe integer not null
) strict;

-- What became of damaged files in this place, and what was saved out of them into this one.
create table salvage (
  salvage_number integer primary key autoincrement,
  set_aside_as   text not null,
  report         text not null
) strict;
`;

/** Chains what is there, in the order in which it came. */
export function historyChain(db: Database): void {
  let last: Uint8Array = chainStart;
  const chain = (number: number, taskId: string, at: string, kind: string, by: string, detail: string) =>
    (last = entryHash(last, number, { taskId, at, kind, by, detail }));
  db.function('chained_hash', { directOnly: true }, chain);
  db.exec(before);
  db.exec(after);
}
