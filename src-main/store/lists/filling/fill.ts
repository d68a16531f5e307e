/** Brings in every task that lists are behind, on connections of its own: the work of the thread. */
import type { Database } from 'better-sqlite3';
import { openToRead } from '../../opening/connections.ts';
import { sinceRevision, toRevised, type RevisedColumns } from '../../revised-tasks.ts';
import { beginFilling, connectLists, endFilling, flushLists } from '../lists-file.ts';
import { listsWriting } from '../writing.ts';
import type { ToFiller } from './messages.ts';

/** Tasks between two looks at whether to stop: some milliseconds of work. */
const slice = 100;
/** The first commit comes soon, so that something is shown; the others are large: the file is written less often. */
const firstCommit = 500;
const nextCommits = 5000;

/** A burst of at least this share of all tasks leaves so many pieces that they are worth joining. */
const worthJoining = 1 / 20;
/** Pages of the index in one step of joining it. */
const pagesAtOnce = 1000;

/** Joins the pieces that many commits have left of an index of words: one is searched sooner than ten. */
function joinWords(lists: Database, stopped: () => boolean): void {
  const changes = lists.prepare<[], number>('select total_changes()').pluck();
  for (const table of ['search_open', 'search_ended']) {
    // Two pieces are enough to be joined. The engine takes whole numbers only, which JavaScript has not.
    lists.exec(`insert into ${table} (${table}, rank) values ('usermerge', 2)`);
    // A negative number takes up all pieces there are, and positive ones go on with them.
    for (let pages = -pagesAtOnce; !stopped(); pages = pagesAtOnce) {
      const before = changes.get() ?? 0;
      lists.exec(`insert into ${table} (${table}, rank) values ('merge', ${pages})`);
      // The command itself counts as one.
      if ((changes.get() ?? 0) - before < 2) break;
    }
  }
}

/** Fills until nothing is behind or `stopped` says so; `committed` is called after every commit. Throws SqliteError. */
export function fill(
  { storeFile, listsFile, revision, now }: Omit<ToFiller, 'shared'>,
  stopped: () => boolean,
  committed: () => void,
): void {
  const store = openToRead(storeFile);
  const lists = connectLists(listsFile);
  try {
    const since = store.prepare<[number, number], RevisedColumns>(sinceRevision);
    const writing = listsWriting(lists, revision);
    beginFilling(lists);
    let together = firstCommit;
    let filled = 0;
    for (;;) {
      const tasks = since.all(writing.revision, slice);
      if (tasks.length > 0) {
        const all = tasks.map((columns) => toRevised(columns));
        writing.put(all, now);
        filled += all.length;
      }
      const isOver = tasks.length < slice || stopped();
      if (!isOver && writing.uncommitted < together) continue;
      writing.commit();
      // Little by little: whoever saves meanwhile would wait for all of it at once.
      flushLists(lists);
      committed();
      together = nextCommits;
      if (isOver) break;
    }
    const total = writing.choices.total(0) + writing.choices.total(1);
    if (filled >= total * worthJoining) joinWords(lists, stopped);
    endFilling(lists);
  } finally {
    if (lists.inTransaction) lists.exec('rollback');
    lists.close();
    store.close();
  }
}
