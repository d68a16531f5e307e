/**
 * A person settles the conflicts of a refused change, field by field (contract section 10).
 *
 * Invariants: one transaction, answered after it is on the disk; nothing is lost whichever way it goes: the values that
 * were not taken stay in the history; a field nobody spoke of stays in conflict, and its change refused.
 */
import type { RefusalReason } from '../contract/change.ts';
import type { TaskPatch } from '../contract/document/patch.ts';
import { PatchdeskError } from '../contract/errors.ts';
import { dropFields, fieldChanges } from '../domain/patch.ts';
import type { StoredChange } from '../store/changes.ts';
import type { StoredTask } from '../store/tasks.ts';
import { note, nowIso, settleTask, type SyncContext } from './context.ts';
import { chainFailure, changeOf, needNotNeeded, needNotShown, taskOf } from './change-checks.ts';

/** Whose value each field gets, by JSON pointer. */
export type Taking = Readonly<Record<string, 'ours' | 'theirs'>>;

function needConflicts(change: StoredChange, take: Taking): RefusalReason[] {
  const reasons = change.refusal?.reasons ?? [];
  const inConflict = new Set(reasons.flatMap(({ conflict }) => (conflict ? [conflict.field] : [])));
  const foreign = Object.keys(take).filter((field) => !inConflict.has(field));
  if (Object.keys(take).length > 0 && foreign.length === 0) return reasons;
  const issues = foreign.map((path) => ({ path, message: 'is in no conflict of this change' }));
  throw new PatchdeskError('INPUT_INVALID', {
    where: 'outbox.settle',
    issues: issues.length > 0 ? issues : [{ path: '/take', message: 'names no field' }],
  });
}

/** The change with what is left of it, queued when nothing of it is in conflict any more. */
function putSettled(
  context: SyncContext,
  task: StoredTask,
  change: StoredChange,
  patch: TaskPatch,
  open: RefusalReason[],
): void {
  const { changes } = context.store;
  changes.correct(change, patch, fieldChanges(task.base, patch));
  if (open.length > 0) {
    changes.refuse(change, { at: change.refusal?.at ?? nowIso(context), reasons: open });
    return;
  }
  const stillRefused = changes
    .openOfTask(task.taskId)
    .map((other) => (other.changeId === change.changeId ? { ...other, patch } : other));
  const failure = chainFailure(context, task, stillRefused);
  if (failure) throw failure;
  changes.queue(change);
}

/**
 * Settles conflicts of a refused change; one that is not refused any more stays as it is. Throws CHANGE_UNKNOWN,
 * CHANGE_STATE (an open exchange has shown it), INPUT_INVALID (a field that is in no conflict), TRANSITION_*, TASK_ENDED,
 * CHANGE_NEEDED (a later change needs what would be let go) or STORE_FAILED.
 */
export function settleConflicts(context: SyncContext, changeId: string, take: Taking): void {
  const { store, environment } = context;
  const taskId = store.transact(() => {
    const change = changeOf(context, changeId);
    if (change.state !== 'refused') return change.taskId; // settled already, or taken back meanwhile
    needNotShown(context, change, 'refused');
    const reasons = needConflicts(change, take);
    const task = taskOf(context, change.taskId);
    const theirs = Object.keys(take).filter((field) => take[field] === 'theirs');
    const patch = dropFields(change.patch, theirs);
    if (patch) {
      const open = reasons.filter(({ conflict }) => !conflict || take[conflict.field] === undefined);
      putSettled(context, task, change, patch, open);
    } else {
      needNotNeeded(context, task, change);
      store.changes.withdraw(change, nowIso(context));
    }
    note(context, task.taskId, 'settled', environment.user.userName, {
      changeNumber: change.changeNumber,
      take,
      conflicts: reasons.flatMap(({ conflict }) => (conflict ? [conflict] : [])),
    });
    settleTask(context, task);
    return task.taskId;
  });
  context.changed([taskId]);
}
