/**
 * A profile of the sandbox whose store holds far more tasks than its network: as if they had all been received. The
 * network's own tasks are the first of them, so that those can be worked on.
 */
import { defaultRules } from '../../src-main/domain/rules/default-rules.ts';
import { storeFile } from '../../src-main/engine/engine.ts';
import { silentLog } from '../../src-main/runtime/log.ts';
import { isoMoment, realSurroundings } from '../../src-main/runtime/surroundings.ts';
import { seedNetwork } from '../../src-main/sandbox/seed/network.ts';
import { openStore } from '../../src-main/store/store.ts';
import { park } from '../../src-main/sync/answering.ts';
import { settleTask, type SyncContext } from '../../src-main/sync/context.ts';
import { edit } from '../../src-main/sync/outbox.ts';
import { mergeAll } from '../../src-main/sync/receiving.ts';
import { environment } from './sync-context.ts';

/** As the app starts its sandbox. */
const seed = 2026;
const together = 200;
const refusedTasks = 12;

/** Edits that the platform has refused, so that there is something to correct. */
function refuseSome(context: SyncContext, taskIds: readonly string[]): void {
  const { store, surroundings } = context;
  for (const taskId of taskIds) {
    edit(context, surroundings.newId(), taskId, {
      notes: [{ text: 'Meterkast op slot', isInternal: false }],
    });
    const task = store.tasks.get(taskId);
    if (!task) continue;
    store.transact(() => {
      const reasons = [
        { code: 'FORBIDDEN_FIELD', field: '/notes', message: 'notes are closed for this task' },
      ];
      park(context, taskId, store.changes.openOfTask(taskId), reasons, 'Gridsz');
      settleTask(context, task);
    });
  }
}

/** Fills the sandbox profile at `profileDir` with `tasks` outTasks. Its lists are made by the app, when it starts. */
export function fillProfile(profileDir: string, tasks: number): void {
  const surroundings = realSurroundings();
  const store = openStore(storeFile(profileDir, 'sandbox'));
  const context: SyncContext = {
    environment,
    store,
    rules: defaultRules('contractor'),
    recordFacts: () => null,
    surroundings,
    log: silentLog,
    changed: () => undefined,
  };
  const startDay = isoMoment(surroundings.now()).slice(0, 'YYYY-MM-DD'.length);
  // A contractor has no inTasks.
  const outTasks = seedNetwork({ seed, tasks, startDay }).tasks.filter(({ api }) => api === 'outTask');
  for (let at = 0; at < outTasks.length; at += together) mergeAll(context, outTasks.slice(at, at + together));
  const open = outTasks.filter(({ document }) => ['PLANNED', 'RECEIVED'].includes(document.mainStatus));
  // Not those of the network itself: it would take these edits.
  refuseSome(
    context,
    open.slice(-refusedTasks).map(({ document }) => document.id),
  );
  store.close();
}
