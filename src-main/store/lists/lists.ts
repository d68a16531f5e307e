/**
 * The lists of a store: they follow the tasks, revision by revision, and answer what windows ask.
 *
 * Invariants: the lists are never ahead of what is durable in the tasks; a small change is in them before the next
 * question is answered; a burst is brought in by a thread of its own, or in slices, so that nobody waits for it; whatever
 * happens to their file, the tasks and the outbox are untouched, and the lists are made anew.
 */
import type { Database } from 'better-sqlite3';
import type { ChoiceColumn } from '../../contract/list/columns.ts';
import type { ListQuery, TaskCount } from '../../contract/list/query.ts';
import type { TaskRow } from '../../contract/task-view.ts';
import { rowOf, type Listing } from '../../domain/listing/listing.ts';
import { isCorrupt } from '../opening/store-failure.ts';
import type { RevisedTask } from '../revised-tasks.ts';
import { count, groups, type Group } from './counts.ts';
import { fillingOf, type FillingTold } from './filling/filling.ts';
import { openLists, removeLists } from './lists-file.ts';
import type { Relisted } from './listings.ts';
import { page, type Page, type PageAsked, type Reading } from './pages.ts';
import type { CompareValues } from './plan.ts';
import { search, type Searched } from './search.ts';
import { statementsOf } from './statements.ts';
import { listsWriting } from './writing.ts';

/** What lists follow. */
export interface Followed {
  /** Where the tasks are, for a connection of somebody else; empty when they are nowhere but in memory. */
  file: string;
  storeId: string;
  lastRevision(): number;
  /** How many tasks changed after a revision. */
  countSince(revision: number): number;
  /** The tasks that changed after a revision, in the order of their last change. */
  since(revision: number, limit: number): RevisedTask[];
}

/** Tasks in one transaction: every one of them is in many places of the file, and a commit writes them all. */
const together = 200;
/** So many tasks behind are a burst. */
const burst = 250;

export interface Lists {
  page(asked: PageAsked, compare: CompareValues): Page;
  search(query: ListQuery, limit: number): Searched;
  count(query: ListQuery, compare: CompareValues): TaskCount;
  groups(query: ListQuery, by: ChoiceColumn, compare: CompareValues): Group[];
  /** The row of a task as lists have it. */
  row(taskId: string): TaskRow | null;
  /** How many tasks are not in the lists yet. */
  behind(): number;
  /** Is told whenever the file was damaged and is made anew: it is empty then, and has to follow. */
  onMadeAnew(handle: () => void): void;
  /** Brings in at most `most` more tasks and says what became of them; `now` in milliseconds since the epoch. */
  follow(most: number, now: number): Relisted[];
  /**
   * Has a burst brought in by a thread of its own, while questions are answered from what is there; false when it is no
   * burst, or there can be no thread. Until `ended` is told, nothing follows otherwise. Throws when no thread starts.
   */
  fill(now: number, told: FillingTold): boolean;
  /** Moves what was written to its place in the file; for when nothing else is to be done. */
  tidy(): void;
  /** The statements that a question would run, for tests of their plans. */
  readonly reading: Reading;
  close(): void;
}

interface Open {
  db: Database;
  writing: ReturnType<typeof listsWriting>;
  reading: Reading;
  caughtUpWith: number;
}

