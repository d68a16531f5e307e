/**
 * Updates of the platform: the Indication stored, the document fetched and merged in one transaction, then synced.
 *
 * Invariants: an Indication is stored before it is answered; a task with open changes is merged, never overwritten;
 * an older document never replaces a newer base; one Fetch answers every Indication of the task that waited
 * when it was sent, and none that came after.
 */
import type { RefusalReason } from '../contract/change.ts';
import type { TaskDocument } from '../contract/document/task-document.ts';
import type { Api } from '../contract/document/values.ts';
import type { Trouble } from '../contract/sync-status.ts';
import { changesBetween } from '../domain/merge/differences.ts';
import { conflicts } from '../domain/merge/rebase.ts';
import { syncCodes, type Indication, type Sync } from '../equitri/messages.ts';
import type { StoredExchange, SyncOutcome } from '../store/exchanges.ts';
import type { StoredTask } from '../store/tasks.ts';
import { park } from './answering.ts';
import { note, nowIso, platform, settleTask, waitingChanges, type SyncContext } from './context.ts';
import { beginExchange } from './begin-exchange.ts';
import { fetchAfterConflict, isOwnFetch } from './own-fetch.ts';

/** Stores an Indication; the same indicationId again changes nothing (contract section 4). */
export function takeIndication(context: SyncContext, api: Api, indication: Indication): void {
  const { store } = context;
  store.transact(() => {
    if (store.exchanges.get(indication.indicationId)) return;
    const { indicationId, taskId, systemId, cluster, event } = indication;
    beginExchange(context, {
      indicationId,
      direction: 'inbound',
      api,
      taskId,
      systemId,
      cluster,
      event,
      state: 'indicated',
    });
  });
}

/** The exchanges that one Fetch answers: what comes after it was sent may be about a newer document. */
export type Waiting = ReadonlySet<string>;

/** What waits for a Fetch of the task now. */
export function waitingFor({ store }: SyncContext, taskId: string): Waiting {
  return new Set(store.exchanges.unfetched(taskId).map(({ indicationId }) => indicationId));
}

function answeredBy({ store }: SyncContext, taskId: string, waiting: Waiting): StoredExchange[] {
  return store.exchanges.unfetched(taskId).filter(({ indicationId }) => waiting.has(indicationId));
}

/** Ends the Fetch of everything that waited for it: on to our Sync, or to the end when nobody expects one. */
function answerUnfetched(context: SyncContext, taskId: string, waiting: Waiting, outcome: SyncOutcome): void {
  const { store, surroundings } = context;
  for (const exchange of answeredBy(context, taskId, waiting)) {
    const rest = isOwnFetch(exchange)
      ? { state: 'closed', dueAt: null }
      : { state: 'merged', dueAt: surroundings.now() };
    store.exchanges.put({ ...exchange, ...rest, outcome, tries: 0, trouble: null }, nowIso(context));
  }
}

function parkConflicts(context: SyncContext, task: StoredTask, theirs: TaskDocument): void {
  const open = context.store.changes.openOfTask(task.taskId);
  for (const { changeNumber, reasons } of conflicts(context.rules, task.api, task.base, theirs, open)) {
    const change = open.filter((one) => one.changeNumber === changeNumber);
    park(context, task.taskId, change, reasons, platform);
  }
}

/**
 * The platform said VERSION_CONFLICT, yet has nothing newer than what we offered on: offering again would go on for
 * ever, so the changes are parked.
 */
function parkEndlessConflict(context: SyncContext, task: StoredTask, waiting: Waiting): void {
  const { taskId } = task;
  if (!answeredBy(context, taskId, waiting).some(({ event }) => event === fetchAfterConflict)) return;
  park(
    context,
    taskId,
    waitingChanges(context.store.changes.openOfTask(taskId)),
    [{ code: syncCodes.versionConflict, field: '/version', message: null }],
    platform,
  );
}

/** A document as it was fetched. */
export interface Fetched {
  api: Api;
  document: TaskDocument;
  /** What our Sync says of contents that are not accepted; the document is kept all the same. */
  errors?: RefusalReason[];
  /** What waited when it was fetched, and is answered by it: by default all that waits. */
  waiting?: Waiting;
}

/** Merges a document in the transaction of the caller. */
function mergeWithin(context: SyncContext, { api, document, errors = [], waiting }: Fetched): void {
  const { store } = context;
  const { id: taskId, version } = document;
  const answered = waiting ?? waitingFor(context, taskId);
  const task = store.tasks.get(taskId);
  if (!task) {
    settleTask(context, { taskId, api, base: document });
    note(context, taskId, 'received', platform, { version });
  } else if (version >= task.base.version) {
    if (version === task.base.version) parkEndlessConflict(context, task, answered);
    parkConflicts(context, task, document);
    note(context, taskId, 'merged', platform, {
      fromVersion: task.base.version,
      toVersion: version,
      fields: changesBetween(task.base, document),
    });
    settleTask(context, { ...task, base: document });
  }
  answerUnfetched(context, taskId, answered, { result: errors.length > 0 ? 'ERROR' : 'OK', errors });
}

/** Merges fetched documents, all in one transaction: one wait for the disk, however many they are. */
export function mergeAll(context: SyncContext, fetched: readonly Fetched[]): void {
  context.store.transact(() => {
    for (const one of fetched) mergeWithin(context, one);
  });
  context.changed(fetched.map(({ document }) => document.id));
}

/** Merges a fetched document in one transaction and answers what was `waiting` when it was fetched. */
export function merge(
  context: SyncContext,
  api: Api,
  document: TaskDocument,
  errors: RefusalReason[] = [],
  waiting: Waiting = waitingFor(context, document.id),
): void {
  mergeAll(context, [{ api, document, errors, waiting }]);
}

/** What was fetched is no task document: our Sync says so, and what we have stays. */
export function refuseDocument(
  context: SyncContext,
  taskId: string,
  waiting: Waiting,
  errors: RefusalReason[],
): void {
  context.log.warn({ taskId, errors }, 'the platform sent a document that does not fit the contract');
  context.store.transact(() => answerUnfetched(context, taskId, waiting, { result: 'ERROR', errors }));
}

/** The task can't be fetched by this party (403, 404, 410): its Indications end; what is pending stays. */
export function giveUpFetch(context: SyncContext, taskId: string, waiting: Waiting, trouble: Trouble): void {
  const { store } = context;
  store.transact(() => {
    for (const exchange of answeredBy(context, taskId, waiting)) {
      store.exchanges.put({ ...exchange, state: 'closed', dueAt: null, trouble }, nowIso(context));
    }
  });
  context.changed([taskId]);
}

/** The Sync that ends an exchange of the platform. */
export function syncOf(context: SyncContext, exchange: StoredExchange): Sync {
  const outcome = exchange.outcome ?? { result: 'OK', errors: [] };
  return {
    indicationId: exchange.indicationId,
    systemId: exchange.systemId,
    cluster: exchange.cluster,
    taskId: exchange.taskId,
    result: outcome.result,
    taskVersion: context.store.tasks.get(exchange.taskId)?.base.version ?? null,
    taskRef: null,
    errors: outcome.errors,
    syncedAt: nowIso(context),
  };
}

/** The platform has taken our Sync. */
export function close(context: SyncContext, exchange: StoredExchange): void {
  context.store.transact(() =>
    context.store.exchanges.put(
      { ...exchange, state: 'closed', dueAt: null, trouble: null },
      nowIso(context),
    ),
  );
}
