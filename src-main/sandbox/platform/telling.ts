/**
 * Updates of the platform on their way to a System: Indication, its Fetch, its Sync (contract section 5).
 *
 * Invariants: at most one open telling a System and task (rule 2); it keeps its indicationId however often it is
 * repeated (rule 6), also after a restart; a System is taken to know only what it has fetched.
 */
import type { TaskDocument } from '../../contract/document/task-document.ts';
import type { Api } from '../../contract/document/values.ts';
import { answerLimitMs } from '../../equitri/exchange.ts';
import type { knownEvents, Indication, Sync } from '../../equitri/messages.ts';
import { isVisible, logTrouble, nowIso, pairKey, pairOf, width, type PlatformContext } from './context.ts';
import { errands, type ErrandResult } from './errands.ts';
import type { SystemState } from './state.ts';

/** What became of a System's Sync. */
export type SyncReply = 'taken' | 'unknownExchange' | 'otherTask' | 'notFetched';

export interface TellingDirection {
  /** Tells every System what it does not know of this task. */
  tell(taskId: string): void;
  /** Tells a System everything it does not know, repeating what was indicated already. */
  tellAll(systemId: string): void;
  /** The document for a System's Fetch, or null when it may not see such a task; what it saw is remembered. */
  fetched(api: Api, systemId: string, taskId: string): TaskDocument | null;
  /** Takes a System's Sync. */
  synced(api: Api, systemId: string, sync: Sync): SyncReply;
  stop(): Promise<void>;
}

type EventName = (typeof knownEvents)[number];

/** The direction platform to System. */
export function tellingDirection(context: PlatformContext): TellingDirection {
  const { state, record, surroundings, log } = context;

  const versionOf = (taskId: string): number => state.tasks.get(taskId)?.document.version ?? -1;

  function knowsAll({ told }: SystemState, taskId: string): boolean {
    return (told.get(taskId) ?? -1) >= versionOf(taskId);
  }

  function eventFor({ told }: SystemState, taskId: string): EventName {
    if (!told.has(taskId)) return 'TASK_CREATED';
    const task = state.tasks.get(taskId);
    const ended = task && context.rulesAs('platform').isEnded(task.api, task.document);
    return ended ? 'TASK_CLOSED' : 'TASK_UPDATED';
  }

  /** Opens a telling when there is something to tell that no open one covers: its Fetch shows the newest state. */
  function openTelling(known: SystemState, taskId: string): boolean {
    if (known.telling.has(taskId) || knowsAll(known, taskId)) return false;
    record({
      kind: 'telling',
      indicationId: surroundings.newId(),
      systemId: known.system.systemId,
      taskId,
      event: eventFor(known, taskId),
      occurredAt: nowIso(context),
      version: versionOf(taskId),
    });
    return true;
  }

  async function run(key: string): Promise<ErrandResult> {
    const { systemId, taskId } = pairOf(key);
    const telling = state.systems.get(systemId)?.telling.get(taskId);
    const system = context.callable(systemId);
    const api = state.tasks.get(taskId)?.api;
    if (!telling || !system || !api) return 'done'; // nothing to tell, or nobody to call until it is registered again
    await context.settled();
    const { indicationId, event, occurredAt } = telling;
    const { cluster } = system;
    const indication: Indication = { indicationId, systemId, cluster, taskId, event, occurredAt };
    const result = await context.calls.indicate(system, api, indication);
    if (result.kind === 'answer') return { againInMs: answerLimitMs };
    logTrouble(context, 'Indication', taskId, result.trouble);
    return 'failed';
  }

  const carrying = errands({
    width,
    surroundings,
    run,
    onRejected: (err, key) => log.error({ err, key }, 'a telling failed'),
  });

  return {
    tell(taskId) {
      const task = state.tasks.get(taskId);
      for (const known of state.systems.values()) {
        const { system } = known;
        const isNews = task && isVisible(context, system, task) && openTelling(known, taskId);
        if (isNews) carrying.want(pairKey(system.systemId, taskId));
      }
    },
    tellAll(systemId) {
      const known = state.systems.get(systemId);
      if (!known) return;
      for (const [taskId, task] of state.tasks) {
        if (isVisible(context, known.system, task)) openTelling(known, taskId);
        if (known.telling.has(taskId)) carrying.want(pairKey(systemId, taskId));
      }
    },
    fetched(api, systemId, taskId) {
      const known = state.systems.get(systemId);
      const task = state.tasks.get(taskId);
      if (!known || task?.api !== api || !isVisible(context, known.system, task)) return null;
      const { document } = task;
      const { version } = document;
      if (known.shown.get(taskId) !== version) record({ kind: 'shown', systemId, taskId, version });
      return document;
    },
    synced(api, systemId, { indicationId, taskId, result, taskVersion }) {
      const telling = state.tellings.get(indicationId);
      if (telling?.systemId !== systemId) return 'unknownExchange';
      if (state.tasks.get(telling.taskId)?.api !== api) return 'unknownExchange';
      if (telling.taskId !== taskId) return 'otherTask';
      if (telling.ended) return 'taken'; // a repeat (contract rule 1)
      const known = state.systems.get(systemId);
      const shown = known?.shown.get(taskId);
      if (!known || (result === 'OK' && shown === undefined)) return 'notFetched';
      const version =
        result === 'OK'
          ? Math.min(taskVersion ?? Infinity, shown ?? 0)
          : Math.max(telling.version, shown ?? 0); // it is not told of these again, only of the next one
      record({ kind: 'told', indicationId, result, version });
      openTelling(known, taskId); // the version may have risen meanwhile
      carrying.want(pairKey(systemId, taskId)); // ends the wait for this Sync
      return 'taken';
    },
    stop: () => carrying.stop(),
  };
}
