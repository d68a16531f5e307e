/** From rows to what the windows show. */
import type { ChangeView } from '../contract/change.ts';
import type { TaskDocument } from '../contract/document/task-document.ts';
import type { SyncStatus } from '../contract/sync-status.ts';
import type { TaskDetail } from '../contract/task-view.ts';
import { writableFields } from '../domain/document/writable.ts';
import { streetLine } from '../domain/street-line.ts';
import { isoMoment } from '../runtime/surroundings.ts';
import type { StoredChange } from '../store/changes.ts';
import type { StoredTask } from '../store/tasks.ts';
import type { SyncContext } from '../sync/context.ts';
import { recordView } from '../sync/records.ts';
import type { SyncLoop } from '../sync/loop.ts';

/** As much of a history as a screen shows at once. */
const historyShown = 200;

function placeOf(document: TaskDocument): string {
  const { address, PoPInfo } = document;
  return [streetLine(address) || PoPInfo?.popName, address?.city].filter(Boolean).join(', ');
}

function later(one: number | null, other: number | null): string | null {
  const times = [one, other].filter((time) => time !== null);
  return times.length > 0 ? isoMoment(Math.max(...times)) : null;
}

/** Why a change without its task is without it, and whether a refused change of that task comes first. */
function missingOf(
  { store }: SyncContext,
  taskId: string,
): Pick<ChangeView, 'missingTask'> & { stuck: boolean } {
  const fetching = store.exchanges.unfetched(taskId).length > 0;
  const stuck = store.changes.openOfTask(taskId).some(({ state }) => state === 'refused');
  return { missingTask: fetching ? 'fetching' : 'notGiven', stuck };
}

/**
 * A change as the outbox shows it; its next try is that of the exchange it travels in, or of the Fetch of its task where
 * that is missing.
 */
export function changeView(
  context: SyncContext,
  loop: SyncLoop,
  change: StoredChange,
  task: StoredTask | null,
): ChangeView {
  const { exchanges } = context.store;
  const { missingTask, stuck } = task
    ? { missingTask: null, stuck: task.refused > 0 }
    : missingOf(context, change.taskId);
  const heldUp = change.state === 'queued' && stuck;
  const open = change.state === 'queued' || change.state === 'sent';
  const underWay = open && !heldUp && missingTask !== 'notGiven';
  const carrier = () =>
    missingTask === null
      ? exchanges.openOutbound(change.taskId)
      : (exchanges.unfetched(change.taskId)[0] ?? null);
  const exchange = underWay ? carrier() : null;
  return {
    changeId: change.changeId,
    changeNumber: change.changeNumber,
    taskId: change.taskId,
    fields: change.fields,
    madeAt: change.madeAt,
    madeBy: change.madeBy,
    state: change.state,
    receipt: change.receipt,
    refusal: change.refusal,
    missingTask,
    taskType: task?.local.taskType ?? null,
    place: task ? placeOf(task.local) : '',
    heldUp,
    tries: exchange?.tries ?? 0,
    nextTryAt: underWay ? later(exchange?.dueAt ?? null, loop.connectivity.nextTryAt) : null,
    trouble: underWay ? (loop.connectivity.trouble ?? exchange?.trouble ?? null) : null,
  };
}

/** Changes of any tasks as the outbox shows them. */
export function changeViews(
  context: SyncContext,
  loop: SyncLoop,
  changes: readonly StoredChange[],
): ChangeView[] {
  const tasks = new Map<string, StoredTask | null>();
  return changes.map((change) => {
    if (!tasks.has(change.taskId)) tasks.set(change.taskId, context.store.tasks.get(change.taskId));
    return changeView(context, loop, change, tasks.get(change.taskId) ?? null);
  });
}

/** All that the detail of a task shows. */
export function taskDetail(context: SyncContext, loop: SyncLoop, task: StoredTask): TaskDetail {
  const { rules, store } = context;
  const changes = store.changes.ofTask(task.taskId).map((change) => changeView(context, loop, change, task));
  return {
    taskId: task.taskId,
    api: task.api,
    document: task.local,
    base: task.base,
    changes,
    history: store.history.ofTask(task.taskId, historyShown),
    movers: rules.movers(task.api, task.local),
    transitions: rules.transitions(task.api, task.local, context.recordFacts(task)),
    ended: task.ended,
    writable: task.ended ? [] : writableFields(task.api, rules.party),
    form: rules.formOf(task.local.taskType),
    record: recordView(context, task),
  };
}

/** Where things stand with the platform. */
export function syncStatus(
  context: SyncContext,
  loop: SyncLoop,
  endpoint: string | null,
  receiving: SyncStatus['receiving'],
): SyncStatus {
  const { connectivity } = loop;
  const nextTryAt = loop.nextTryAt();
  return {
    environment: context.environment.name,
    trouble: connectivity.trouble,
    contacted: connectivity.contacted,
    since: isoMoment(connectivity.since),
    ...context.store.changes.counts(),
    nextTryAt: nextTryAt === null ? null : isoMoment(nextTryAt),
    receiving,
    endpoint,
  };
}
