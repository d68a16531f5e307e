/**
 * Settles every task again by the rules that are in force now: other rules may let other tasks be ended.
 *
 * In batches, each a short transaction, so that nobody waits for it. What is not finished when the engine ends is
 * begun again by the next start, since only the end of the walk is written down.
 */
import { localDocument } from '../domain/local-document.ts';
import { same } from '../domain/same.ts';
import type { Cancel } from '../runtime/surroundings.ts';
import type { StoredTask } from '../store/tasks.ts';
import { settleTask, type SyncContext } from './context.ts';

/** No fingerprint of any rules. */
const underWay = '';
/** Some milliseconds of work. */
const batchSize = 100;
/** A database that can't be written now may be writable later. */
const againMs = 5000;

function isSettled({ rules, store }: SyncContext, task: StoredTask): boolean {
  const local = localDocument(rules, task.api, task.base, store.changes.openOfTask(task.taskId));
  return rules.isEnded(task.api, local) === task.ended && same(local, task.local);
}

/**
 * Walks over all tasks, then writes down `fingerprint`. Until then they are settled by no rules in particular: a walk
 * that is broken off may have settled some of them by its own. The result stops the walk.
 */
export function settleAgain(context: SyncContext, fingerprint: string): Cancel {
  const { store, surroundings, log } = context;
  let next: Cancel = () => undefined;

  /** The id of the last task of the batch, or null when there are no more. */
  function batch(afterId: string): string | null {
    const changed: string[] = [];
    const last = store.transact(() => {
      if (afterId === '') store.ruleFiles.settle(underWay);
      const tasks = store.tasks.batch(afterId, batchSize);
      for (const task of tasks) {
        if (isSettled(context, task)) continue;
        settleTask(context, task);
        changed.push(task.taskId);
      }
      if (tasks.length < batchSize) store.ruleFiles.settle(fingerprint);
      return tasks.length < batchSize ? null : (tasks.at(-1)?.taskId ?? null);
    });
    if (changed.length > 0) context.changed(changed);
    return last;
  }

  function go(afterId: string): void {
    try {
      const last = batch(afterId);
      if (last !== null) next = surroundings.after(0, () => go(last));
    } catch (thrown) {
      log.error({ err: thrown }, 'tasks could not be settled by the rules; it is tried again');
      next = surroundings.after(againMs, () => go(afterId));
    }
  }

  go('');
  return () => next();
}
