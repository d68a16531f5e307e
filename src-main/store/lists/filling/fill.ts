/** Brings in every task that lists are behind, on connections of its own: the work of the thread. */
import { openToRead } from '../../opening/connections.ts';
import { sinceRevision, toRevised, type RevisedColumns } from '../../revised-tasks.ts';
import { beginFilling, connectLists, endFilling } from '../lists-file.ts';
import { listsWriting } from '../writing.ts';
import type { ToFiller } from './messages.ts';

/** Tasks between two looks at whether to stop: some milliseconds of work. */
const slice = 100;
/** The first commit comes soon, so that something is shown; the others are large: the file is written less often. */
const firstCommit = 500;
const nextCommits = 5000;

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
    for (;;) {
      const tasks = since.all(writing.revision, slice);
      if (tasks.length > 0) {
        const all = tasks.map((columns) => toRevised(columns));
        writing.put(all, now);
      }
      const isOver = tasks.length < slice || stopped();
      if (!isOver && writing.uncommitted < together) continue;
      writing.commit();
      committed();
      together = nextCommits;
      if (isOver) break;
    }
    endFilling(lists);
  } finally {
    if (lists.inTransaction) lists.exec('rollback');
    lists.close();
    store.close();
  }
}
