/** What the steps of a task to another status are called, and which of them are the end of it. Pure. */
import type { Texts } from '../../messages/en.ts';
import { nameOf } from '../../messages/name-of.ts';

/** The statuses in which the work goes on; any other may be the end of it. */
const goingOn = [
  'RECEIVED',
  'NEW',
  'NETWORK_CHECK',
  'CONFIRMED',
  'PREPARED',
  'PLANNED',
  'IN_PROGRESS',
  'ON_HOLD',
];

/** True when nothing may follow this status: it is asked for once more, and what was typed goes along. */
export function isFinal(to: string): boolean {
  return !goingOn.includes(to);
}

/** What the button of a step says. A step to the same status only changes the plan. */
export function stepName(texts: Texts, from: string, to: string): string {
  const { names, tasks } = texts;
  if (from === to && to === 'PLANNED') return tasks.transitions.replan;
  return Object.hasOwn(names.transitions, to) ? nameOf(names.transitions, to) : nameOf(names.statuses, to);
}
