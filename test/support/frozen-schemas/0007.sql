pragma foreign_keys = off;
begin;
CREATE TABLE task (
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
  ended    integer not null check (ended in (0, 1)), revision integer not null default 0) strict;
insert into task (task_id, api, base, local, version, pending, refused, ended, revision) values ('OT-1', 'outTask', '{"id":"OT-1","version":3,"taskType":"PATCH_INSTALL","mainStatus":"RECEIVED","subStatus":null,"planned":"2026-11-24T09:00:00Z","address":{"street":"Voorstraat","houseNumber":"12","addition":"A","postcode":"2611 JM","city":"Delft"},"notes":[{"id":"n1","text":"Sleutel bij ''t loket; code 12€"}],"work":null,"futureField":{"kept":["as","it","came",null]}}', '{"id":"OT-1","version":3,"taskType":"PATCH_INSTALL","mainStatus":"RECEIVED","subStatus":null,"planned":"2026-11-24T09:00:00Z","address":{"street":"Voorstraat","houseNumber":"12","addition":"A","postcode":"2611 JM","city":"Delft"},"notes":[{"id":"n1","text":"Sleutel bij ''t loket; code 12€"}],"work":null,"futureField":{"kept":["as","it","came",null]}}', 3, 1, 0, 0, 1);
insert into task (task_id, api, base, local, version, pending, refused, ended, revision) values ('OT-2', 'outTask', '{"id":"OT-2","version":3,"taskType":"PATCH_INSTALL","mainStatus":"IN_PROGRESS","subStatus":null,"planned":"2026-11-24T09:00:00Z","address":{"street":"Voorstraat","houseNumber":"12","addition":"A","postcode":"2611 JM","city":"Delft"},"notes":[{"id":"n1","text":"Sleutel bij ''t loket; code 12€"}],"work":null,"futureField":{"kept":["as","it","came",null]}}', '{"id":"OT-2","version":3,"taskType":"PATCH_INSTALL","mainStatus":"IN_PROGRESS","subStatus":null,"planned":"2026-11-24T09:00:00Z","address":{"street":"Voorstraat","houseNumber":"12","addition":"A","postcode":"2611 JM","city":"Delft"},"notes":[{"id":"n1","text":"Sleutel bij ''t loket; code 12€"}],"work":null,"futureField":{"kept":["as","it","came",null]}}', 3, 1, 0, 0, 2);
insert into task (task_id, api, base, local, version, pending, refused, ended, revision) values ('OT-3', 'outTask', '{"id":"OT-3","version":3,"taskType":"PATCH_INSTALL","mainStatus":"ON_HOLD","subStatus":null,"planned":"2026-11-24T09:00:00Z","address":{"street":"Voorstraat","houseNumber":"12","addition":"A","postcode":"2611 JM","city":"Delft"},"notes":[{"id":"n1","text":"Sleutel bij ''t loket; code 12€"}],"work":null,"futureField":{"kept":["as","it","came",null]}}', '{"id":"OT-3","version":3,"taskType":"PATCH_INSTALL","mainStatus":"ON_HOLD","subStatus":null,"planned":"2026-11-24T09:00:00Z","address":{"street":"Voorstraat","houseNumber":"12","addition":"A","postcode":"2611 JM","city":"Delft"},"notes":[{"id":"n1","text":"Sleutel bij ''t loket; code 12€"}],"work":null,"futureField":{"kept":["as","it","came",null]}}', 3, 0, 1, 0, 3);
insert into task (task_id, api, base, local, version, pending, refused, ended, revision) values ('OT-4', 'outTask', '{"id":"OT-4","version":3,"taskType":"PATCH_INSTALL","mainStatus":"DELIVERED","subStatus":null,"planned":"2026-11-24T09:00:00Z","address":{"street":"Voorstraat","houseNumber":"12","addition":"A","postcode":"2611 JM","city":"Delft"},"notes":[{"id":"n1","text":"Sleutel bij ''t loket; code 12€"}],"work":null,"futureField":{"kept":["as","it","came",null]}}', '{"id":"OT-4","version":3,"taskType":"PATCH_INSTALL","mainStatus":"DELIVERED","subStatus":null,"planned":"2026-11-24T09:00:00Z","address":{"street":"Voorstraat","houseNumber":"12","addition":"A","postcode":"2611 JM","city":"Delft"},"notes":[{"id":"n1","text":"Sleutel bij ''t loket; code 12€"}],"work":null,"futureField":{"kept":["as","it","came",null]}}', 3, 0, 0, 1, 4);
insert into task (task_id, api, base, local, version, pending, refused, ended, revision) values ('IT-5', 'inTask', '{"id":"IT-5","version":3,"taskType":"PATCH_INSTALL","mainStatus":"PLANNED","subStatus":null,"planned":"2026-11-24T09:00:00Z","address":{"street":"Voorstraat","houseNumber":"12","addition":"A","postcode":"2611 JM","city":"Delft"},"notes":[{"id":"n1","text":"Sleutel bij ''t loket; code 12€"}],"work":null,"futureField":{"kept":["as","it","came",null]}}', '{"id":"IT-5","version":3,"taskType":"PATCH_INSTALL","mainStatus":"PLANNED","subStatus":null,"planned":"2026-11-24T09:00:00Z","address":{"street":"Voorstraat","houseNumber":"12","addition":"A","postcode":"2611 JM","city":"Delft"},"notes":[{"id":"n1","text":"Sleutel bij ''t loket; code 12€"}],"work":null,"futureField":{"kept":["as","it","came",null]}}', 3, 0, 0, 0, 5);
CREATE TABLE change (
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
insert into change (change_number, change_id, task_id, schema_version, patch, fields, made_at, made_by, state, ended_at, receipt, refusal) values (1, '0192f0c4-0000-7000-8000-000000000001', 'OT-4', 1, '{"work":{"patch":{"odfPosition":"3-2-14","powerDbm":-18.4}}}', '[{"field":"/work/patch/odfPosition","from":null,"to":"3-2-14"}]', '2026-11-23T08:01:00.000Z', 'Sanne de Vries', 'accepted', '2026-11-23T08:04:01.000Z', '{"indicationId":"x-3","taskVersion":3,"syncedAt":"2026-11-23T08:04:00Z","receivedAt":"2026-11-23T08:04:01.000Z"}', NULL);
insert into change (change_number, change_id, task_id, schema_version, patch, fields, made_at, made_by, state, ended_at, receipt, refusal) values (2, '0192f0c4-0000-7000-8000-000000000002', 'OT-1', 1, '{"work":{"patch":{"odfPosition":"3-2-14","powerDbm":-18.4}}}', '[{"field":"/work/patch/odfPosition","from":null,"to":"3-2-14"}]', '2026-11-23T08:02:00.000Z', 'Sanne de Vries', 'withdrawn', '2026-11-23T08:05:00.000Z', NULL, '{"at":"2026-11-23T08:04:00.000Z","reasons":[{"code":"VALIDATION","field":"/work","message":"te laag"}]}');
insert into change (change_number, change_id, task_id, schema_version, patch, fields, made_at, made_by, state, ended_at, receipt, refusal) values (3, '0192f0c4-0000-7000-8000-000000000003', 'OT-1', 1, '{"work":{"patch":{"odfPosition":"3-2-14","powerDbm":-18.4}}}', '[{"field":"/work/patch/odfPosition","from":null,"to":"3-2-14"}]', '2026-11-23T08:03:00.000Z', 'Sanne de Vries', 'queued', NULL, NULL, NULL);
insert into change (change_number, change_id, task_id, schema_version, patch, fields, made_at, made_by, state, ended_at, receipt, refusal) values (4, '0192f0c4-0000-7000-8000-000000000004', 'OT-2', 1, '{"work":{"patch":{"odfPosition":"3-2-14","powerDbm":-18.4}}}', '[{"field":"/work/patch/odfPosition","from":null,"to":"3-2-14"}]', '2026-11-23T08:04:00.000Z', 'Sanne de Vries', 'sent', NULL, NULL, NULL);
insert into change (change_number, change_id, task_id, schema_version, patch, fields, made_at, made_by, state, ended_at, receipt, refusal) values (5, '0192f0c4-0000-7000-8000-000000000005', 'OT-3', 1, '{"work":{"patch":{"odfPosition":"3-2-14","powerDbm":-18.4}}}', '[{"field":"/work/patch/odfPosition","from":null,"to":"3-2-14"}]', '2026-11-23T08:05:00.000Z', 'Sanne de Vries', 'refused', NULL, NULL, '{"at":"2026-11-23T08:04:00.000Z","reasons":[{"code":"VALIDATION","field":"/work","message":"te laag"}]}');
CREATE TABLE exchange (
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
insert into exchange (indication_id, direction, api, task_id, system_id, cluster, event, state, served, shown_change, outcome, tries, due_at, trouble, opened_at, updated_at) values ('x-1', 'outbound', 'outTask', 'OT-2', 'CONTR-ZH-01', 'ZH-NOORD', 'TASK_UPDATED', 'fetched', '{"id":"OT-2","version":3,"taskType":"PATCH_INSTALL","mainStatus":"IN_PROGRESS","subStatus":null,"planned":"2026-11-24T09:00:00Z","address":{"street":"Voorstraat","houseNumber":"12","addition":"A","postcode":"2611 JM","city":"Delft"},"notes":[{"id":"n1","text":"Sleutel bij ''t loket; code 12€"}],"work":null,"futureField":{"kept":["as","it","came",null]}}', 4, NULL, 1, 1763884800000, NULL, '2026-11-23T08:00:00.000Z', '2026-11-23T08:05:00.000Z');
insert into exchange (indication_id, direction, api, task_id, system_id, cluster, event, state, served, shown_change, outcome, tries, due_at, trouble, opened_at, updated_at) values ('x-2', 'outbound', 'outTask', 'OT-3', 'CONTR-ZH-01', 'ZH-NOORD', 'TASK_UPDATED', 'refused', '{"id":"OT-3","version":3,"taskType":"PATCH_INSTALL","mainStatus":"ON_HOLD","subStatus":null,"planned":"2026-11-24T09:00:00Z","address":{"street":"Voorstraat","houseNumber":"12","addition":"A","postcode":"2611 JM","city":"Delft"},"notes":[{"id":"n1","text":"Sleutel bij ''t loket; code 12€"}],"work":null,"futureField":{"kept":["as","it","came",null]}}', 5, NULL, 2, NULL, NULL, '2026-11-23T08:00:00.000Z', '2026-11-23T08:05:00.000Z');
insert into exchange (indication_id, direction, api, task_id, system_id, cluster, event, state, served, shown_change, outcome, tries, due_at, trouble, opened_at, updated_at) values ('x-3', 'outbound', 'outTask', 'OT-4', 'CONTR-ZH-01', 'ZH-NOORD', 'TASK_UPDATED', 'accepted', '{"id":"OT-4","version":3,"taskType":"PATCH_INSTALL","mainStatus":"DELIVERED","subStatus":null,"planned":"2026-11-24T09:00:00Z","address":{"street":"Voorstraat","houseNumber":"12","addition":"A","postcode":"2611 JM","city":"Delft"},"notes":[{"id":"n1","text":"Sleutel bij ''t loket; code 12€"}],"work":null,"futureField":{"kept":["as","it","came",null]}}', 1, NULL, 1, NULL, NULL, '2026-11-23T08:00:00.000Z', '2026-11-23T08:05:00.000Z');
insert into exchange (indication_id, direction, api, task_id, system_id, cluster, event, state, served, shown_change, outcome, tries, due_at, trouble, opened_at, updated_at) values ('x-4', 'inbound', 'outTask', 'IT-5', 'CONTR-ZH-01', 'ZH-NOORD', 'TASK_UPDATED', 'indicated', NULL, NULL, NULL, 4, 1763884900000, '{"kind":"unreachable","cause":"ECONNREFUSED"}', '2026-11-23T08:00:00.000Z', '2026-11-23T08:05:00.000Z');
insert into exchange (indication_id, direction, api, task_id, system_id, cluster, event, state, served, shown_change, outcome, tries, due_at, trouble, opened_at, updated_at) values ('x-5', 'inbound', 'outTask', 'OT-1', 'CONTR-ZH-01', 'ZH-NOORD', 'TASK_UPDATED', 'merged', NULL, NULL, '{"result":"OK","errors":[]}', 0, 1763884900000, NULL, '2026-11-23T08:00:00.000Z', '2026-11-23T08:05:00.000Z');
insert into exchange (indication_id, direction, api, task_id, system_id, cluster, event, state, served, shown_change, outcome, tries, due_at, trouble, opened_at, updated_at) values ('x-6', 'inbound', 'outTask', 'OT-1', 'CONTR-ZH-01', 'ZH-NOORD', 'TASK_UPDATED', 'closed', NULL, NULL, '{"result":"ERROR","errors":[{"code":"A","field":null,"message":null}]}', 0, NULL, NULL, '2026-11-23T08:00:00.000Z', '2026-11-23T08:05:00.000Z');
CREATE TABLE rule_file (
  kind        text primary key,
  file_name   text not null,
  -- Byte for byte as it was imported: so it is exported again.
  content     blob not null,
  imported_at text not null,
  imported_by text not null
) strict;
insert into rule_file (kind, file_name, content, imported_at, imported_by) values ('labels', 'labels.json', X'7B226C6162656C73223A5B5D7D', '2026-11-22T08:00:00.000Z', 'Sanne de Vries');
CREATE TABLE rule_file_history (
  entry_number integer primary key autoincrement,
  kind         text not null,
  at           text not null,
  by           text not null,
  -- Null for both: back to what ships.
  file_name    text,
  content      blob
) strict;
insert into rule_file_history (entry_number, kind, at, by, file_name, content) values (1, 'labels', '2026-11-22T08:00:00.000Z', 'Sanne de Vries', 'labels.json', X'7B226C6162656C73223A5B5D7D');
insert into rule_file_history (entry_number, kind, at, by, file_name, content) values (2, 'priorities', '2026-11-22T09:00:00.000Z', 'Sanne de Vries', NULL, NULL);
CREATE TABLE rules_settled (
  only_row    integer primary key check (only_row = 1),
  fingerprint text not null
) strict;
insert into rules_settled (only_row, fingerprint) values (1, 'f00d');
CREATE TABLE attachment_content (
  -- In hexadecimal; also the name of the file.
  sha256 text primary key,
  size   integer not null,
  at     text not null
) strict;
insert into attachment_content (sha256, size, at) values ('abababababababababababababababababababababababababababababababab', 2000, '2026-11-23T08:00:00.000Z');
CREATE TABLE attachment_added (
  attachment_id text primary key,
  change_id     text not null references change (change_id),
  sha256        text not null references attachment_content (sha256)
) strict;
insert into attachment_added (attachment_id, change_id, sha256) values ('att-1', '0192f0c4-0000-7000-8000-000000000003', 'abababababababababababababababababababababababababababababababab');
CREATE TABLE record_entry (
  entry_number integer primary key autoincrement,
  entry_id     text not null unique,
  task_id      text not null references task (task_id),
  action       text not null,
  at           text not null,
  by           text not null
) strict;
insert into record_entry (entry_number, entry_id, task_id, action, at, by) values (1, 're-1', 'OT-1', '{"kind":"answer","template":"lmra","question":"safe","answer":"yes"}', '2026-11-23T08:00:00.000Z', 'Sanne de Vries');
insert into record_entry (entry_number, entry_id, task_id, action, at, by) values (2, 're-2', 'OT-2', '{"kind":"use","article":"PC-LC-3M","amount":2}', '2026-11-23T08:01:00.000Z', 'Sanne de Vries');
CREATE TABLE "history" (
  entry_number integer primary key autoincrement,
  task_id      text not null,
  at           text not null,
  kind         text not null,
  by           text not null,
  detail       text not null,
  -- SHA-256 over the hash of the entry before it and the columns above (history-chain.ts).
  hash         blob not null
) strict;
insert into history (entry_number, task_id, at, kind, by, detail, hash) values (1, 'OT-1', '2026-11-23T08:00:00.000Z', 'received', 'Gridsz', '{"version":3}', X'72E9702A044B6E18230D2E66C9BF5632D51C3B5D3BDB017444E7921E5F8E1F5B');
insert into history (entry_number, task_id, at, kind, by, detail, hash) values (2, 'OT-2', '2026-11-23T08:00:00.000Z', 'received', 'Gridsz', '{"version":3}', X'1F848935A927F977B117E67E66B30E6FA5476123AAA1E1318B59B4B9F7A6666A');
insert into history (entry_number, task_id, at, kind, by, detail, hash) values (3, 'OT-3', '2026-11-23T08:00:00.000Z', 'received', 'Gridsz', '{"version":3}', X'EFAA3AE5619D16BFFE5F60FEF6ED6F58E9C48630441D7D240A2886CFB0486B56');
insert into history (entry_number, task_id, at, kind, by, detail, hash) values (4, 'OT-4', '2026-11-23T08:00:00.000Z', 'received', 'Gridsz', '{"version":3}', X'A5163901BA9734463A486559A007FF87032D6BC108030D21F57D9AC342C02000');
insert into history (entry_number, task_id, at, kind, by, detail, hash) values (5, 'IT-5', '2026-11-23T08:00:00.000Z', 'received', 'Gridsz', '{"version":3}', X'6FF45C64A088D8BD77547C2B8AE11580FADCFF490A4D87F95C6F89D5C28BA76A');
insert into history (entry_number, task_id, at, kind, by, detail, hash) values (6, 'OT-1', '2026-11-23T08:00:00.000Z', 'edited', 'Sanne de Vries', '{"changeNumber":3,"fields":[{"field":"/work/patch/odfPosition","from":null,"to":"3-2-14"}]}', X'8A4101DF908AFF864642B7FD0CC9CA8D59EDF78D8051C045EBA4A10E5811BEBC');
insert into history (entry_number, task_id, at, kind, by, detail, hash) values (7, 'OT-2', '2026-11-23T08:00:00.000Z', 'sent', 'Gridsz', '{"indicationId":"x-1","changeNumbers":[4]}', X'4D9009ACF7D89F3C9E1D230B98EDCDE25B278C4AD4FFF8756FBA8975E38F5C12');
insert into history (entry_number, task_id, at, kind, by, detail, hash) values (8, 'OT-4', '2026-11-23T08:00:00.000Z', 'accepted', 'Gridsz', '{"indicationId":"x-3","changeNumbers":[1]}', X'63CA114942DE49F9594FF1C6505980686769963A364759B44E922E44D4DA09FB');
CREATE TABLE schema_fact (
  only_row     integer primary key check (only_row = 1),
  minimum_safe integer not null
) strict;
insert into schema_fact (only_row, minimum_safe) values (1, 6);
CREATE TABLE salvage (
  salvage_number integer primary key autoincrement,
  set_aside_as   text not null,
  report         text not null
, dismissed_at text) strict;
CREATE TABLE store_identity (
  only_row integer primary key check (only_row = 1),
  store_id text not null
) strict;
insert into store_identity (only_row, store_id) values (1, '2c38981f850a8af465c632a274a98fad');
CREATE TABLE saved_view (
  view_id    text primary key,
  name       text not null,
  definition text not null,
  place      integer not null
) strict;
CREATE INDEX change_by_task on change (task_id, change_number);
CREATE INDEX change_open on change (state, task_id, change_number) where state in ('queued', 'sent', 'refused');
CREATE INDEX change_ended on change (ended_at desc) where ended_at is not null;
CREATE UNIQUE INDEX exchange_open_outbound on exchange (task_id)
  where direction = 'outbound' and state in ('open', 'indicated', 'fetched');
CREATE INDEX exchange_due on exchange (due_at) where due_at is not null;
CREATE INDEX exchange_unfetched on exchange (task_id) where direction = 'inbound' and state = 'indicated';
CREATE TRIGGER change_is_kept before delete on change begin
  select raise(abort, 'a change is never deleted');
end;
CREATE TRIGGER rule_file_history_is_append_only_update before update on rule_file_history begin
  select raise(abort, 'the history of rule files is append only');
end;
CREATE TRIGGER rule_file_history_is_append_only_delete before delete on rule_file_history begin
  select raise(abort, 'the history of rule files is append only');
end;
CREATE INDEX record_by_task on record_entry (task_id, entry_number);
CREATE TRIGGER record_is_append_only_update before update on record_entry begin
  select raise(abort, 'a record is append only');
end;
CREATE TRIGGER record_is_append_only_delete before delete on record_entry begin
  select raise(abort, 'a record is append only');
end;
CREATE INDEX history_by_task on history (task_id, entry_number desc);
CREATE TRIGGER history_is_append_only_update before update on history begin
  select raise(abort, 'history is append only');
end;
CREATE TRIGGER history_is_append_only_delete before delete on history begin
  select raise(abort, 'history is append only');
end;
CREATE INDEX task_by_revision on task (revision);
delete from sqlite_sequence;
insert into sqlite_sequence (name, seq) values ('change', 5);
insert into sqlite_sequence (name, seq) values ('rule_file_history', 2);
insert into sqlite_sequence (name, seq) values ('record_entry', 2);
insert into sqlite_sequence (name, seq) values ('history', 8);
pragma user_version = 7;
commit;
