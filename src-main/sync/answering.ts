/**
 * What the platform gets from us in an exchange of ours: the document at its Fetch, and what its Sync does here.
 *
 * Invariants: an exchange shows at every Fetch what it showed at the first; an OK acknowledges exactly the changes
 * that were shown, a prefix; an edit made in between stays queued; a repeated Sync has no second effect.
 */
import type { Receipt, RefusalReason } from '../contract/change.ts';
import type { TaskDocument } from '../contract/document/task-document.ts';
import type { Api } from '../contract/document/values.ts';
import { sendable } from '../domain/document/field-rules.ts';
import { serve } from '../domain/local-document.ts';
import { NotNow } from '../equitri/endpoint/handlers.ts';
import { advanceOutbound, answerLimitMs, hasEnded, type OutboundState } from '../equitri/exchange.ts';
import { syncCodes, type Sync } from '../equitri/messages.ts';
import type { StoredChange } from '../store/changes.ts';
import type { StoredExchange } from '../store/exchanges.ts';
import type { StoredTask } from '../store/tasks.ts';
import { note, nowIso, platform, settleTask, waitingChanges, type SyncContext } from './context.ts';
import { fetchAfterConflict, openOwnFetch } from './own-fetch.ts';

/**
 * The document for a Fetch of the platform, or null for a task we do not have. Without an open exchange the
 * platform is shown its own last document: changes travel in exchanges only. Throws NotNow for a task that was lost
 * with a damaged database while its exchange was open: were it unknown, the platform would refuse the changes.
 */
export function show(context: SyncContext, api: Api, taskId: string): TaskDocument | null {
  const { store, rules, surroundings } = context;
  const shown = store.transact(() => {
    const task = store.tasks.get(taskId);
    const exchange = store.exchanges.openOutbound(taskId);
    if (!task && exchange?.api === api) {
      if (exchange.served) return exchange.served;
      throw new NotNow(`task ${taskId} is being fetched again`);
    }
    if (task?.api !== api) return null;
    if (!exchange) return task.base;
    if (exchange.served) return exchange.served;
    const waiting = waitingChanges(store.changes.openOfTask(taskId));
    const { document, shownChange } = serve(rules, api, task.base, waiting);
    const sent = waiting.filter((change) => change.changeNumber <= (shownChange ?? -1));
    for (const change of sent) store.changes.send(change);
    const dueAt = surroundings.now() + answerLimitMs;
    const state = advanceOutbound(exchange.state as OutboundState, 'served');
    store.exchanges.put({ ...exchange, state, served: document, shownChange, dueAt }, nowIso(context));
    if (sent.length > 0) {
      note(context, taskId, 'sent', platform, {
        indicationId: exchange.indicationId,
        changeNumbers: sent.map((change) => change.changeNumber),
      });
    }
    settleTask(context, task);
    return document;
  });
  if (!shown) return null;
  context.changed([taskId]);
  return sendable(rules.book, shown);
}

/** The open changes the exchange has shown; those a merge has parked meanwhile are among them. */
function shownChanges(context: SyncContext, exchange: StoredExchange): StoredChange[] {
  const { shownChange } = exchange;
  if (shownChange === null) return [];
  return context.store.changes
    .openOfTask(exchange.taskId)
    .filter((change) => change.changeNumber <= shownChange);
}

function acceptShown(
  context: SyncContext,
  exchange: StoredExchange,
  task: StoredTask,
  sync: Sync,
): StoredTask {
  const shown = shownChanges(context, exchange);
  const taskVersion = sync.taskVersion ?? null;
  const receipt: Receipt = {
    indicationId: sync.indicationId,
    taskVersion,
    syncedAt: sync.syncedAt,
    receivedAt: nowIso(context),
  };
  for (const change of shown) context.store.changes.accept(change, receipt);
  if (shown.length > 0) {
    note(context, task.taskId, 'accepted', platform, {
      ...receipt,
      changeNumbers: shown.map((change) => change.changeNumber),
    });
  }
  if (taskVersion === null) openOwnFetch(context, exchange);
  // A fetch may have brought a newer base since; an older document never replaces it.
  const newer = exchange.served !== null && taskVersion !== null && taskVersion > task.base.version;
  return newer ? { ...task, base: { ...exchange.served, version: taskVersion } as TaskDocument } : task;
}

/** Parks changes with the reasons. */
export function park(
  context: SyncContext,
  taskId: string,
  changes: readonly StoredChange[],
  reasons: RefusalReason[],
  by: string,
): void {
  if (changes.length === 0) return;
  for (const change of changes) context.store.changes.refuse(change, { at: nowIso(context), reasons });
  note(context, taskId, 'refused', by, {
    reasons,
    changeNumbers: changes.map((change) => change.changeNumber),
  });
}

function refuseShown(context: SyncContext, exchange: StoredExchange, sync: Sync): void {
  const shown = shownChanges(context, exchange);
  const reasons = sync.errors.map(({ code, field, message }) => ({
    code,
    field: field ?? null,
    message: message ?? null,
  }));
  if (reasons.some((reason) => reason.code === syncCodes.versionConflict)) {
    // The platform has moved on: its document is fetched and merged, then ours is offered again.
    for (const change of shown) if (change.state === 'sent') context.store.changes.queue(change);
    // A Fetch may have brought what is newer already; then the next offer is on it.
    const baseVersion = context.store.tasks.get(exchange.taskId)?.base.version ?? 0;
    if (baseVersion > (exchange.served?.version ?? 0)) return;
    openOwnFetch(context, exchange, fetchAfterConflict);
    return;
  }
  // Refused before anything was shown: everything that waits is what it refuses.
  const refused =
    shown.length > 0 ? shown : waitingChanges(context.store.changes.openOfTask(exchange.taskId));
  park(context, exchange.taskId, refused, reasons, platform);
}

/**
 * Takes the platform's Sync of an exchange of ours. Returns false when there is no such exchange. A repeat, and
 * anything after the end of the exchange, changes nothing. Throws NotNow for a task that is being fetched again.
 */
export function settle(context: SyncContext, api: Api, sync: Sync): boolean {
  const { store } = context;
  const found = store.transact(() => {
    const exchange = store.exchanges.get(sync.indicationId);
    if (exchange?.direction !== 'outbound' || exchange.api !== api || exchange.taskId !== sync.taskId)
      return false;
    const state = exchange.state as OutboundState;
    if (hasEnded(state)) return true;
    const task = store.tasks.get(exchange.taskId);
    if (!task) throw new NotNow(`task ${exchange.taskId} is being fetched again`);
    const event = sync.result === 'OK' ? 'accepted' : 'refused';
    store.exchanges.put({ ...exchange, state: advanceOutbound(state, event), dueAt: null }, nowIso(context));
    if (sync.result === 'ERROR') refuseShown(context, exchange, sync);
    settleTask(context, sync.result === 'OK' ? acceptShown(context, exchange, task, sync) : task);
    return true;
  });
  if (found) context.changed([sync.taskId]);
  return found;
}
