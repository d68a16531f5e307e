/** The history of a task: append only (triggers refuse anything else). */
import type { Database } from 'better-sqlite3';
import type { HistoryEntry } from '../contract/task-view.ts';

export type NewHistoryEntry = Omit<HistoryEntry, 'entryNumber'> & { taskId: string };

interface HistoryColumns {
  entry_number: number;
  at: string;
  kind: HistoryEntry['kind'];
  by: string;
  detail: string;
}

export type HistoryTable = ReturnType<typeof historyTable>;

/** The queries on history, prepared once. */
export function historyTable(db: Database) {
  const append = db.prepare<[string, string, string, string, string]>(
    'insert into history (task_id, at, kind, by, detail) values (?, ?, ?, ?, ?)',
  );
  const ofTask = db.prepare<[string, number], HistoryColumns>(
    'select entry_number, at, kind, by, detail from history where task_id = ? order by entry_number desc limit ?',
  );
  const lastSet = db.prepare<[string, HistoryEntry['kind'], string, string], { at: string | null }>(`
    select max(history.at) as at from history, json_each(history.detail, '$.fields') as changed
    where history.task_id = ? and history.kind = ?
      and changed.value ->> '$.field' = ? and changed.value ->> '$.to' = ?`);
  return {
    append(entry: NewHistoryEntry): void {
      append.run(entry.taskId, entry.at, entry.kind, entry.by, JSON.stringify(entry.detail));
    },
    /** When an entry of this kind last gave the field this value, or null. */
    lastSet(taskId: string, kind: HistoryEntry['kind'], field: string, to: string): string | null {
      return lastSet.get(taskId, kind, field, to)?.at ?? null;
    },
    /** The latest first. */
    ofTask(taskId: string, limit: number): HistoryEntry[] {
      return ofTask.all(taskId, limit).map(({ entry_number, detail, ...row }) => ({
        ...row,
        entryNumber: entry_number,
        detail: JSON.parse(detail) as HistoryEntry['detail'],
      }));
    },
  };
}
