/**
 * The contractor's own records of his tasks: kept here, part of the history, never sent.
 *
 * Invariants: an entry and its place in the history are one transaction, answered after it is on the disk; the same
 * entry twice has one effect; nothing of a record is in a change or in a document.
 */
import type { RecordAction, RecordEntry, RecordView, TaskRecord } from '../contract/record.ts';
import { PatchdeskError } from '../contract/errors.ts';
import { recordFacts } from '../domain/records/facts.ts';
import { recordOf, totalsOf } from '../domain/records/fold.ts';
import { refusalOf } from '../domain/records/refusal.ts';
import { subjectOf } from '../domain/records/subject.ts';
import { availableTemplates, templatesOf } from '../domain/records/templates.ts';
import type { RecordFacts } from '../domain/rules/conditions.ts';
import type { Store } from '../store/store.ts';
import type { StoredTask } from '../store/tasks.ts';
import { note, nowIso, type SyncContext } from './context.ts';
import { taskOf } from './change-checks.ts';

/** Records are kept by contractors, of the outTasks they execute. */
function keepsRecord({ rules }: Pick<SyncContext, 'rules'>, task: StoredTask): boolean {
  return rules.party === 'contractor' && task.api === 'outTask';
}

/** When the task was last put on hold as far as this device knows, by a change of ours or by the platform. */
function interruptedAt(store: Store, taskId: string): string | null {
  const ours = store.changes
    .ofTask(taskId)
    .filter((change) => change.patch.mainStatus === 'ON_HOLD' && change.state !== 'withdrawn')
    .map(({ madeAt }) => madeAt);
  const theirs = store.history.lastSet(taskId, 'merged', '/mainStatus', 'ON_HOLD');
  return [...ours, ...(theirs === null ? [] : [theirs])].sort().at(-1) ?? null;
}

/** What the record of a task still lacks; null where none is kept. */
export function factsOf(context: SyncContext, task: StoredTask): RecordFacts | null {
  if (!keepsRecord(context, task)) return null;
  const { store, rules } = context;
  const record = recordOf(store.records.ofTask(task.taskId));
  return recordFacts(rules.book, task.local, record, interruptedAt(store, task.taskId));
}

/** The record of a task as its detail shows it; null where none is kept. */
export function recordView(context: SyncContext, task: StoredTask): RecordView | null {
  if (!keepsRecord(context, task)) return null;
  const { store, rules } = context;
  const { taskType } = task.local;
  const record = recordOf(store.records.ofTask(task.taskId));
  const interrupted = interruptedAt(store, task.taskId);
  const open = recordFacts(rules.book, task.local, record, interrupted);
  return {
    record,
    interruptedAt: interrupted,
    templates: templatesOf(rules.book, taskType, record),
    available: availableTemplates(rules.book, taskType, record),
    open: {
      lmra: [...open.lmra],
      checklists: [...open.checklists],
      mainTasks: [...open.mainTasks],
      attachments: [...open.attachments],
    },
    ...totalsOf(record),
    me: context.environment.user.userName,
  };
}

/**
 * Records one action. Throws TASK_UNKNOWN, TASK_ENDED, RECORD_REFUSED or STORE_FAILED; the same `entryId` again changes
 * nothing.
 */
export function recordAction(
  context: SyncContext,
  entryId: string,
  taskId: string,
  action: RecordAction,
): void {
  const { store, rules, environment } = context;
  store.transact(() => {
    if (store.records.has(entryId)) return;
    const task = taskOf(context, taskId);
    const { mainStatus, taskType } = task.local;
    if (!keepsRecord(context, task)) {
      throw new PatchdeskError('RECORD_REFUSED', { why: 'notKept', what: taskId });
    }
    if (task.ended) throw new PatchdeskError('TASK_ENDED', { taskId, mainStatus });
    const record = recordOf(store.records.ofTask(taskId));
    const refusal = refusalOf(rules.book, taskType, record, action);
    if (refusal) throw new PatchdeskError('RECORD_REFUSED', refusal);
    const entry: RecordEntry = { action, at: nowIso(context), by: environment.user.userName };
    store.records.append({ ...entry, entryId, taskId });
    note(context, taskId, 'recorded', entry.by, {
      action,
      subject: subjectOf(rules.book, taskType, record, action),
    });
  });
  context.changed([taskId]);
}

/** Every task with a record, and that record, for an export. */
export function allRecords({ store }: SyncContext): { task: StoredTask; record: TaskRecord }[] {
  return store.records.taskIds().flatMap((taskId) => {
    const task = store.tasks.get(taskId);
    return task ? [{ task, record: recordOf(store.records.ofTask(taskId)) }] : [];
  });
}

/** The record of one task. Throws TASK_UNKNOWN. */
export function recordOfTask(context: SyncContext, taskId: string): { task: StoredTask; record: TaskRecord } {
  const task = taskOf(context, taskId);
  return { task, record: recordOf(context.store.records.ofTask(taskId)) };
}
