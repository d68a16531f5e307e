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
}

const rowColumns = `
  task_id as taskId, local ->> '$.taskType' as taskType, local ->> '$.mainStatus' as mainStatus,
  local ->> '$.subStatus' as subStatus, local ->> '$.priority' as priority, local ->> '$.planned' as planned,
  local ->> '$.PoPInfo.popName' as popName,
  nullif(trim(coalesce(local ->> '$.address.street', '') || ' ' || coalesce(local ->> '$.address.houseNumber', '')
    || coalesce(local ->> '$.address.addition', '')), '') as street,
  local ->> '$.address.city' as city, local ->> '$.searchCode' as searchCode,
  local ->> '$.sla.dueAt' as slaDueAt, local ->> '$.sla.status' as slaStatus,
  pending, refused`;

/** The sort key and the id of the last row of a page. */
const Cursor = z.tuple([z.number(), z.string()]);
type Cursor = z.infer<typeof Cursor>;

const beforeAll: Cursor = [Number.MIN_SAFE_INTEGER, ''];

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
  };
}

export type TaskTable = ReturnType<typeof taskTable>;

/** The queries on tasks, prepared once. */
export function taskTable(db: Database) {
  const get = db.prepare<[string], TaskColumns>(
    'select task_id, api, base, local from task where task_id = ?',
  );
  const put = db.prepare<{ taskId: string; api: Api; base: string; local: string; version: number }>(`
    insert into task (task_id, api, base, local, version) values (:taskId, :api, :base, :local, :version)
    on conflict (task_id) do update set base = excluded.base, local = excluded.local, version = excluded.version`);
  const count = db.prepare<{ taskId: string }>(`
    update task set
      pending = (select count(*) from change where task_id = :taskId and state in ('queued', 'sent')),
      refused = (select count(*) from change where task_id = :taskId and state = 'refused')
    where task_id = :taskId`);
  const total = db.prepare<[], number>('select count(*) from task').pluck();
  const keyOf = db.prepare<[string], number>('select planned_key from task where task_id = ?').pluck();
  const page = db.prepare<{ key: number; taskId: string; limit: number }, TaskRow>(`
    select ${rowColumns} from task where (planned_key, task_id) > (:key, :taskId)
    order by planned_key, task_id limit :limit`);

  return {
    get(taskId: string): StoredTask | null {
      const columns = get.get(taskId);
      return columns ? toTask(columns) : null;
    },
    put(task: StoredTask): void {
      put.run({
        taskId: task.taskId,
        api: task.api,
        base: JSON.stringify(task.base),
        local: JSON.stringify(task.local),
        version: task.base.version,
      });
    },
    /** Brings the counters of a task in line with its outbox rows; to be called whenever one changed. */
    count(taskId: string): void {
      count.run({ taskId });
    },
    total(): number {
      return total.get() ?? 0;
    },
    /** A page by plan date; `after` is the `next` of the page before. Throws INPUT_INVALID for a foreign cursor. */
    page(after: string | null, limit: number): TaskPage {
      const [key, taskId] = after === null ? beforeAll : readCursor(after);
      const rows = page.all({ key, taskId, limit });
      const last = rows.length === limit ? rows.at(-1) : undefined;
      const next = last ? JSON.stringify([keyOf.get(last.taskId), last.taskId]) : null;
      return { rows, next, total: this.total() };
    },
  };
}
