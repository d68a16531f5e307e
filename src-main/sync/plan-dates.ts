/**
 * Plan dates from a file: what they would change, and the changes themselves.
 *
 * Invariant: what is shown beforehand is what is done: both go through the same patch and the same checks.
 */
import { PatchdeskError, toFailure } from '../contract/errors.ts';
import type { EditPatch } from '../contract/document/patch.ts';
import type { Plan, PlanLine } from '../contract/list-methods.ts';
import { plannedBy, readPlanDates, type PlanRow, type ReadLine } from '../domain/plan-dates.ts';
import { streetLine } from '../domain/street-line.ts';
import type { StoredTask } from '../store/tasks.ts';
import type { SyncContext } from './context.ts';
import { checkEdit, editWithin } from './outbox.ts';

const at = (moment: string | null) => (moment === null ? null : Date.parse(moment));

function planOf({ local }: StoredTask): Plan {
  return { planned: local.planned ?? null, plannedUntil: local.plannedUntil ?? null };
}

/** The step that a first plan takes by itself: the one the model has that asks for a plan and nothing else. */
function stepOf(context: SyncContext, task: StoredTask, to: Plan): string | null {
  if (task.local.planned || to.planned === null || task.ended) return null;
  const planned = { ...task.local, planned: to.planned };
  const steps = context.rules
    .transitions(task.api, planned, context.recordFacts(task))
    .filter(
      ({ asks, unmet, ends }) => !ends && unmet.length === 0 && asks.length === 1 && asks[0] === '/planned',
    );
  const [only, ...others] = steps.filter((step) => step.to !== task.local.mainStatus);
  return only && others.length === 0 ? only.to : null;
}

/** The edit that gives a task a plan; null where it has that plan already. */
function planPatch(context: SyncContext, task: StoredTask, to: Plan): EditPatch | null {
  const from = planOf(task);
  const patch: EditPatch = {};
  if (at(from.planned) !== at(to.planned)) patch.planned = to.planned;
  if (at(from.plannedUntil) !== at(to.plannedUntil)) patch.plannedUntil = to.plannedUntil;
  if (Object.keys(patch).length === 0) return null;
  const step = stepOf(context, task, to);
  return step === null ? patch : { ...patch, mainStatus: step };
}

function lineOf(context: SyncContext, row: PlanRow): PlanLine {
  const task = context.store.tasks.get(row.taskId);
  const line = { line: row.line, taskId: row.taskId, unreadable: null };
  const nothing: Plan = { planned: null, plannedUntil: null };
  if (!task) {
    const failure = new PatchdeskError('TASK_UNKNOWN', { taskId: row.taskId }).failure;
    return {
      ...line,
      place: null,
      from: null,
      to: plannedBy(row, nothing),
      step: null,
      outcome: 'refused',
      failure,
    };
  }
  const from = planOf(task);
  const to = plannedBy(row, from);
  const place = streetLine(task.local.address) || (task.local.PoPInfo?.popName ?? null);
  const patch = planPatch(context, task, to);
  const known = { ...line, place, from, to, step: patch?.mainStatus ?? null };
  if (patch === null) return { ...known, outcome: 'same', failure: null };
  try {
    checkEdit(context, task, patch);
    return { ...known, outcome: 'change', failure: null };
  } catch (thrown) {
    const failure = toFailure(thrown);
    if (!failure) throw thrown;
    return { ...known, outcome: 'refused', failure };
  }
}

function asLine(context: SyncContext, read: ReadLine): PlanLine {
  if ('row' in read) return lineOf(context, read.row);
  return {
    line: read.line,
    taskId: read.taskId,
    place: null,
    from: null,
    to: { planned: null, plannedUntil: null },
    outcome: 'refused',
    step: null,
    failure: null,
    unreadable: read.unreadable,
  };
}

/** What a file would change. Throws PLAN_FILE_REFUSED. */
export function previewPlans(context: SyncContext, fileName: string, content: Uint8Array): PlanLine[] {
  return readPlanDates(fileName, content).map((read) => asLine(context, read));
}

function isSamePlan(one: Plan, other: Plan): boolean {
  return at(one.planned) === at(other.planned) && at(one.plannedUntil) === at(other.plannedUntil);
}

/** A line of a preview that somebody agreed to. */
export interface AgreedPlan extends Plan {
  changeId: string;
  taskId: string;
  from: Plan;
  step: string | null;
}

export interface AppliedPlans {
  changed: number;
  /** Tasks that changed since they were shown, and are left as they are. */
  moved: string[];
}

function applyWithin(context: SyncContext, agreed: AgreedPlan): 'changed' | 'moved' | 'same' {
  const { store } = context;
  const { changeId, taskId, from, step, planned, plannedUntil } = agreed;
  if (store.changes.get(changeId)) return 'changed';
  const task = store.tasks.get(taskId);
  if (!task) throw new PatchdeskError('TASK_UNKNOWN', { taskId });
  if (!isSamePlan(planOf(task), from)) return 'moved';
  const patch = planPatch(context, task, { planned, plannedUntil });
  if (patch === null) return 'same';
  if ((patch.mainStatus ?? null) !== step) return 'moved';
  editWithin(context, changeId, taskId, patch);
  return 'changed';
}

/**
 * Saves plans as one change a task, all in one transaction. What has its plan already is left as it is, and so is what is
 * not as it was shown any more. Throws what an edit of any of them throws; then none is changed.
 */
export function applyPlans(context: SyncContext, plans: readonly AgreedPlan[]): AppliedPlans {
  const outcomes = context.store.transact(() =>
    plans.map((agreed) => ({ taskId: agreed.taskId, outcome: applyWithin(context, agreed) })),
  );
  const having = (wanted: string) =>
    outcomes.filter(({ outcome }) => outcome === wanted).map(({ taskId }) => taskId);
  const changed = having('changed');
  if (changed.length > 0) context.changed(changed);
  return { changed: changed.length, moved: having('moved') };
}
