/** What the steps of a task to another status are called. Pure. */
import type { Texts } from '../../messages/en.ts';
import { nameOf } from '../../messages/name-of.ts';

/** What the button of a step says. A step to the same status only changes the plan. */
export function stepName(texts: Texts, from: string, to: string): string {
  const { names, tasks } = texts;
  if (from === to && to === 'PLANNED') return tasks.transitions.replan;
  return Object.hasOwn(names.transitions, to) ? nameOf(names.transitions, to) : nameOf(names.statuses, to);
}
