/** What has to hold before a change gets into the outbox, or goes again. Nothing here writes. */
import type { TaskPatch } from '../contract/document/patch.ts';
import type { TaskDocument } from '../contract/document/task-document.ts';
import { PatchdeskError } from '../contract/errors.ts';
import { fieldIssues } from '../domain/document/field-rules.ts';
import { mayWrite } from '../domain/document/writable.ts';
import type { NumberedPatch } from '../domain/local-document.ts';
import { applyPatch, emptying, touchedFields } from '../domain/patch.ts';
import type { RecordFacts } from '../domain/rules/conditions.ts';
import type { StoredChange } from '../store/changes.ts';
import type { StoredTask } from '../store/tasks.ts';
import type { SyncContext } from './context.ts';

/** A task, or TASK_UNKNOWN. */
export function taskOf(context: SyncContext, taskId: string): StoredTask {
  const task = context.store.tasks.get(taskId);
  if (!task) throw new PatchdeskError('TASK_UNKNOWN', { taskId });
  return task;
}

/** A change, or CHANGE_UNKNOWN. */
export function changeOf(context: SyncContext, changeId: string): StoredChange {
  const change = context.store.changes.get(changeId);
  if (!change) throw new PatchdeskError('CHANGE_UNKNOWN', { changeId });
  return change;
}

/**
 * A change that an open exchange has shown is the platform's to judge, also when a merge has parked it meanwhile:
 * what its Sync acknowledges must be what was shown. Throws CHANGE_STATE.
 */
export function needNotShown(context: SyncContext, change: StoredChange, wanted: string): void {
  const shown = context.store.exchanges.openOutbound(change.taskId)?.shownChange ?? null;
  if (shown === null || change.changeNumber > shown) return;
  throw new PatchdeskError('CHANGE_STATE', { changeId: change.changeId, state: 'sent', wanted });
}

/** The failure of a status step, or null when the model has it. */
export function stepFailure(
  context: SyncContext,
  task: StoredTask,
  before: TaskDocument,
  after: TaskDocument,
  records: RecordFacts | null,
): PatchdeskError | null {
  const step = { from: before.mainStatus, to: after.mainStatus };
  const verdict = context.rules.check(task.api, before, after, records);
  if (verdict.kind === 'allowed') return null;
  if (verdict.kind === 'needs') {
    const { model, unmet } = verdict;
    return new PatchdeskError('TRANSITION_NEEDS', { ...step, model, unmet });
  }
  const { model, allowed, others } = verdict;
  return new PatchdeskError('TRANSITION_NOT_ALLOWED', { ...step, model, allowed, others });
}

/** Fields the acting party may not write, and values that break a rule. Throws FIELD_NOT_WRITABLE or FIELD_RULE. */
export function needWritable(context: SyncContext, task: StoredTask, patch: TaskPatch): void {
  const { rules } = context;
  const fields = touchedFields(patch)
    .map(({ field }) => field)
    .filter((field) => !mayWrite(task.api, rules.party, field));
  if (fields.length > 0) throw new PatchdeskError('FIELD_NOT_WRITABLE', { fields, party: rules.party });
  const issues = fieldIssues(rules.book, task.local, applyPatch(task.local, patch));
  if (issues.length > 0) throw new PatchdeskError('FIELD_RULE', { issues });
}

/** The patch with what its status step empties, such as the hold reason, unless the patch itself fills it. */
export function withCleared(
  context: SyncContext,
  task: StoredTask,
  before: TaskDocument,
  patch: TaskPatch,
): TaskPatch {
  const verdict = context.rules.check(task.api, before, applyPatch(before, patch), context.recordFacts(task));
  return verdict.kind === 'allowed' ? emptying(before, patch, verdict.clears) : patch;
}

/** A later change may need this one: a status step that would no longer exist without it. Throws CHANGE_NEEDED. */
export function needNotNeeded(context: SyncContext, task: StoredTask, { changeId }: StoredChange): void {
  const open = context.store.changes.openOfTask(task.taskId);
  const rest = open.filter((other) => other.changeId !== changeId);
  const neededLater = !chainFailure(context, task, open) && chainFailure(context, task, rest);
  if (neededLater) throw new PatchdeskError('CHANGE_NEEDED', { changeId });
}

/** Without its task nobody can tell whether a later change needs this one. Throws CHANGE_NEEDED. */
export function needLast(context: SyncContext, { changeId, changeNumber, taskId }: StoredChange): void {
  const later = context.store.changes.openOfTask(taskId).some((other) => other.changeNumber > changeNumber);
  if (later) throw new PatchdeskError('CHANGE_NEEDED', { changeId });
}

/** The first failure when the changes are made one after the other on the base, or null. */
export function chainFailure(
  context: SyncContext,
  task: StoredTask,
  open: readonly NumberedPatch[],
): PatchdeskError | null {
  const { api, base } = task;
  if (context.rules.isEnded(api, base) && open.length > 0) {
    return new PatchdeskError('TASK_ENDED', { taskId: base.id, mainStatus: base.mainStatus });
  }
  let document = base;
  for (const { patch } of open) {
    const after = applyPatch(document, patch);
    // What the record lacked was asked for when the change was made.
    const failure = stepFailure(context, task, document, after, null);
    if (failure) return failure;
    document = after;
  }
  return null;
}
