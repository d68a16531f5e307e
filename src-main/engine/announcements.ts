/** Collects what changed and tells the windows at most every few frames, so that a burst of sync is a few events. */
import type { EventDetail } from '../contract/events.ts';
import type { SyncStatus } from '../contract/sync-status.ts';
import type { TaskRow } from '../contract/task-view.ts';
import { rowOf } from '../domain/listing/listing.ts';
import { same } from '../domain/same.ts';
import type { Cancel, Surroundings } from '../runtime/surroundings.ts';
import type { Relisted } from '../store/lists/listings.ts';
import type { Windows } from './windows.ts';

/** What comes within two frames of an announcement waits for the next one; what comes after a pause goes at once. */
const gatherMs = 32;
/** More rows than these are not told one by one: whoever shows a list reads it again. */
const mostRows = 50;

export interface Announcements {
  /** Documents, changes or history of these tasks are different. */
  tasksChanged(taskIds: readonly string[]): void;
  /** What became of tasks in the lists. */
  relisted(rows: readonly Relisted[]): void;
  /** So much is different in the lists that whoever shows one reads it again. */
  listsFilled(): void;
  /** The status may be different; it is told only when it is. */
  statusChanged(): void;
  /** Nothing is told any more, whatever is still under way. */
  stop(): void;
}

export function announcements(
  tell: Windows['emit'],
  statusNow: () => SyncStatus,
  surroundings: Surroundings,
): Announcements {
  const tasks = new Set<string>();
  const rows = new Map<string, { before: TaskRow | null; after: TaskRow }>();
  let filled = false;
  let told: SyncStatus | null = null;
  let waiting: Cancel | null = null;
  let stopped = false;
  let lastAt = -Infinity;

  function changes(): EventDetail<'tasks.changed'> {
    const changed = { taskIds: [...tasks], rows: filled || rows.size > mostRows ? null : [...rows.values()] };
    filled = false;
    tasks.clear();
    rows.clear();
    return changed;
  }

  function announce(): void {
    waiting = null;
    lastAt = surroundings.now();
    if (tasks.size > 0 || filled) tell('tasks.changed', changes());
    const status = statusNow();
    if (same(status, told)) return;
    told = status;
    tell('sync.changed', status);
  }

  function soon(): void {
    if (stopped) return;
    if (waiting) return;
    // In the next turn at the earliest: the lists follow in it, and what becomes of them is told in the same event.
    waiting = surroundings.after(Math.max(0, lastAt + gatherMs - surroundings.now()), announce);
  }

  return {
    tasksChanged(taskIds) {
      for (const taskId of taskIds) tasks.add(taskId);
      soon();
    },
    relisted(found) {
      for (const { before, after } of found) {
        tasks.add(after.taskId);
        // From the first row before to the last one after: what came in between was never told.
        const known = rows.get(after.taskId);
        if (rows.size <= mostRows) {
          rows.set(after.taskId, {
            before: known ? known.before : before && rowOf(before),
            after: rowOf(after),
          });
        }
      }
      soon();
    },
    listsFilled() {
      filled = true;
      soon();
    },
    statusChanged: soon,
    stop() {
      stopped = true;
      waiting?.();
    },
  };
}
