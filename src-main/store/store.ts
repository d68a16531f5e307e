/**
 * The local database of one environment: one file, one connection, in the engine's own thread.
 *
 * Invariants: `synchronous = FULL` (a saved edit survives a power cut, and better-sqlite3's own default would not),
 * asserted after opening; every write is inside `transact`; statements are prepared, never built from values.
 */
import Database, { SqliteError } from 'better-sqlite3';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PatchdeskError } from '../contract/errors.ts';
import { attachmentTable, type AttachmentTable } from './attachments.ts';
import { changeTable, type ChangeTable } from './changes.ts';
import { contentFolder, type ContentFiles } from './content-files.ts';
import { exchangeTable, type ExchangeTable } from './exchanges.ts';
import { historyTable, type HistoryTable } from './history.ts';
import { migrate } from './migrations/migrate.ts';
import { nativeBinding } from './native-binding.ts';
import { recordTable, type RecordTable } from './records.ts';
import { ruleFileTable, type RuleFileTable } from './rule-files.ts';
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
  /** Runs `work` in one transaction: all of it is on the disk when this returns, or none of it. */
  transact<Result>(work: () => Result): Result;
  close(): void;
}

/** Every connection must have these; each is set, then read back. */
const pragmas: readonly (readonly [name: string, value: string, readBack: string | number])[] = [
  ['journal_mode', 'WAL', 'wal'],
  ['synchronous', 'FULL', 2],
  ['foreign_keys', 'ON', 1],
  ['checkpoint_fullfsync', 'ON', 1],
  ['busy_timeout', '5000', 5000],
];

function setPragmas(db: Database.Database): void {
  for (const [name, value, expected] of pragmas) {
    db.pragma(`${name} = ${value}`);
    const found: unknown = db.pragma(name, { simple: true });
    if (found !== expected) {
      throw new PatchdeskError('STORE_FAILED', {
        reason: `pragma ${name} is ${String(found)}, not ${expected}`,
      });
    }
  }
}

/** SQLite's errors become STORE_FAILED; anything else passes. */
function storeFailure(thrown: unknown): unknown {
  return thrown instanceof SqliteError
    ? new PatchdeskError('STORE_FAILED', { reason: `${thrown.code}: ${thrown.message}` })
    : thrown;
}

/**
 * Opens (and makes, when missing) the database. Contents of attachments lie in a folder beside it, unless a simulation
 * hands in something else. Throws STORE_TOO_NEW or STORE_FAILED.
 */
export function openStore(
  file: string,
  contents: ContentFiles = contentFolder(join(dirname(file), 'attachments')),
): Store {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const binding = nativeBinding();
    const db = new Database(file, binding ? { nativeBinding: binding } : {});
    setPragmas(db);
    migrate(db);
    const tasks = taskTable(db);
    let lists: Lists | null = null;
    return {
      tasks,
      get lists() {
        return (lists ??= openListsOf(listsFileOf(file), tasks.followed));
      },
      views: viewTable(db),
      changes: changeTable(db),
      exchanges: exchangeTable(db),
      history: historyTable(db),
      ruleFiles: ruleFileTable(db),
      records: recordTable(db),
      attachments: attachmentTable(db, contents),
      transact(work) {
        try {
          return db.transaction(work).immediate();
        } catch (thrown) {
          throw storeFailure(thrown);
        }
      },
      close() {
        lists?.close();
        db.pragma('optimize');
        db.close();
      },
    };
  } catch (thrown) {
    throw storeFailure(thrown);
  }
}
