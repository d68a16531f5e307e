/**
 * The user's side of the outbox: edit, correct, resend, withdraw.
 *
 * Invariants: each is one transaction that holds the outbox row, the local document, the counters and the history,
 * and answers only after it is on the disk; each may be called twice and has one effect; a chain of status changes
 * that the model does not have never gets in.
 */
import type { StoredChange } from '../store/changes.ts';
import type { StoredTask } from '../store/tasks.ts';
import type { EditPatch, TaskPatch } from '../contract/document/patch.ts';
import { PatchdeskError } from '../contract/errors.ts';
import { withChanges } from '../domain/local-document.ts';
import { applyPatch, changesNothing, combine, fieldChanges, touchedFields } from '../domain/patch.ts';
import {
  chainFailure,
  changeOf,
  needLast,
  needNotNeeded,
  needNotShown,
  needWritable,
  stepFailure,
  taskOf,
  withCleared,
} from './change-checks.ts';
import { note, nowIso, settleTask, type SyncContext } from './context.ts';

/**
 * A correction stays with what the change is about: its own fields, and fields the platform asked for that no other
 * open change has. Else the other change would be accepted with a value it never arrived with. Throws INPUT_INVALID.
 */
function needOwnFields(context: SyncContext, change: StoredChange, typed: EditPatch): void {
  const fieldsOf = (patch: TaskPatch) => touchedFields(patch).map(({ field }) => field);
  const own = fieldsOf(change.patch);
  const open = context.store.changes.openOfTask(change.taskId).flatMap(({ patch }) => fieldsOf(patch));
  const foreign = fieldsOf(complete(context, typed)).filter(
    (field) => !own.includes(field) && open.includes(field),
  );
  if (foreign.length === 0) return;
  const issues = foreign.map((path) => ({
    path,
    message: 'belongs to another change of this task: correct that one',
  }));
  throw new PatchdeskError('INPUT_INVALID', { where: 'outbox.correct', issues });
}

/** A typed patch made complete: notes get their id, author and time. */
function complete(context: SyncContext, { notes, ...fields }: EditPatch): TaskPatch {
  if (notes === undefined) return fields;
  const { user } = context.environment;
  return {
    ...fields,
    notes: notes.map(({ text, isInternal }) => ({
      id: context.surroundings.newId(),
      text,
      author: user.userName,
      orgId: user.orgId,
      createdAt: nowIso(context),
      isInternal: isInternal ?? false,
    })),
  };
}

/** What has to hold before an edit gets into the outbox; returns its patch as it goes in. Throws as `enqueue` does. */
function checked(context: SyncContext, task: StoredTask, asked: TaskPatch): TaskPatch {
  const { taskId } = task;
  if (context.rules.isEnded(task.api, task.local)) {
    throw new PatchdeskError('TASK_ENDED', { taskId, mainStatus: task.local.mainStatus });
  }
  needWritable(context, task, asked);
  const patch = withCleared(context, task, task.local, asked);
  if (changesNothing(task.local, patch)) throw new PatchdeskError('EDIT_EMPTY', { taskId });
  const after = applyPatch(task.local, patch);
  const failure = stepFailure(context, task, task.local, after, context.recordFacts(task));
  if (failure) throw failure;
  return patch;
}

/** Checks an edit of a task as it stands, and writes nothing. Throws as `edit` does. */
export function checkEdit(context: SyncContext, task: StoredTask, typed: EditPatch): void {
  checked(context, task, complete(context, typed));
}

/** As `enqueue`, in the transaction of the caller, who tells what changed after the commit. */
function enqueueWithin(
  context: SyncContext,
  changeId: string,
  taskId: string,
  patchOf: (task: StoredTask) => TaskPatch,
  withIt: () => void,
): number {
  const { store, environment } = context;
  const known = store.changes.get(changeId);
  if (known) return known.changeNumber;
  const task = taskOf(context, taskId);
  const patch = checked(context, task, patchOf(task));
  const fields = fieldChanges(task.local, patch);
  const madeBy = environment.user.userName;
  const madeAt = nowIso(context);
  const number = store.changes.append({ changeId, taskId, patch, fields, madeAt, madeBy });
  withIt();
  note(context, taskId, 'edited', madeBy, { changeNumber: number, fields });
  settleTask(context, task);
  return number;
}

/**
 * The one way into the outbox: saves a change durably and queues it. `patchOf` makes its patch for the task as it
 * stands, `withIt` writes what belongs to the change, both in its transaction. Returns its change number; the same
 * `changeId` again returns the same. Throws TASK_UNKNOWN, TASK_ENDED, EDIT_EMPTY, FIELD_*, TRANSITION_*, STORE_*
 * or what `patchOf` throws.
 */
export function enqueue(
  context: SyncContext,
  changeId: string,
  taskId: string,
  patchOf: (task: StoredTask) => TaskPatch,
  withIt: () => void = () => undefined,
): number {
  const number = context.store.transact(() => enqueueWithin(context, changeId, taskId, patchOf, withIt));
  context.changed([taskId]);
  return number;
}

