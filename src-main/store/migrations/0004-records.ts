/** The contractor's own records: one row for each thing somebody recorded. */
export const records = `
create table record_entry (
  entry_number integer primary key autoincrement,
  entry_id     text not null unique,
  task_id      text not null references task (task_id),
  action       text not null,
  at           text not null,
  by           text not null
) strict;
create index record_by_task on record_entry (task_id, entry_number);
create trigger record_is_append_only_update before update on record_entry begin
  select raise(abort, 'a record is append only');
end;
create trigger record_is_append_only_delete before delete on record_entry begin
  select raise(abort, 'a record is append only');
end;
`;
