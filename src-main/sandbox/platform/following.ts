/**
 * What follows at the platform when a task moves (domain reference 3.4): inTasks and outTasks in step with each other,
 * and every place where one task shows another brought in line.
 *
 * Invariants: the dependencies are data; a step that follows is one the other side's model has for the platform; an
 * ended task takes no step any more, though what it shows of others stays true; each task that is different in the end
 * has one version more, whatever followed from what.
 */
import type { LinkedTask, OutTaskSummary, TaskDocument } from '../../contract/document/task-document.ts';
import { inTaskFollows, outTasksFollow } from '../../domain/rules/dependencies.ts';
import type { Rules } from '../../domain/rules/rules.ts';
import { same } from '../../domain/same.ts';
import type { PlatformTask } from './entries.ts';
import type { PlatformState } from './state.ts';

type Tasks = Map<string, PlatformTask>;

/** The tasks as they are after what was changed: those first, then what is read from the state. */
function view(state: PlatformState, changed: Tasks) {
  return (taskId: string): PlatformTask | undefined => changed.get(taskId) ?? state.tasks.get(taskId);
}

/** An outTask as its inTask shows it (contract section 8). */
export function summaryOf({
  id,
  taskType,
  mainStatus,
  subStatus,
  planned,
  orgId,
}: TaskDocument): OutTaskSummary {
  return {
    taskId: id,
    taskType,
    mainStatus,
    subStatus: subStatus ?? null,
    planned: planned ?? null,
    orgId: orgId ?? null,
  };
}

function outTasksOf(state: PlatformState, changed: Tasks, inTaskId: string): TaskDocument[] {
  const look = view(state, changed);
  return [...(state.outTasksOf.get(inTaskId) ?? [])].flatMap((id) => look(id)?.document ?? []);
}

/** Takes the outTasks of an inTask along, or the inTask after its outTasks. */
function takeSteps(state: PlatformState, rules: Rules, changed: Tasks, moved: PlatformTask): void {
  const look = view(state, changed);
  const { document } = moved;
  if (moved.api === 'inTask') {
    const becomes = outTasksFollow(rules, document);
    if (becomes === null) return;
    for (const outTask of outTasksOf(state, changed, document.id)) {
      if (rules.isEnded('outTask', outTask)) continue;
      const reasons = document.reasons ?? [];
      changed.set(outTask.id, { api: 'outTask', document: { ...outTask, mainStatus: becomes, reasons } });
    }
    return;
  }
  const inTask = look(document.inTaskId ?? '');
  if (inTask?.api !== 'inTask') return;
  const outTasks = outTasksOf(state, changed, inTask.document.id);
  const mainStatus = inTaskFollows(rules, inTask.document, outTasks.map(summaryOf));
  if (mainStatus === null) return;
  changed.set(inTask.document.id, { api: 'inTask', document: { ...inTask.document, mainStatus } });
}

/** What one task shows of another, in the fields it has: an older platform's document has fewer. */
function mirrored(
  link: LinkedTask,
  { taskType, mainStatus, subStatus, planned, reasons }: TaskDocument,
): LinkedTask {
  const now: Record<string, unknown> = { taskType, mainStatus, subStatus, planned, reasons };
  const shown = Object.keys(link).filter((name) => Object.hasOwn(now, name) && now[name] !== undefined);
  return { ...link, ...Object.fromEntries(shown.map((name) => [name, now[name]])) };
}

function inLine(state: PlatformState, changed: Tasks, task: PlatformTask): PlatformTask {
  const look = view(state, changed);
  const { api, document } = task;
  const linkedTasks = document.linkedTasks?.map((link) => {
    const other = changed.get(link.taskId);
    return other ? mirrored(link, other.document) : link;
  });
  const outTasks = document.outTasks && outTasksOf(state, changed, document.id).map(summaryOf);
  const inTask = document.inTaskStatus === undefined ? undefined : look(document.inTaskId ?? '');
  const inTaskStatus = api === 'outTask' ? inTask?.document.mainStatus : undefined;
  return {
    api,
    document: {
      ...document,
      ...(linkedTasks && { linkedTasks }),
      ...(outTasks && { outTasks }),
      ...(inTaskStatus !== undefined && { inTaskStatus }),
    },
  };
}

/** The tasks that show one of these, or are shown by one of these. */
function neighbours(state: PlatformState, changed: Tasks): Set<string> {
  const found = new Set(changed.keys());
  for (const [id, { document }] of changed) {
    for (const other of state.linkedFrom.get(id) ?? []) found.add(other);
    for (const other of state.outTasksOf.get(id) ?? []) found.add(other);
    if (document.inTaskId) found.add(document.inTaskId);
  }
  return found;
}

/**
 * Everything that is different after `moved` was put in the place of what the state has: it first, then what followed.
 * `rules` are the platform's own. The version of `moved` is as given; when something in it followed too, it rises by
 * one more, so that whoever offered it is told.
 */
export function following(
  state: PlatformState,
  rules: Rules,
  moved: PlatformTask,
  at: string,
): PlatformTask[] {
  const changed: Tasks = new Map([[moved.document.id, moved]]);
  takeSteps(state, rules, changed, moved);
  // An inTask that followed may take other outTasks along, and they it: once more is enough, ends being final.
  for (const task of [...changed.values()]) if (task !== moved) takeSteps(state, rules, changed, task);
  const look = view(state, changed);
  return [...neighbours(state, changed)].flatMap((id) => {
    const task = look(id);
    if (!task) return [];
    const after = inLine(state, changed, task);
    const before = id === moved.document.id ? moved.document : state.tasks.get(id)?.document;
    if (before && same(before, after.document)) return id === moved.document.id ? [moved] : [];
    return [stamped(rules, before, after, at)];
  });
}

function stamped(
  rules: Rules,
  before: TaskDocument | undefined,
  { api, document }: PlatformTask,
  at: string,
): PlatformTask {
  const justEnded = rules.isEnded(api, document) && (before === undefined || !rules.isEnded(api, before));
  const version = document.version + 1;
  return { api, document: { ...document, version, updatedAt: at, ...(justEnded && { closedAt: at }) } };
}
