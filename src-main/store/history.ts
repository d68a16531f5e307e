/**
 * The history of the tasks: append only (triggers refuse anything else), and one chain.
 *
 * Invariants: entries are numbered from 1 without a gap, and each holds the hash of history-chain.ts, so that one that
 * was altered, removed or moved is found; the end of the chain in memory is that of the database: after a transaction
 * was rolled back, `rolledBack` is called and it is read again.
 */
import type { HistoryEntry } from '../contract/task-view.ts';
import { chainStart, entryHash, type ChainedEntry } from './history-chain.ts';
import type { WriteConnection } from './opening/connections.ts';

export type NewHistoryEntry = Omit<HistoryEntry, 'entryNumber'> & { taskId: string };

interface HistoryColumns {
  entry_number: number;
  at: string;
  kind: HistoryEntry['kind'];
  by: string;
  detail: string;
}

interface LinkColumns extends ChainedEntry {
  number: number;
  hash: Uint8Array;
}

/** Entries of one step of a walk over all of them. */
const slice = 2000;

export type HistoryTable = ReturnType<typeof historyTable>;

/** The queries on history, prepared once. */
export function historyTable(db: WriteConnection) {
  const append = db.prepare<[number, string, string, string, string, string, Buffer]>(
    'insert into history (entry_number, task_id, at, kind, by, detail, hash) values (?, ?, ?, ?, ?, ?, ?)',
  );
  const links = db.prepare<[number, number], LinkColumns>(`
    select entry_number as number, task_id as taskId, at, kind, by, detail, hash from history
    where entry_number > ? order by entry_number limit ?`);
  // Not the highest that is there: that the last one was removed has to be seen too.
  const lastNumber = db.prepare<[], number>("select seq from sqlite_sequence where name = 'history'").pluck();
  const hashOf = db.prepare<[number], Uint8Array>('select hash from history where entry_number = ?').pluck();
  const ofTask = db.prepare<[string, number], HistoryColumns>(
    'select entry_number, at, kind, by, detail from history where task_id = ? order by entry_number desc limit ?',
  );
  const lastSet = db.prepare<[string, HistoryEntry['kind'], string, string], { at: string | null }>(`
    select max(history.at) as at from history, json_each(history.detail, '$.fields') as changed
    where history.task_id = ? and history.kind = ?
      and changed.value ->> '$.field' = ? and changed.value ->> '$.to' = ?`);
  /** Number and hash of the last entry; null when they have to be read. */
  let end: { number: number; hash: Uint8Array } | null = null;

  function readEnd(): { number: number; hash: Uint8Array } {
    const number = lastNumber.get() ?? 0;
    return { number, hash: hashOf.get(number) ?? chainStart };
  }

  /**
   * Walks the chain behind the entry `from`; returns the number of the first entry that is not what it was, or is
   * missing, else null.
   */
  function verify(from = 0): number | null {
    let number = from;
    let last: Uint8Array = hashOf.get(from) ?? chainStart;
    for (let step = links.all(number, slice); step.length > 0; step = links.all(number, slice)) {
      for (const link of step) {
        number++;
        const hash = entryHash(last, number, link);
        if (link.number !== number || !hash.equals(link.hash)) return number;
        last = hash;
      }
    }
    return number === (lastNumber.get() ?? 0) ? null : number + 1;
  }

  return {
    append(entry: NewHistoryEntry): void {
      const { taskId, at, kind, by } = entry;
      const detail = JSON.stringify(entry.detail);
      const last = (end ??= readEnd());
      const number = last.number + 1;
      const hash = entryHash(last.hash, number, { taskId, at, kind, by, detail });
      append.run(number, taskId, at, kind, by, detail, hash);
      end = { number, hash };
    },
    /** To be called after a transaction was rolled back, whatever was in it. */
    rolledBack(): void {
      end = null;
    },
    verify,
    /** As `verify`, for the last entry only: cheap enough for every start. */
    verifyEnd: (): number | null => verify(Math.max(0, (lastNumber.get() ?? 0) - 1)),
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
