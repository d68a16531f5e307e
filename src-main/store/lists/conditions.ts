/** Filters as conditions on a listing (`l`), for what no index answers by itself. Fixed texts; every value is bound. */
import {
  type ChoiceColumn,
  type CodeColumn,
  type ListColumn,
  type MomentColumn,
} from '../../contract/list/columns.ts';
import { beginning } from '../../contract/list/matches.ts';
import type { ListFilter } from '../../contract/list/query.ts';

export interface Condition {
  sql: string;
  bindings: (string | number)[];
}

const names: Record<ListColumn, string> = {
  api: 'l.api',
  taskType: 'l.task_type',
  mainStatus: 'l.main_status',
  subStatus: 'l.sub_status',
  inTaskStatus: 'l.in_task_status',
  slaStatus: 'l.sla_status',
  priority: 'l.priority',
  popName: 'l.pop_name',
  labels: 'l.labels',
  reason: 'l.reason',
  assignee: 'l.assignee',
  organization: 'l.organization',
  changeState: 'l.change_state',
  taskId: 'l.task_key',
  address: 'l.address_start',
  dhid: 'l.dhid_key',
  connectionId: 'l.connection_key',
  searchCode: 'l.search_key',
  externalCorrelationId: 'l.external_key',
  planned: 'l.planned',
  slaDueAt: 'l.sla_due_at',
  createdAt: 'l.created_at',
  updatedAt: 'l.updated_at',
  endedAt: 'l.ended_at',
};

/** Where a listing has a column. */
export function nameOf(column: ListColumn): string {
  return names[column];
}

export function isEmpty(column: ListColumn, empty: boolean): Condition {
  return { sql: `${names[column]} is ${empty ? '' : 'not '}null`, bindings: [] };
}

function isOneOf(column: ChoiceColumn, values: readonly (string | null)[]): Condition {
  const name = names[column];
  const held =
    column === 'labels'
      ? `exists (select 1 from json_each(l.labels) as held where held.value in (select value from json_each(?)))`
      : `ifnull(${name} in (select value from json_each(?)), 0)`;
  const sql = values.includes(null) ? `(${name} is null or ${held})` : held;
  return { sql, bindings: [JSON.stringify(values.filter((value) => value !== null))] };
}

function startsWith(column: CodeColumn, text: string): Condition {
  const start = beginning(column, text);
  return { sql: `${names[column]} >= ? and ${names[column]} < ?`, bindings: [start, `${start}\u{10FFFF}`] };
}

function isBetween(column: MomentColumn, from: string | null, until: string | null): Condition {
  return {
    sql: `${names[column]} >= ? and ${names[column]} < ?`,
    bindings: [
      from === null ? Number.MIN_SAFE_INTEGER : Date.parse(from),
      until === null ? Number.MAX_SAFE_INTEGER : Date.parse(until),
    ],
  };
}

/** The condition that means the same as a filter. */
export function conditionOf(filter: ListFilter): Condition {
  if ('in' in filter) return isOneOf(filter.column, filter.in);
  if ('notIn' in filter) {
    const { sql, bindings } = isOneOf(filter.column, filter.notIn);
    return { sql: `not ${sql}`, bindings };
  }
  if ('empty' in filter) return isEmpty(filter.column, filter.empty);
  if ('startsWith' in filter) return startsWith(filter.column, filter.startsWith);
  return isBetween(filter.column, filter.from, filter.until);
}

/** The first label by name equals this one: so that a task with several comes once in a list sorted by label. */
export function isFirstLabel(label: string): Condition {
  return { sql: `l.labels ->> '$[0]' = ?`, bindings: [label] };
}
