/** Collects what changed and tells the windows at most every few frames, so that a burst of sync is a few events. */
import type { SyncStatus } from '../contract/sync-status.ts';
import { same } from '../domain/same.ts';
import type { Cancel, Surroundings } from '../runtime/surroundings.ts';
import type { Windows } from './windows.ts';

/** Two frames: soon enough to be felt as at once. */
const gatherMs = 32;

export interface Announcements {
  tasksChanged(taskIds: readonly string[]): void;
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
  let told: SyncStatus | null = null;
  let waiting: Cancel | null = null;
  let stopped = false;

  function announce(): void {
    waiting = null;
    if (tasks.size > 0) {
      tell('tasks.changed', { taskIds: [...tasks] });
      tasks.clear();
    }
    const status = statusNow();
    if (same(status, told)) return;
    told = status;
    tell('sync.changed', status);
  }

  function soon(): void {
    if (!stopped) waiting ??= surroundings.after(gatherMs, announce);
  }

  return {
    tasksChanged(taskIds) {
      for (const taskId of taskIds) tasks.add(taskId);
      soon();
    },
    statusChanged: soon,
    stop() {
      stopped = true;
      waiting?.();
    },
  };
}