/** Saves an edit durably and queues it, as `enqueue` does. */
export function edit(context: SyncContext, changeId: string, taskId: string, typed: EditPatch): number {
  return enqueue(context, changeId, taskId, () => complete(context, typed));
}

/** As `edit`, in the transaction of the caller, who tells what changed after the commit. */
export function editWithin(context: SyncContext, changeId: string, taskId: string, typed: EditPatch): number {
  return enqueueWithin(
    context,
    changeId,
    taskId,
    () => complete(context, typed),
    () => undefined,
  );
}

/** Queues the refused changes of a task, in the transaction of the caller. */
function queueRefused(context: SyncContext, task: StoredTask): void {
  const open = context.store.changes.openOfTask(task.taskId);
  const failure = chainFailure(context, task, open);
  if (failure) throw failure;
  for (const change of open) if (change.state === 'refused') context.store.changes.queue(change);
  settleTask(context, task);
}

/**
 * A correction may be the step that was not in the change before: then it has to have what an edit would have to, by
 * the task as it stood before this change. Throws TRANSITION_*.
 */
function asNewStep(
  context: SyncContext,
  task: StoredTask,
  change: StoredChange,
  patch: TaskPatch,
): TaskPatch {
  if (patch.mainStatus === change.patch.mainStatus) return patch;
  const earlier = context.store.changes
    .openOfTask(task.taskId)
    .filter(({ changeNumber }) => changeNumber < change.changeNumber);
  const before = withChanges(task.base, earlier);
  const stepped = withCleared(context, task, before, patch);
  const failure = stepFailure(context, task, before, applyPatch(before, stepped), context.recordFacts(task));
  if (failure) throw failure;
  return stepped;
}

/**
 * Corrects a refused change in its place in the order and queues the task's refused changes again. What was typed
 * before stays in the history. Throws CHANGE_UNKNOWN, CHANGE_STATE, TRANSITION_*, TASK_ENDED or STORE_FAILED.
 */
export function correct(context: SyncContext, changeId: string, typed: EditPatch): void {
  const { store, environment } = context;
  const taskId = store.transact(() => {
    const change = changeOf(context, changeId);
    if (change.state !== 'refused') {
      throw new PatchdeskError('CHANGE_STATE', { changeId, state: change.state, wanted: 'refused' });
    }
    needNotShown(context, change, 'refused');
    const task = taskOf(context, change.taskId);
    needOwnFields(context, change, typed);
    const asked = combine(change.patch, complete(context, typed));
    needWritable(context, task, asked);
    const patch = asNewStep(context, task, change, asked);
    const fields = fieldChanges(task.base, patch);
    store.changes.correct(change, patch, fields);
    note(context, change.taskId, 'corrected', environment.user.userName, {
      changeNumber: change.changeNumber,
      before: change.fields,
      fields,
    });
    queueRefused(context, task);
    return change.taskId;
  });
  context.changed([taskId]);
}

/** Queues the refused changes of a task again, as they are. Throws TASK_UNKNOWN, TRANSITION_*, TASK_ENDED or STORE_FAILED. */
export function resend(context: SyncContext, taskId: string): void {
  const { store, environment } = context;
  store.transact(() => {
    const task = taskOf(context, taskId);
    const refused = store.changes.openOfTask(taskId).filter((change) => change.state === 'refused');
    if (refused.length === 0) return; // asked twice: it is queued already
    queueRefused(context, task);
    note(context, taskId, 'resent', environment.user.userName, {
      changeNumbers: refused.map((change) => change.changeNumber),
    });
  });
  context.changed([taskId]);
}

/**
 * Takes back a change that the platform has not seen, or has refused. Refused itself when the changes after it need
 * it (their status steps would no longer exist), or may need it because the task is missing. Throws CHANGE_UNKNOWN,
 * CHANGE_STATE, CHANGE_NEEDED or STORE_FAILED.
 */
export function withdraw(context: SyncContext, changeId: string): void {
  const { store, environment } = context;
  const taskId = store.transact(() => {
    const change = changeOf(context, changeId);
    if (change.state === 'withdrawn') return change.taskId; // asked twice
    if (change.state !== 'queued' && change.state !== 'refused') {
      throw new PatchdeskError('CHANGE_STATE', {
        changeId,
        state: change.state,
        wanted: 'queued or refused',
      });
    }
    needNotShown(context, change, 'queued or refused');
    const task = store.tasks.get(change.taskId);
    if (task) needNotNeeded(context, task, change);
    else needLast(context, change);
    store.changes.withdraw(change, nowIso(context));
    note(context, change.taskId, 'withdrawn', environment.user.userName, {
      changeNumber: change.changeNumber,
      fields: change.fields,
    });
    if (task) settleTask(context, task);
    return change.taskId;
  });
  context.changed([taskId]);
}
