/**
 * The local database of one environment: one file, one connection, in the engine's own thread.
 *
 * Invariants: it is opened by opening/open-database.ts only, which makes sure that it can be trusted; every write is
 * inside `transact`; statements are prepared, never built from values.
 */
import { SqliteError } from 'better-sqlite3';
import { dirname, join } from 'node:path';
import { realSurroundings, type Surroundings } from '../runtime/surroundings.ts';
import { attachmentTable, type AttachmentTable } from './attachments.ts';
import { changeTable, type ChangeTable } from './changes.ts';
import { contentFolder, type ContentFiles } from './content-files.ts';
import { exchangeTable, type ExchangeTable } from './exchanges.ts';
import { historyTable, type HistoryTable } from './history.ts';
import type { WriteConnection } from './opening/connections.ts';
import { openDatabase, type OpenedDatabase } from './opening/open-database.ts';
import type { SalvageReport } from './opening/salvage/report.ts';
import { markDamaged } from './opening/soundness.ts';
import { isCorrupt, storeFailure } from './opening/store-failure.ts';
import { recordTable, type RecordTable } from './records.ts';
import { ruleFileTable, type RuleFileTable } from './rule-files.ts';
import { salvageTable, type SalvageTable } from './salvages.ts';
import { listsFileOf } from './lists/lists-file.ts';
import { openListsOf, type Lists } from './lists/lists.ts';
import { taskTable, type TaskTable } from './tasks.ts';
import { viewTable, type ViewTable } from './views.ts';

export interface Store {
  readonly tasks: TaskTable;
  readonly changes: ChangeTable;
  readonly exchanges: ExchangeTable;
  readonly history: HistoryTable;
  readonly ruleFiles: RuleFileTable;
  readonly attachments: AttachmentTable;
  readonly records: RecordTable;
  readonly views: ViewTable;
  /** What lists show of the tasks, in a file of its own. */
  readonly lists: Lists;
  /** What this opening saved out of a damaged database; null when it was whole. */
  readonly salvage: SalvageReport | null;
  /** Everything that was ever saved out of a damaged database here. */
  readonly salvages: SalvageTable;
  /** Runs `work` in one transaction: all of it is on the disk when this returns, or none of it. */
  transact<Result>(work: () => Result): Result;
  close(): void;
}

/** The tables of a database that was opened; lists lie beside `file`. Closing it closes the database. */
export function storeOn({ db, salvage }: OpenedDatabase, file: string, contents: ContentFiles): Store {
  const tasks = taskTable(db);
  const history = historyTable(db);
  let lists: Lists | null = null;
  return {
    salvage,
    salvages: salvageTable(db, dirname(file)),
    tasks,
    get lists() {
      return (lists ??= openListsOf(listsFileOf(file), tasks.followed));
    },
    views: viewTable(db),
    changes: changeTable(db),
    exchanges: exchangeTable(db),
    history,
    ruleFiles: ruleFileTable(db),
    records: recordTable(db),
    attachments: attachmentTable(db, contents),
    transact(work) {
      try {
        return db.transaction(work).immediate();
      } catch (thrown) {
        history.rolledBack();
        if (isCorrupt(thrown)) markDamaged(file);
        throw storeFailure(thrown);
      }
    },
    close() {
      if (!db.open) return;
      lists?.close();
      tidy(db, file);
      db.close();
    },
  };
}

/** Statistics for the next start, which are not worth failing to close for; damage is looked at by the next start. */
function tidy(db: WriteConnection, file: string): void {
  try {
    db.pragma('optimize');
  } catch (thrown) {
    if (!(thrown instanceof SqliteError)) throw thrown;
    if (isCorrupt(thrown)) markDamaged(file);
  }
}

/**
 * Opens (and makes, when missing) the database. Contents of attachments lie in a folder beside it, unless a simulation
 * hands in something else. A damaged database is set aside and what can be read of it is saved: `salvage` tells. Throws
 * STORE_TOO_NEW, STORE_FULL, STORE_READ_ONLY or STORE_FAILED.
 */
export function openStore(
  file: string,
  contents: ContentFiles = contentFolder(join(dirname(file), 'attachments')),
  surroundings: Pick<Surroundings, 'now' | 'newId'> = realSurroundings(),
): Store {
  try {
    const opened = openDatabase(file, { contents, surroundings, neighbour: listsFileOf(file) });
    contents.clean();
    return storeOn(opened, file, contents);
  } catch (thrown) {
    throw storeFailure(thrown);
  }
}
