/** What is in the frozen files: a task in every situation, as the programs of their time wrote it. */

/** Rows are written as they were at this schema, or an earlier one; later migrations are then applied to them. */
export const rowsWrittenAt = 4;

const base = (id: string, mainStatus: string, version: number) =>
  `{"id":"${id}","version":${version},"taskType":"PATCH_INSTALL","mainStatus":"${mainStatus}","subStatus":null,"planned":"2026-11-24T09:00:00Z","address":{"street":"Voorstraat","houseNumber":"12","addition":"A","postcode":"2611 JM","city":"Delft"},"notes":[{"id":"n1","text":"Sleutel bij ''t loket; code 12€"}],"work":null,"futureField":{"kept":["as","it","came",null]}}`;
const task = (id: string, api: string, mainStatus: string, counters: string, ended = 0) =>
  `insert into task (task_id, api, base, local, version, pending, refused, ended)
   values ('${id}', '${api}', '${base(id, mainStatus, 3)}', '${base(id, mainStatus, 3)}', 3, ${counters}, ${ended});`;
const fields = '[{"field":"/work/patch/odfPosition","from":null,"to":"3-2-14"}]';
const change = (
  number: number,
  taskId: string,
  state: string,
  ended: string,
  receipt: string,
  refusal: string,
) =>
  `insert into change (change_number, change_id, task_id, schema_version, patch, fields, made_at, made_by, state, ended_at,
   receipt, refusal) values (${number}, '0192f0c4-0000-7000-8000-00000000000${number}', '${taskId}', 1,
   '{"work":{"patch":{"odfPosition":"3-2-14","powerDbm":-18.4}}}', '${fields}', '2026-11-23T08:0${number}:00.000Z',
   'Sanne de Vries', '${state}', ${ended}, ${receipt}, ${refusal});`;
const exchange = (id: string, direction: string, taskId: string, state: string, rest: string) =>
  `insert into exchange (indication_id, direction, api, task_id, system_id, cluster, event, state, served, shown_change,
   outcome, tries, due_at, trouble, opened_at, updated_at) values ('${id}', '${direction}', 'outTask', '${taskId}',
   'CONTR-ZH-01', 'ZH-NOORD', 'TASK_UPDATED', '${state}', ${rest}, '2026-11-23T08:00:00.000Z', '2026-11-23T08:05:00.000Z');`;
const entry = (taskId: string, kind: string, by: string, detail: string) =>
  `insert into history (task_id, at, kind, by, detail) values ('${taskId}', '2026-11-23T08:00:00.000Z', '${kind}', '${by}', '${detail}');`;

const receipt = `'{"indicationId":"x-3","taskVersion":3,"syncedAt":"2026-11-23T08:04:00Z","receivedAt":"2026-11-23T08:04:01.000Z"}'`;
const refusal = `'{"at":"2026-11-23T08:04:00.000Z","reasons":[{"code":"VALIDATION","field":"/work","message":"te laag"}]}'`;

const first = [
  task('OT-1', 'outTask', 'RECEIVED', '1, 0'),
  task('OT-2', 'outTask', 'IN_PROGRESS', '1, 0'),
  task('OT-3', 'outTask', 'ON_HOLD', '0, 1'),
  task('OT-4', 'outTask', 'DELIVERED', '0, 0', 1),
  task('IT-5', 'inTask', 'PLANNED', '0, 0'),
  change(1, 'OT-4', 'accepted', `'2026-11-23T08:04:01.000Z'`, receipt, 'null'),
  change(2, 'OT-1', 'withdrawn', `'2026-11-23T08:05:00.000Z'`, 'null', refusal),
  change(3, 'OT-1', 'queued', 'null', 'null', 'null'),
  change(4, 'OT-2', 'sent', 'null', 'null', 'null'),
  change(5, 'OT-3', 'refused', 'null', 'null', refusal),
  exchange(
    'x-1',
    'outbound',
    'OT-2',
    'fetched',
    `'${base('OT-2', 'IN_PROGRESS', 3)}', 4, null, 1, 1763884800000, null`,
  ),
  exchange('x-2', 'outbound', 'OT-3', 'refused', `'${base('OT-3', 'ON_HOLD', 3)}', 5, null, 2, null, null`),
  exchange(
    'x-3',
    'outbound',
    'OT-4',
    'accepted',
    `'${base('OT-4', 'DELIVERED', 3)}', 1, null, 1, null, null`,
  ),
  exchange(
    'x-4',
    'inbound',
    'IT-5',
    'indicated',
    `null, null, null, 4, 1763884900000, '{"kind":"unreachable","cause":"ECONNREFUSED"}'`,
  ),
  exchange(
    'x-5',
    'inbound',
    'OT-1',
    'merged',
    `null, null, '{"result":"OK","errors":[]}', 0, 1763884900000, null`,
  ),
  exchange(
    'x-6',
    'inbound',
    'OT-1',
    'closed',
    `null, null, '{"result":"ERROR","errors":[{"code":"A","field":null,"message":null}]}', 0, null, null`,
  ),
  ...['OT-1', 'OT-2', 'OT-3', 'OT-4', 'IT-5'].map((taskId) =>
    entry(taskId, 'received', 'Gridsz', '{"version":3}'),
  ),
  entry('OT-1', 'edited', 'Sanne de Vries', `{"changeNumber":3,"fields":${fields}}`),
  entry('OT-2', 'sent', 'Gridsz', '{"indicationId":"x-1","changeNumbers":[4]}'),
  entry('OT-4', 'accepted', 'Gridsz', '{"indicationId":"x-3","changeNumbers":[1]}'),
];

const ruleFiles = [
  `insert into rule_file (kind, file_name, content, imported_at, imported_by)
   values ('labels', 'labels.json', x'7b226c6162656c73223a5b5d7d', '2026-11-22T08:00:00.000Z', 'Sanne de Vries');`,
  `insert into rule_file_history (kind, at, by, file_name, content)
   values ('labels', '2026-11-22T08:00:00.000Z', 'Sanne de Vries', 'labels.json', x'7b226c6162656c73223a5b5d7d');`,
  `insert into rule_file_history (kind, at, by, file_name, content)
   values ('priorities', '2026-11-22T09:00:00.000Z', 'Sanne de Vries', null, null);`,
  `insert into rules_settled (only_row, fingerprint) values (1, 'f00d');`,
];

const sha256 = 'ab'.repeat(32);
const attachments = [
  `insert into attachment_content (sha256, size, at) values ('${sha256}', 2000, '2026-11-23T08:00:00.000Z');`,
  `insert into attachment_added (attachment_id, change_id, sha256)
   values ('att-1', '0192f0c4-0000-7000-8000-000000000003', '${sha256}');`,
];

const records = [
  `insert into record_entry (entry_id, task_id, action, at, by) values ('re-1', 'OT-1',
   '{"kind":"answer","template":"lmra","question":"safe","answer":"yes"}', '2026-11-23T08:00:00.000Z', 'Sanne de Vries');`,
  `insert into record_entry (entry_id, task_id, action, at, by) values ('re-2', 'OT-2',
   '{"kind":"use","article":"PC-LC-3M","amount":2}', '2026-11-23T08:01:00.000Z', 'Sanne de Vries');`,
];

/** The rows a program of this schema could have written. */
export function rowsUpTo(schema: number): string[] {
  return [first, ruleFiles, attachments, records].slice(0, schema).flat();
}
