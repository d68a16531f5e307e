/** Tasks: the platform's document, the local one, and what lists show of it. */
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { parseInput, PatchdeskError } from '../contract/errors.ts';
import type { TaskDocument } from '../contract/document/task-document.ts';
import type { Api } from '../contract/document/values.ts';
import type { TaskRow } from '../contract/task-view.ts';

export interface StoredTask {
  taskId: string;
  api: Api;
  base: TaskDocument;
  local: TaskDocument;
  /** Whether the status model lets nothing follow the status of `local`. */
  ended: boolean;
  /** How many of its changes are refused. */
  refused: number;
}

export interface TaskPage {
  rows: TaskRow[];
  next: string | null;
  total: number;
}

interface TaskColumns {
  task_id: string;
  api: Api;
  base: string;
  local: string;
  ended: number;
  refused: number;
}

const rowColumns = `
  task_id as taskId, api, local ->> '$.taskType' as taskType, local ->> '$.mainStatus' as mainStatus,
  local ->> '$.subStatus' as subStatus, local ->> '$.priority' as priority, local ->> '$.planned' as planned,
  local ->> '$.PoPInfo.popName' as popName,
  nullif(trim(coalesce(local ->> '$.address.street', '') || ' ' || coalesce(local ->> '$.address.houseNumber', '')
    || case when local ->> '$.address.addition' glob '[0-9]*' then ' ' else '' end -- 12 2 is not number 122
    || coalesce(local ->> '$.address.addition', '')), '') as street,
  local ->> '$.address.city' as city, local ->> '$.searchCode' as searchCode,
  local ->> '$.sla.dueAt' as slaDueAt, local ->> '$.sla.status' as slaStatus,
  pending, refused`;

/** The sort key of the last row of a page: ended or not, plan, id. */
const Cursor = z.tuple([z.number(), z.number(), z.string()]);
type Cursor = z.infer<typeof Cursor>;

const beforeAll: Cursor = [0, Number.MIN_SAFE_INTEGER, ''];

function readCursor(text: string): Cursor {
  try {
    return parseInput(Cursor, JSON.parse(text), 'cursor');
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown;
    throw new PatchdeskError('INPUT_INVALID', {
      where: 'cursor',
      issues: [{ path: '', message: thrown.message }],
    });
  }
}

function toTask(columns: TaskColumns): StoredTask {
  return {
    taskId: columns.task_id,
    api: columns.api,
    // Parsed on the way in; what is read back is our own.
    base: JSON.parse(columns.base) as TaskDocument,
    local: JSON.parse(columns.local) as TaskDocument,
    ended: columns.ended === 1,
    refused: columns.refused,
  };
}

export type TaskTable = ReturnType<typeof taskTable>;

/** The queries on tasks, prepared once. */
export function taskTable(db: Database) {
  const get = db.prepare<[string], TaskColumns>(
    'select task_id, api, base, local, ended, refused from task where task_id = ?',
  );
  const put = db.prepare<Record<string, string | number>>(`
    insert into task (task_id, api, base, local, version, ended)
    values (:taskId, :api, :base, :local, :version, :ended)
    on conflict (task_id) do update set base = excluded.base, local = excluded.local,
      version = excluded.version, ended = excluded.ended`);
  const count = db.prepare<{ taskId: string }>(`
    update task set
      pending = (select count(*) from change where task_id = :taskId and state in ('queued', 'sent')),
      refused = (select count(*) from change where task_id = :taskId and state = 'refused')
    where task_id = :taskId`);
  const batch = db.prepare<[string, number], TaskColumns>(
    'select task_id, api, base, local, ended, refused from task where task_id > ? order by task_id limit ?',
  );
  const total = db.prepare<[], number>('select count(*) from task').pluck();
  const keyOf = db.prepare<[string], { ended: number; plan: number }>(
    'select ended, planned_key as plan from task where task_id = ?',
  );
  const page = db.prepare<{ ended: number; plan: number; taskId: string; limit: number }, TaskRow>(`
    select ${rowColumns} from task where (ended, planned_key, task_id) > (:ended, :plan, :taskId)
    order by ended, planned_key, task_id limit :limit`);

  return {
    get(taskId: string): StoredTask | null {
      const columns = get.get(taskId);
      return columns ? toTask(columns) : null;
    },
    put(task: Omit<StoredTask, 'refused'>): void {
      put.run({
        taskId: task.taskId,
        api: task.api,
        base: JSON.stringify(task.base),
        local: JSON.stringify(task.local),
        version: task.base.version,
        ended: task.ended ? 1 : 0,
      });
    },
    /** Brings the counters of a task in line with its outbox rows; to be called whenever one changed. */
    count(taskId: string): void {
      count.run({ taskId });
    },
    /** The next tasks by id, for a walk over all of them. */
    batch(afterId: string, limit: number): StoredTask[] {
      return batch.all(afterId, limit).map(toTask);
    },
    total(): number {
      return total.get() ?? 0;
    },
    /** A page: open tasks first, by plan date; `after` is the `next` of the page before. Throws INPUT_INVALID. */
    page(after: string | null, limit: number): TaskPage {
      const [ended, plan, taskId] = after === null ? beforeAll : readCursor(after);
      const rows = page.all({ ended, plan, taskId, limit });
      const last = rows.length === limit ? rows.at(-1) : undefined;
      const key = last && keyOf.get(last.taskId);
      const next = last && key ? JSON.stringify([key.ended, key.plan, last.taskId]) : null;
      return { rows, next, total: this.total() };
    },
  };
}
