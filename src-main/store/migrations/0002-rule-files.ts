/** Files of rules that were imported, and what became of earlier ones. */
export const ruleFiles = `
create table rule_file (
  kind        text primary key,
  file_name   text not null,
  -- Byte for byte as it was imported: so it is exported again.
  content     blob not null,
  imported_at text not null,
  imported_by text not null
) strict;

create table rule_file_history (
  entry_number integer primary key autoincrement,
  kind         text not null,
  at           text not null,
  by           text not null,
  -- Null for both: back to what ships.
  file_name    text,
  content      blob
) strict;
create trigger rule_file_history_is_append_only_update before update on rule_file_history begin
  select raise(abort, 'the history of rule files is append only');
end;
create trigger rule_file_history_is_append_only_delete before delete on rule_file_history begin
  select raise(abort, 'the history of rule files is append only');
end;

-- By which rules all tasks were last settled: other ones may let other tasks be ended.
create table rules_settled (
  only_row    integer primary key check (only_row = 1),
  fingerprint text not null
) strict;
`;
