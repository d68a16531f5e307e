/** What follows on the other side when an inTask or one of its outTasks moves (domain reference 3.4). Pure. */
import type { OutTaskSummary, TaskDocument } from '../../contract/document/task-document.ts';
import type { Dependency } from '../../contract/rules/status-model.ts';
import { outTasksAre } from './conditions.ts';
import { stepsBetween } from './status-model.ts';
import type { Rules } from './rules.ts';

const isPresent = (status: string | null): status is string => status !== null;

/**
 * The statuses an inTask may follow its outTasks to, the one that counts first. The platform takes the first that the
 * inTask's own model has a step to; null when it is to stay as it is.
 */
export function inTaskFollows(
  rules: Rules,
  inTask: TaskDocument,
  outTasks: readonly OutTaskSummary[],
): string | null {
  const model = rules.modelOf('inTask', inTask);
  if (!model || rules.isEnded('inTask', inTask)) return null;
  const applying = rules.book.statusModels.dependencies.filter(
    (one): one is Extract<Dependency, { then: 'inTask' }> =>
      one.then === 'inTask' && one.when.every((wanted) => outTasksAre(outTasks, wanted)),
  );
  const reachable = applying
    .map(({ becomes }) =>
      becomes === inTask.mainStatus ||
      stepsBetween(model, inTask.mainStatus, becomes).some((step) => step.by.includes('platform'))
        ? becomes
        : null,
    )
    .find(isPresent);
  return reachable === undefined || reachable === inTask.mainStatus ? null : reachable;
}

/** The status that the outTasks of an inTask take over from it, where they are not ended; null when none. */
export function outTasksFollow(rules: Rules, inTask: TaskDocument): string | null {
  const found = rules.book.statusModels.dependencies.find(
    (one) => one.then === 'outTasks' && one.inTaskIs.includes(inTask.mainStatus),
  );
  return found?.becomes ?? null;
}
