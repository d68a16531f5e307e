/** The first schema: tasks with base and local document, the outbox, exchanges and history. */
export const first = `
create table task (
  task_id  text primary key,
  api      text not null check (api in ('outTask', 'inTask')),
  -- The document as the platform last had it, and the same with the open changes in it.
  base     text not null,
  local    text not null,
  version  integer not null,
  -- Kept by the transaction that changes the outbox, so that lists need not count.
  pending  integer not null default 0,
  refused  integer not null default 0,
  -- Whether the status model says that nothing follows; lists show such tasks last.
  ended    integer not null check (ended in (0, 1)),
  -- Unplanned tasks sort last.
  planned_key integer generated always as (coalesce(unixepoch(local ->> '$.planned'), 9000000000000)) virtual
) strict;
create index task_by_plan on task (ended, planned_key, task_id);

-- The outbox. Rows are never deleted: a change ends accepted, refused or withdrawn.
create table change (
  change_number  integer primary key autoincrement,
  change_id      text not null unique,
  task_id        text not null references task (task_id),
  schema_version integer not null,
  patch          text not null,
  -- From and to of each field as the user saw it: what the outbox shows.
  fields         text not null,
  made_at        text not null,
  made_by        text not null,
  state          text not null check (state in ('queued', 'sent', 'accepted', 'refused', 'withdrawn')),
  ended_at       text,
  receipt        text,
  refusal        text
) strict;
create index change_by_task on change (task_id, change_number);
create index change_open on change (state, task_id, change_number) where state in ('queued', 'sent', 'refused');
create index change_ended on change (ended_at desc) where ended_at is not null;

create table exchange (
  indication_id text primary key,
  direction     text not null check (direction in ('outbound', 'inbound')),
  api           text not null check (api in ('outTask', 'inTask')),
  task_id       text not null,
  system_id     text not null,
  cluster       text not null,
  event         text not null,
  state         text not null check (state in ('open', 'indicated', 'fetched', 'merged', 'accepted', 'refused', 'closed')),
  -- Outbound: the document the platform was shown and the highest change number in it (contract rule 4).
  served        text,
  shown_change  integer,
  -- Inbound: what the Sync is to say.
  outcome       text,
  tries         integer not null default 0,
  -- When we act next by ourselves, milliseconds since the epoch.
  due_at        integer,
  trouble       text,
  opened_at     text not null,
  updated_at    text not null
) strict;
-- At most one open exchange a task towards the platform (contract rule 2).
create unique index exchange_open_outbound on exchange (task_id)
  where direction = 'outbound' and state in ('open', 'indicated', 'fetched');
create index exchange_due on exchange (due_at) where due_at is not null;
create index exchange_unfetched on exchange (task_id) where direction = 'inbound' and state = 'indicated';

create table history (
  entry_number integer primary key autoincrement,
  task_id      text not null,
  at           text not null,
  kind         text not null,
  by           text not null,
  detail       text not null
) strict;
create index history_by_task on history (task_id, entry_number desc);
create trigger history_is_append_only_update before update on history begin
  select raise(abort, 'history is append only');
end;
create trigger history_is_append_only_delete before delete on history begin
  select raise(abort, 'history is append only');
end;
create trigger change_is_kept before delete on change begin
  select raise(abort, 'a change is never deleted');
end;
`;
