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

/** A change as the outbox shows it; its next try is that of the exchange it travels in. */
export function changeView(
  context: SyncContext,
  loop: SyncLoop,
  change: StoredChange,
  task: StoredTask,
): ChangeView {
  const heldUp = change.state === 'queued' && task.refused > 0;
  const underWay = !heldUp && (change.state === 'queued' || change.state === 'sent');
  const exchange = underWay ? context.store.exchanges.openOutbound(change.taskId) : null;
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
    taskType: task.local.taskType,
    place: placeOf(task.local),
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
  return changes.flatMap((change) => {
    if (!tasks.has(change.taskId)) tasks.set(change.taskId, context.store.tasks.get(change.taskId));
    const task = tasks.get(change.taskId);
    return task ? [changeView(context, loop, change, task)] : [];
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
