/** Bringing tasks into a lists file, in transactions that hold many of them. */
import type { Database } from 'better-sqlite3';
import type { RevisedTask } from '../revised-tasks.ts';
import { choicesOf } from './choices.ts';
import { listingsOf, type Relisted } from './listings.ts';

export type ListsWriting = ReturnType<typeof listsWriting>;

/** The writing side of a lists file that has every task up to `revision`. */
export function listsWriting(db: Database, revision: number) {
  const choices = choicesOf(db);
  const listings = listingsOf(db, choices);
  const mark = db.prepare<[number]>('update follow_state set revision = ?');
  const marked = db.prepare<[], number>('select revision from follow_state').pluck();
  let upTo = revision;
  let uncommitted = 0;

  return {
    choices,
    listings,
    /** Every task up to this revision is in it; what is not committed included. */
    get revision(): number {
      return upTo;
    },
    /** Tasks put since the last commit. */
    get uncommitted(): number {
      return uncommitted;
    },
    /** Brings in tasks, in the order of their revisions, and says what became of them; `now` as of the epoch. */
    put(tasks: readonly RevisedTask[], now: number): Relisted[] {
      if (!db.inTransaction) db.exec('begin immediate');
      const relisted = tasks.map((task) => listings.put(task, now));
      upTo = tasks.at(-1)?.revision ?? upTo;
      uncommitted += tasks.length;
      return relisted;
    },
    /** What was put is in the answers of this connection from here on. */
    settle(): void {
      if (db.inTransaction) listings.flush();
    },
    commit(): void {
      if (!db.inTransaction) return;
      listings.flush();
      choices.flush();
      mark.run(upTo);
      db.exec('commit');
      uncommitted = 0;
    },
    /** Takes up what another connection has committed. */
    reload(): void {
      choices.reload();
      upTo = marked.get() ?? upTo;
    },
  };
}
