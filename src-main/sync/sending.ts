/** Our side of an exchange of ours: opening it, and what the answer to an Indication does. */
import type { RefusalReason } from '../contract/change.ts';
import type { Trouble } from '../contract/sync-status.ts';
import { systemFor } from '../domain/systems.ts';
import { advanceOutbound, answerLimitMs, hasEnded, type OutboundState } from '../equitri/exchange.ts';
import type { Indication } from '../equitri/messages.ts';
import type { StoredExchange } from '../store/exchanges.ts';
import { park } from './answering.ts';
import { backOffMs } from './back-off.ts';
import { beginExchange } from './begin-exchange.ts';
import { nowIso, settleTask, waitingChanges, type SyncContext } from './context.ts';

/** Opens an exchange for every task whose changes may go (contract rule 2: one open exchange a task). */
export function openExchanges(context: SyncContext): void {
  const { store, environment, surroundings } = context;
  const ready = store.changes.readyTasks();
  if (ready.length === 0) return;
  store.transact(() => {
    for (const taskId of ready) {
      const task = store.tasks.get(taskId);
      if (!task) throw new Error(`queued changes without task ${taskId}`);
      const { systemId, cluster } = systemFor(environment.systems, task.base.cluster);
      beginExchange(context, {
        indicationId: surroundings.newId(),
        direction: 'outbound',
        api: task.api,
        taskId,
        systemId,
        cluster,
        event: 'TASK_UPDATED',
        state: 'open',
      });
    }
  });
}

/** The Indication of an exchange of ours; the same each time it is repeated but for nothing (contract section 4). */
export function indicationOf(context: SyncContext, exchange: StoredExchange): Indication {
  return {
    indicationId: exchange.indicationId,
    systemId: exchange.systemId,
    cluster: exchange.cluster,
    taskId: exchange.taskId,
    event: exchange.event,
    occurredAt: nowIso(context),
  };
}

/**
 * The platform has our Indication. It now has a time limit for Fetch and Sync; when that passes we indicate again,
 * each time waiting longer. The platform may have fetched, even synced, before its 202 reached us.
 */
export function indicated(context: SyncContext, indicationId: string): void {
  const { store, surroundings } = context;
  store.transact(() => {
    const exchange = store.exchanges.get(indicationId);
    if (!exchange || hasEnded(exchange.state as OutboundState)) return;
    const state = advanceOutbound(exchange.state as OutboundState, 'indicated');
    const tries = exchange.tries + 1;
    const dueAt =
      surroundings.now() + answerLimitMs + (tries > 1 ? backOffMs(tries - 1, surroundings.random()) : 0);
    store.exchanges.put({ ...exchange, state, tries, dueAt, trouble: null }, nowIso(context));
  });
}

function reasonOf(trouble: Trouble): RefusalReason {
  const code = trouble.kind === 'notPermitted' && trouble.code !== null ? trouble.code : trouble.kind;
  return { code, field: null, message: trouble.kind === 'refused' ? trouble.title : null };
}

/** The platform refuses the Indication of this task: its changes are parked, other tasks go on (contract rule 5). */
export function refused(context: SyncContext, indicationId: string, trouble: Trouble): void {
  const { store } = context;
  const taskId = store.transact(() => {
    const exchange = store.exchanges.get(indicationId);
    if (!exchange || hasEnded(exchange.state as OutboundState)) return null;
    store.exchanges.put({ ...exchange, state: 'refused', dueAt: null, trouble }, nowIso(context));
    const waiting = waitingChanges(store.changes.openOfTask(exchange.taskId));
    park(context, exchange.taskId, waiting, [reasonOf(trouble)], 'Patchdesk');
    const task = store.tasks.get(exchange.taskId);
    if (task) settleTask(context, task);
    return exchange.taskId;
  });
  if (taskId !== null) context.changed([taskId]);
}
