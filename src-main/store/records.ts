/** The contractor's own records: append only (triggers refuse anything else). */
import type { RecordAction, RecordEntry } from '../contract/record.ts';
import type { WriteConnection } from './opening/connections.ts';

export type NewRecordEntry = RecordEntry & { entryId: string; taskId: string };

interface EntryColumns {
  task_id: string;
  action: string;
  at: string;
  by: string;
}

function toEntry({ action, at, by }: EntryColumns): RecordEntry {
  // Parsed on the way in; what is read back is our own.
  return { action: JSON.parse(action) as RecordAction, at, by };
}

export type RecordTable = ReturnType<typeof recordTable>;

/** The queries on records, prepared once. */
export function recordTable(db: WriteConnection) {
  const has = db.prepare<[string], number>('select 1 from record_entry where entry_id = ?').pluck();
  const append = db.prepare<Record<string, string>>(`
    insert into record_entry (entry_id, task_id, action, at, by)
    values (:entryId, :taskId, :action, :at, :by)`);
  const ofTask = db.prepare<[string], EntryColumns>(
    'select task_id, action, at, by from record_entry where task_id = ? order by entry_number',
  );
  const tasks = db.prepare<[], string>('select distinct task_id from record_entry order by task_id').pluck();
  return {
    has: (entryId: string): boolean => has.get(entryId) !== undefined,
    append({ action, ...entry }: NewRecordEntry): void {
      append.run({ ...entry, action: JSON.stringify(action) });
    },
    /** In the order they were made. */
    ofTask: (taskId: string): RecordEntry[] => ofTask.all(taskId).map(toEntry),
    /** The tasks that have any. */
    taskIds: (): string[] => tasks.all(),
  };
}
