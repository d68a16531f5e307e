/**
 * The shape of the lists file. What is in it can be made again from the tasks at any time, so it has no migrations: a
 * file of another shape is thrown away and filled anew.
 */

/** To be raised with every change of the shape, or of what goes into it. */
export const shapeVersion = 5;

export const shape = `
-- What a list shows of a task, and what it is sorted and filtered by.
create table listing (
  task_no                 integer primary key,
  task_id                 text not null unique,
  api                     text not null,
  task_type               text not null,
  main_status             text not null,
  sub_status              text,
  in_task_status          text,
  sla_status              text,
  priority                text,
  pop_name                text,
  reason                  text,
  assignee                text,
  organization            text,
  change_state            text,
  labels                  text, -- a JSON list, by name; null for none
  pending                 integer not null,
  refused                 integer not null,
  street                  text,
  postcode                text,
  city                    text,
  dhid                    text,
  connection_id           text,
  search_code             text,
  external_correlation_id text,
  ended                   integer not null,
  -- Milliseconds since the epoch.
  planned                 integer,
  sla_due_at              integer,
  created_at              integer,
  updated_at              integer,
  ended_at                integer,
  -- Unplanned tasks come last.
  plan_order              integer not null generated always as (coalesce(planned, 9007199254740991)) virtual,
  -- Folded, so that spelling does not matter.
  task_key                text not null,
  address_key             text,
  address_start           text,
  dhid_key                text,
  connection_key          text,
  search_key              text,
  external_key            text,
  -- Over the words it is found by, so that an edit of anything else leaves them alone.
  words_sum               integer not null default 0
) strict;
create index listing_by_task on listing (ended, task_key, task_no);
create index listing_by_plan on listing (ended, planned, task_no) where planned is not null;
create index listing_by_due on listing (ended, sla_due_at, task_no) where sla_due_at is not null;
create index listing_by_created on listing (ended, created_at, task_no) where created_at is not null;
create index listing_by_updated on listing (ended, updated_at, task_no) where updated_at is not null;
create index listing_by_end on listing (ended, ended_at, task_no) where ended_at is not null;
create index listing_by_address on listing (ended, address_key, task_no) where address_key is not null;
create index listing_by_dhid on listing (ended, dhid_key, task_no) where dhid_key is not null;
create index listing_by_connection on listing (ended, connection_key, task_no) where connection_key is not null;
create index listing_by_search_code on listing (ended, search_key, task_no) where search_key is not null;
create index listing_by_external on listing (ended, external_key, task_no) where external_key is not null;

-- Every value of a column that tasks share, and how many have it; a null value stands for tasks that have none.
create table choice (
  choice_no   integer primary key,
  column_name text not null,
  value       text,
  open        integer not null,
  ended       integer not null
) strict;

-- The tasks of a choice, in the order of their plan.
create table posting (
  choice_no  integer not null,
  ended      integer not null,
  plan_order integer not null,
  task_no    integer not null,
  primary key (choice_no, ended, plan_order, task_no)
) strict, without rowid;

-- Words only, no text: what is found is shown from the listing. Words are folded and parted before they get here, so
-- this tokenizer has nothing left to do. A row has the number of its task with a minus: the newest come first then.
create virtual table search_open using fts5 (
  words, content = '', contentless_delete = 1, detail = none, prefix = '2 3 4 5', tokenize = 'ascii'
);
create virtual table search_ended using fts5 (
  words, content = '', contentless_delete = 1, detail = none, prefix = '2 3 4 5', tokenize = 'ascii'
);

create table follow_state (
  only_row      integer primary key check (only_row = 1),
  shape_version integer not null,
  store_id      text not null,
  -- Every task up to this revision is in the lists.
  revision      integer not null
) strict;
`;