/** Opens the lists beside a store. Throws SqliteError, but for a damaged file, which is made anew. */
export function openListsOf(file: string, followed: Followed): Lists {
  const filling = fillingOf();
  /** Who waits for the thread. */
  let whom: FillingTold | null = null;
  let madeAnew: () => void = () => undefined;
  let open = begin();

  /** What is damaged may show itself only when it is read. */
  function begin(): Open {
    try {
      return opened();
    } catch (thrown) {
      if (!isCorrupt(thrown)) throw thrown;
      removeLists(file);
      return opened();
    }
  }

  function opened(): Open {
    const { db, revision } = openLists(file, followed.storeId, followed.lastRevision());
    try {
      return openOf(db, revision);
    } catch (thrown) {
      db.close();
      throw thrown;
    }
  }

  function openOf(db: Database, revision: number): Open {
    const writing = listsWriting(db, revision);
    const reading: Reading = { statements: statementsOf(db), choices: writing.choices };
    return { db, writing, reading, caughtUpWith: revision };
  }

  /** `damaged`: there is nothing in the file that can be gone on with. */
  function startAnew(damaged: boolean): void {
    filling.stop();
    open.db.close();
    if (damaged) removeLists(file);
    open = begin();
    const interrupted = whom;
    whom = null;
    interrupted?.ended(null);
    if (damaged) madeAnew();
  }

  /** Asks the file; a damaged one is made anew, and `otherwise` holds until it has followed. */
  function answered<Result>(question: () => Result, otherwise: Result): Result {
    try {
      open.writing.settle();
      return question();
    } catch (thrown) {
      if (!isCorrupt(thrown)) throw thrown;
      startAnew(true);
      return otherwise;
    }
  }

  /** Changes the file. After an error what is in memory is not what is in the file any more: it is opened again. */
  function changed<Result>(change: () => Result, otherwise: Result): Result {
    try {
      return change();
    } catch (thrown) {
      if (open.db.inTransaction) open.db.exec('rollback');
      startAnew(isCorrupt(thrown));
      if (!isCorrupt(thrown)) throw thrown;
      return otherwise;
    }
  }

  /** A transaction that was rolled back has left a revision that no task has. */
  function isBehind(): boolean {
    return Math.max(open.writing.revision, open.caughtUpWith) < followed.lastRevision();
  }

  const behind = (): number => (isBehind() ? followed.countSince(open.writing.revision) : 0);

  function follow(most: number, now: number): Relisted[] {
    if (filling.isBusy || !isBehind()) return [];
    const lastRevision = followed.lastRevision();
    return changed(() => {
      const { writing } = open;
      const tasks = followed.since(writing.revision, most);
      const relisted = writing.put(tasks, now);
      if (tasks.length < most) open.caughtUpWith = lastRevision;
      if (tasks.length < most || writing.uncommitted >= together) writing.commit();
      return relisted;
    }, []);
  }

  function fill(now: number, told: FillingTold): boolean {
    if (filling.isBusy || open.db.memory || followed.file === '' || behind() < burst) return false;
    changed(() => open.writing.commit(), undefined);
    const reload = () => changed(() => open.writing.reload(), undefined);
    whom = told;
    filling.start(
      { storeFile: followed.file, listsFile: file, revision: open.writing.revision, now },
      {
        committed() {
          reload();
          whom?.committed();
        },
        ended(reason) {
          reload();
          const waiting = whom;
          whom = null;
          waiting?.ended(reason);
        },
      },
    );
    return true;
  }

  return {
    page: (asked, compare) => answered(() => page(open.reading, asked, compare), { rows: [], next: null }),
    search: (query, limit) => answered(() => search(open.reading, query, limit), { rows: [], more: false }),
    count: (query, compare) => answered(() => count(open.reading, query, compare), { count: 0, more: false }),
    groups: (query, by, compare) => answered(() => groups(open.reading, query, by, compare), []),
    row(taskId) {
      const listing = answered<Listing | null>(() => open.writing.listings.get(taskId), null);
      return listing && rowOf(listing);
    },
    behind,
    onMadeAnew: (handle) => (madeAnew = handle),
    follow,
    fill,
    tidy() {
      if (!open.db.inTransaction && !filling.isBusy) open.db.pragma('wal_checkpoint(PASSIVE)');
    },
    get reading() {
      return open.reading;
    },
    close() {
      filling.stop();
      changed(() => open.writing.commit(), undefined);
      open.db.close();
    },
  };
}
