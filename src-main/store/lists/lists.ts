/**
 * The lists of a store: they follow the tasks, revision by revision, and answer what windows ask.
 *
 * Invariants: the lists are never ahead of what is durable in the tasks; a small change is in them before the next
 * question is answered; a burst follows in slices, so that nobody waits for it; whatever happens to their file, the tasks
 * and the outbox are untouched, and the lists are made anew.
 */
import type { ChoiceColumn } from '../../contract/list/columns.ts';
import type { ListQuery, TaskCount } from '../../contract/list/query.ts';
import type { TaskRow } from '../../contract/task-view.ts';
import { rowOf, type ListedTask, type Listing } from '../../domain/listing/listing.ts';
import { choicesOf } from './choices.ts';
import { count, groups, type Group } from './counts.ts';
import { isCorrupt } from '../opening/store-failure.ts';
import { beginFilling, endFilling, openLists } from './lists-file.ts';
import { listingsOf, type Relisted } from './listings.ts';
import { page, type Page, type PageAsked, type Reading } from './pages.ts';
import type { CompareValues } from './plan.ts';
import { search } from './search.ts';
import { statementsOf } from './statements.ts';

/** A task and the revision in which it last changed. */
export interface RevisedTask extends ListedTask {
  revision: number;
}

/** What lists follow. */
export interface Followed {
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
const burst = 2000;

export interface Lists {
  page(asked: PageAsked, compare: CompareValues): Page;
  search(query: ListQuery, limit: number): TaskRow[];
  count(query: ListQuery, compare: CompareValues): TaskCount;
  groups(query: ListQuery, by: ChoiceColumn, compare: CompareValues): Group[];
  /** The row of a task as lists have it. */
  row(taskId: string): TaskRow | null;
  /** How many tasks are not in the lists yet. */
  behind(): number;
  /** Brings in at most `most` more tasks and says what became of them; `now` in milliseconds since the epoch. */
  follow(most: number, now: number): Relisted[];
  /** Moves what was written to its place in the file; for when nothing else is to be done. */
  tidy(): void;
  /** The statements that a question would run, for tests of their plans. */
  readonly reading: Reading;
  close(): void;
}

/** Opens the lists beside a store. Throws SqliteError, but for a damaged file, which is made anew. */
export function openListsOf(file: string, followed: Followed): Lists {
  let open = begin();
  let uncommitted = 0;
  let filling = false;

  function begin() {
    const { db, revision } = openLists(file, followed.storeId, followed.lastRevision());
    const choices = choicesOf(db);
    const mark = db.prepare<[number]>('update follow_state set revision = ?');
    const reading: Reading = { statements: statementsOf(db), choices };
    return {
      db,
      choices,
      listings: listingsOf(db, choices),
      mark,
      reading,
      revision,
      caughtUpWith: revision,
    };
  }

  function startAnew(): void {
    open.db.close();
    uncommitted = 0;
    filling = false;
    open = begin();
  }

  function commit(): void {
    if (!open.db.inTransaction) return;
    open.choices.flush();
    open.mark.run(open.revision);
    open.db.exec('commit');
    uncommitted = 0;
  }

  function startFilling(): void {
    if (filling || open.db.memory || open.db.inTransaction || followed.countSince(open.revision) < burst)
      return;
    beginFilling(open.db);
    filling = true;
  }

  function stopFilling(): void {
    if (!filling || open.db.inTransaction) return;
    filling = false;
    endFilling(open.db, () => !filling);
  }

  /** Asks the file; a damaged one is made anew, and `otherwise` holds until it has followed. */
  function answered<Result>(question: () => Result, otherwise: Result): Result {
    try {
      return question();
    } catch (thrown) {
      if (!isCorrupt(thrown)) throw thrown;
      startAnew();
      return otherwise;
    }
  }

  /** Changes the file. After an error what is in memory is not what is in the file any more: it is opened again. */
  function changed<Result>(change: () => Result, otherwise: Result): Result {
    try {
      return change();
    } catch (thrown) {
      if (open.db.inTransaction) open.db.exec('rollback');
      startAnew();
      if (!isCorrupt(thrown)) throw thrown;
      return otherwise;
    }
  }

  /** A transaction that was rolled back has left a revision that no task has. */
  function isBehind(): boolean {
    const { revision, caughtUpWith } = open;
    return Math.max(revision, caughtUpWith) < followed.lastRevision();
  }

  function follow(most: number, now: number): Relisted[] {
    if (!isBehind()) return [];
    const lastRevision = followed.lastRevision();
    return changed(() => {
      const tasks = followed.since(open.revision, most);
      startFilling();
      if (!open.db.inTransaction) open.db.exec('begin immediate');
      const relisted = tasks.map((task) => open.listings.put(task, now));
      open.revision = tasks.at(-1)?.revision ?? open.revision;
      if (tasks.length < most) open.caughtUpWith = lastRevision;
      uncommitted += tasks.length;
      if (tasks.length < most || uncommitted >= together) commit();
      if (tasks.length < most) stopFilling();
      return relisted;
    }, []);
  }

  return {
    page: (asked, compare) => answered(() => page(open.reading, asked, compare), { rows: [], next: null }),
    search: (query, limit) => answered(() => search(open.reading, query, limit), []),
    count: (query, compare) => answered(() => count(open.reading, query, compare), { count: 0, more: false }),
    groups: (query, by, compare) => answered(() => groups(open.reading, query, by, compare), []),
    row(taskId) {
      const listing = answered<Listing | null>(() => open.listings.get(taskId), null);
      return listing && rowOf(listing);
    },
    behind: () => (isBehind() ? followed.countSince(open.revision) : 0),
    follow,
    tidy() {
      if (!open.db.inTransaction && !filling) open.db.pragma('wal_checkpoint(PASSIVE)');
    },
    get reading() {
      return open.reading;
    },
    close() {
      changed(() => {
        commit();
        stopFilling();
      }, undefined);
      open.db.close();
    },
  };
}
