/**
 * What lists follow: every task knows in which revision it last changed. Lists have a file of their own from here on, so
 * what they needed goes.
 */
export const revisions = `
drop index task_by_plan;
alter table task drop column planned_key;

alter table task add column revision integer not null default 0;
update task set revision = rowid;
create index task_by_revision on task (revision);

-- Tells the databases of one place apart, so that lists of another are never taken for its own.
create table store_identity (
  only_row integer primary key check (only_row = 1),
  store_id text not null
) strict;
insert into store_identity (only_row, store_id) values (1, lower(hex(randomblob(16))));

create table saved_view (
  view_id    text primary key,
  name       text not null,
  definition text not null,
  place      integer not null
) strict;
`;
