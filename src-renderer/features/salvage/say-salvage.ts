/** From what was saved to the sentences that tell it, the most important first. Pure. */
import type { SalvageView } from '@contract/salvage.ts';
import type { Texts } from '../../messages/en.ts';
import type { Formats } from '../../messages/formats.ts';

/** As many tasks as are named; more are counted. */
const namedAtMost = 6;

function tasksToCheck(texts: Texts['salvage'], formats: Formats, tasksOfLost: readonly string[]): string {
  if (tasksOfLost.length === 0) return texts.checkLatest;
  const rest = tasksOfLost.length - namedAtMost;
  const more = rest > 0 ? [texts.moreTasks(formats.number(rest))] : [];
  return texts.checkTasks(formats.list([...tasksOfLost.slice(0, namedAtMost), ...more]));
}

function keptChanges(texts: Texts['salvage'], formats: Formats, salvage: SalvageView): string {
  const { changesKept, changesLost, changesMayBeLost } = salvage;
  const shown = formats.number(changesKept);
  const whole = changesLost === 0 && !changesMayBeLost;
  if (changesKept === 0) return whole ? texts.noChanges : texts.noChangesKept;
  return whole ? texts.allChangesKept(changesKept, shown) : texts.changesKept(changesKept, shown);
}

/** What became of the changes: what was saved, what was not, and what to look at. */
export function sayChanges(texts: Texts['salvage'], formats: Formats, salvage: SalvageView): string[] {
  const { changesKept, changesLost, changesMayBeLost, tasksOfLost } = salvage;
  const said = changesKept === 0 && changesLost > 0 ? [] : [keptChanges(texts, formats, salvage)];
  if (changesLost > 0) said.push(texts.changesLost(changesLost, formats.number(changesLost)));
  if (changesMayBeLost) said.push(texts.changesMayBeLost);
  if (changesLost > 0 || changesMayBeLost) said.push(tasksToCheck(texts, formats, tasksOfLost));
  return said;
}

/** What became of the rest. */
export function sayRest(texts: Texts['salvage'], formats: Formats, salvage: SalvageView): string[] {
  const { tasksToFetch, taskIdsUnreadable, historyLost } = salvage;
  const tasks = taskIdsUnreadable
    ? texts.taskIdsUnreadable
    : tasksToFetch > 0
      ? texts.tasksToFetch(tasksToFetch, formats.number(tasksToFetch))
      : texts.noTaskToFetch;
  return historyLost > 0 ? [tasks, texts.historyLost(historyLost, formats.number(historyLost))] : [tasks];
}
