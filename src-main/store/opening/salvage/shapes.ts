/**
 * What a row of each table looks like, and how it is written into a new database.
 *
 * The columns are those of the schemas up to the newest: one that a later migration added may be missing. A table that
 * a migration adds and that can not be made again gets its shape here (a test asks for it).
 */
import type { Row, Value } from './cells.ts';

type Fits = (value: Value | undefined) => boolean;

const text: Fits = (value) => typeof value === 'string';
const number: Fits = (value) => typeof value === 'number';
const blob: Fits = (value) => Buffer.isBuffer(value);
const none: Fits = (value) => value === null;
const or =
  (...all: Fits[]): Fits =>
  (value) =>
    all.some((fits) => fits(value));
const among =
  (...words: string[]): Fits =>
  (value) =>
    typeof value === 'string' && words.includes(value);
const like =
  (pattern: RegExp): Fits =>
  (value) =>
    typeof value === 'string' && pattern.test(value);
const later =
  (fits: Fits): Fits =>
  (value) =>
    value === undefined || fits(value);

const json: Fits = (value) => {
  if (typeof value !== 'string') return false;
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false; // bytes of another row in the middle of it
  }
};
const moment = like(/^\d{4}-\d\d-\d\dT/);
const hash = like(/^[0-9a-f]{64}$/);
const api = among('outTask', 'inTask');

export interface Shape {
  table: string;
  columns: readonly Fits[];
  /** Columns that later schemas have added at the end. */
  added: number;
  /** The row again by its number or key is no second one. */
  insert: string;
  /** What `insert` binds. */
  bound: (row: Row) => Value[];
}

const all = ({ values }: Row): Value[] => values;
/** The first column is the number of the row, which is not stored with it. */
const numbered = ({ rowid, values }: Row): Value[] => [rowid, ...values.slice(1)];

export const change: Shape = {
  table: 'change',
  columns: [
    none,
    text,
    text,
    number,
    json,
    json,
    moment,
    text,
    among('queued', 'sent', 'accepted', 'refused', 'withdrawn'),
    or(none, moment),
    or(none, json),
    or(none, json),
  ],
  added: 0,
  insert: `insert into change (change_number, change_id, task_id, schema_version, patch, fields, made_at, made_by, state,
    ended_at, receipt, refusal) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
  bound: numbered,
};

export const task: Shape = {
  table: 'task',
  columns: [text, api, json, or(json, among('')), number, number, number, number, later(number)],
  added: 1,
  // The counters and the revision are brought in line at the end.
  insert: `insert into task (task_id, api, base, local, version, pending, refused, ended, revision)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?)
    on conflict (task_id) do update set base = excluded.base, local = excluded.local, version = excluded.version,
      ended = excluded.ended, revision = excluded.revision where excluded.revision > task.revision`,
  bound: ({ values }) => [...values.slice(0, 8), values[8] ?? 0],
};

export const exchange: Shape = {
  table: 'exchange',
  columns: [
    text,
    among('outbound', 'inbound'),
    api,
    text,
    text,
    text,
    text,
    among('open', 'indicated', 'fetched', 'merged', 'accepted', 'refused', 'closed'),
    or(none, json),
    or(none, number),
    or(none, json),
    number,
    or(none, number),
    or(none, json),
    moment,
    moment,
  ],
  added: 0,
  insert: `insert into exchange (indication_id, direction, api, task_id, system_id, cluster, event, state, served,
    shown_change, outcome, tries, due_at, trouble, opened_at, updated_at)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    on conflict (indication_id) do update set state = excluded.state, served = excluded.served,
      shown_change = excluded.shown_change, outcome = excluded.outcome, tries = excluded.tries, due_at = excluded.due_at,
      trouble = excluded.trouble, updated_at = excluded.updated_at where excluded.updated_at > exchange.updated_at`,
  bound: all,
};

export const history: Shape = {
  table: 'history',
  columns: [none, text, moment, text, text, json, later(blob)],
  added: 1,
  // Chained anew when all of it is there.
  insert: `insert into found_history (entry_number, task_id, at, kind, by, detail) values (?, ?, ?, ?, ?, ?)
    on conflict do nothing`,
  bound: (row) => numbered(row).slice(0, 6),
};

const recordEntry: Shape = {
  table: 'record_entry',
  columns: [none, text, text, json, moment, text],
  added: 0,
  insert: `insert into record_entry (entry_number, entry_id, task_id, action, at, by) values (?, ?, ?, ?, ?, ?)
    on conflict do nothing`,
  bound: numbered,
};

const attachmentContent: Shape = {
  table: 'attachment_content',
  columns: [hash, number, moment],
  added: 0,
  insert: 'insert into attachment_content (sha256, size, at) values (?, ?, ?) on conflict do nothing',
  bound: all,
};

const attachmentAdded: Shape = {
  table: 'attachment_added',
  columns: [text, text, hash],
  added: 0,
  insert:
    'insert into attachment_added (attachment_id, change_id, sha256) values (?, ?, ?) on conflict do nothing',
  bound: all,
};

const ruleFile: Shape = {
  table: 'rule_file',
  columns: [text, text, blob, moment, text],
  added: 0,
  insert: `insert into rule_file (kind, file_name, content, imported_at, imported_by) values (?, ?, ?, ?, ?)
    on conflict do nothing`,
  bound: all,
};

const ruleFileHistory: Shape = {
  table: 'rule_file_history',
  columns: [none, text, moment, text, or(none, text), or(none, blob)],
  added: 0,
  insert: `insert into rule_file_history (entry_number, kind, at, by, file_name, content) values (?, ?, ?, ?, ?, ?)
    on conflict do nothing`,
  bound: numbered,
};

const savedView: Shape = {
  table: 'saved_view',
  columns: [text, text, json, number],
  added: 0,
  insert: `insert into saved_view (view_id, name, definition, place) values (?, ?, ?, ?) on conflict do nothing`,
  bound: all,
};

const earlierSalvage: Shape = {
  table: 'salvage',
  columns: [none, text, json, later(or(none, moment))],
  added: 1,
  insert: `insert into salvage (salvage_number, set_aside_as, report, dismissed_at) values (?, ?, ?, ?)
    on conflict do nothing`,
  bound: (row) => [...numbered(row).slice(0, 3), row.values[3] ?? null],
};

/** The outbox first; a row that no walk has reached is of the first that it fits. */
export const shapes: readonly Shape[] = [
  change,
  exchange,
  task,
  ruleFileHistory,
  recordEntry,
  history,
  attachmentContent,
  attachmentAdded,
  ruleFile,
  savedView,
  earlierSalvage,
];

/** Tables that are made again by themselves. */
export const madeAgain: readonly string[] = [
  'rules_settled',
  'schema_fact',
  'store_identity',
  'sqlite_sequence',
];

/** Whether a row is one of this table, whole. */
export function fits({ columns, added }: Shape, { values }: Row): boolean {
  if (values.length > columns.length || values.length < columns.length - added) return false;
  return columns.every((column, at) => column(values[at]));
}
