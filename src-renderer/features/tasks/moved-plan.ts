/** A plan that is moved takes its end along. Pure. */
import type { EditPatch } from '@contract/document/patch.ts';
import type { TaskDocument } from '@contract/document/task-document.ts';

type Plan = Pick<EditPatch, 'planned' | 'plannedUntil'>;

/** The plan from `start` on, lasting as long as it does now. An end that can't be kept is emptied. */
export function movedPlan(
  { planned, plannedUntil }: Pick<TaskDocument, 'planned' | 'plannedUntil'>,
  start: string,
): Plan {
  const [from, until, to] = [planned, plannedUntil, start].map((moment) => Date.parse(moment ?? ''));
  if (from === undefined || until === undefined || to === undefined || Number.isNaN(until)) {
    return { planned: start };
  }
  if (until >= from) return { planned: start, plannedUntil: new Date(to + until - from).toISOString() };
  return until < to ? { planned: start, plannedUntil: null } : { planned: start };
}
