/** The calls about what was saved out of damaged databases. */
import type { salvageMethods, SalvageView } from '../../contract/salvage.ts';
import type { StoredSalvage } from '../../store/salvages.ts';
import { nowIso, type SyncContext } from '../../sync/context.ts';
import type { Handlers } from '../windows.ts';

function salvageView({ salvageNumber, report, file }: StoredSalvage): SalvageView {
  const { at, changesKept, changesLost, changesMayBeLost, historyLost, tasksToFetch, taskIdsUnreadable } =
    report;
  const tasksOfLost = new Set(changesLost.flatMap(({ taskId }) => taskId ?? []));
  return {
    salvageNumber,
    at,
    file,
    changesKept,
    changesLost: changesLost.length,
    tasksOfLost: [...tasksOfLost],
    changesMayBeLost,
    historyLost,
    tasksToFetch,
    taskIdsUnreadable,
  };
}

export function salvageHandlers(context: SyncContext): Pick<Handlers, keyof typeof salvageMethods> {
  const { store } = context;
  return {
    'salvage.list': () => {
      const unread = store.salvages.all().filter(({ dismissedAt }) => dismissedAt === null);
      return { salvages: unread.map(salvageView).reverse() };
    },
    'salvage.dismiss': ({ salvageNumber }) => {
      store.transact(() => store.salvages.dismiss(salvageNumber, nowIso(context)));
      return {};
    },
  };
}
