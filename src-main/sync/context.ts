/** What every part of the sync room works with, bound once by the engine. */
import type { Environment } from '../contract/processes.ts';
import type { Rules } from '../domain/rules/rules.ts';
import type { Log } from '../runtime/log.ts';
import { isoMoment, type Surroundings } from '../runtime/surroundings.ts';
import type { StoredChange } from '../store/changes.ts';
import type { Store } from '../store/store.ts';
import type { StoredTask } from '../store/tasks.ts';
import { localDocument } from '../domain/local-document.ts';
import type { RecordFacts } from '../domain/rules/conditions.ts';
import type { HistoryEntry } from '../contract/task-view.ts';

export interface SyncContext {
  environment: Environment;
  store: Store;
  /** Those in force now: read anew by every call, since a file of rules may be imported in between. */
  readonly rules: Rules;
  /** What the contractor's own records of a task still lack; null where none are kept. */
  recordFacts(task: StoredTask): RecordFacts | null;
  surroundings: Surroundings;
  log: Log;
  /** Tells the windows that these tasks look different now; called after the commit. */
  changed(taskIds: readonly string[]): void;
}

/** Now, as documents and rows write it. */
export function nowIso(context: SyncContext): string {
  return isoMoment(context.surroundings.now());
}

/** The open changes of a task that a refused one does not hold up; none when one does (contract rule 5). */
export function waitingChanges(open: readonly StoredChange[]): StoredChange[] {
  return open.some((change) => change.state === 'refused') ? [] : [...open];
}

/**
 * Brings the local document and the counters of a task in line with its base and its outbox. To be called in the
 * transaction that changed either.
 */
export function settleTask(context: SyncContext, task: Pick<StoredTask, 'taskId' | 'api' | 'base'>): void {
  const { store, rules } = context;
  const { taskId, api, base } = task;
  const local = localDocument(rules, api, base, store.changes.openOfTask(taskId));
  store.tasks.put({ taskId, api, base, local, ended: rules.isEnded(api, local) });
}

/** Adds an entry to the history of a task. */
export function note(
  context: SyncContext,
  taskId: string,
  kind: HistoryEntry['kind'],
  by: string,
  detail: Record<string, unknown>,
): void {
  context.store.history.append({ taskId, at: nowIso(context), kind, by, detail });
}

/** Who acts when nobody at the keyboard does. */
export const platform = 'Gridsz';
