/**
 * Tasks: the platform's document and the local one.
 *
 * Invariant: whatever changes a task gives it a new revision, higher than all before; lists follow by it.
 */
import type { Database } from 'better-sqlite3';
import type { TaskDocument } from '../contract/document/task-document.ts';
import type { Api } from '../contract/document/values.ts';
import type { Followed } from './lists/lists.ts';
import { sinceRevision, toRevised, type RevisedColumns } from './revised-tasks.ts';

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

interface TaskColumns {
  task_id: string;
  api: Api;
  base: string;
  /** Empty where it is the base. */
  local: string;
  ended: number;
  refused: number;
}

const asBase = '';
/** Documents that were just written, so that lists need not read them again. */
const keptAtMost = 2000;

function toTask(columns: TaskColumns): StoredTask {
  // Parsed on the way in; what is read back is our own.
  const base = JSON.parse(columns.base) as TaskDocument;
  return {
    taskId: columns.task_id,
    api: columns.api,
    base,
    local: columns.local === asBase ? base : (JSON.parse(columns.local) as TaskDocument),
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
  const inState = (state: string) =>
    `(select count(*) from change where task_id = :taskId and state = '${state}')`;
  const [pending, refused] = [`${inState('queued')} + ${inState('sent')}`, inState('refused')];
  const put = db.prepare<Record<string, string | number>>(`
    insert into task (task_id, api, base, local, version, ended, revision, pending, refused)
    values (:taskId, :api, :base, :local, :version, :ended, :revision, ${pending}, ${refused})
    on conflict (task_id) do update set base = excluded.base, local = excluded.local,
      version = excluded.version, ended = excluded.ended, revision = excluded.revision,
      pending = excluded.pending, refused = excluded.refused`);
  const batch = db.prepare<[string, number], TaskColumns>(
    'select task_id, api, base, local, ended, refused from task where task_id > ? order by task_id limit ?',
  );
  const total = db.prepare<[], number>('select count(*) from task').pluck();
  const since = db.prepare<[number, number], RevisedColumns>(sinceRevision);
  const countSince = db.prepare<[number], number>('select count(*) from task where revision > ?').pluck();
  const storeId = db.prepare<[], string>('select store_id from store_identity').pluck().get() ?? '';
  let lastRevision = db.prepare<[], number>('select ifnull(max(revision), 0) from task').pluck().get() ?? 0;
  const written = new Map<string, { revision: number; local: TaskDocument }>();

  function keep(taskId: string, local: TaskDocument, revision: number): void {
    if (written.size >= keptAtMost) written.clear();
    written.set(taskId, { revision, local });
  }

  function revised(columns: RevisedColumns) {
    const kept = written.get(columns.task_id);
    return toRevised(columns, kept?.revision === columns.revision ? kept.local : undefined);
  }

  const followed: Followed = {
    file: db.memory ? '' : db.name,
    storeId,
    lastRevision: () => lastRevision,
    countSince: (revision) => countSince.get(revision) ?? 0,
    since: (revision, limit) => since.all(revision, limit).map(revised),
  };

  return {
    followed,
    get(taskId: string): StoredTask | null {
      const columns = get.get(taskId);
      return columns ? toTask(columns) : null;
    },
    /** Its counters are brought in line with the outbox; to be called whenever a document or the outbox changed. */
    put(task: Omit<StoredTask, 'refused'>): void {
      const { taskId, api, base, local } = task;
      const revision = ++lastRevision;
      put.run({
        taskId,
        api,
        base: JSON.stringify(base),
        local: local === base ? asBase : JSON.stringify(local),
        version: base.version,
        ended: task.ended ? 1 : 0,
        revision,
      });
      keep(taskId, local, revision);
    },
    /** The next tasks by id, for a walk over all of them. */
    batch(afterId: string, limit: number): StoredTask[] {
      return batch.all(afterId, limit).map(toTask);
    },
    total(): number {
      return total.get() ?? 0;
    },
  };
}
