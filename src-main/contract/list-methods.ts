/** The calls about lists of tasks: pages, counts, groups, saved views, and plan dates from a file. */
import { z } from 'zod';
import { FailureSchema } from './errors.ts';
import { ChoiceColumn } from './list/columns.ts';
import { ListQuery, TaskCount } from './list/query.ts';
import { SavedView } from './list/view.ts';
import { TaskRow } from './task-view.ts';

/** Where a list goes on: the place of the last row looked at, opaque to the caller, and good for one query only. */
export const Cursor = z.string().max(20_000);

const taskId = z.string().min(1).max(255);
const moment = z.iso.datetime({ offset: true });
const done = z.object({});
/** A view of any buffer: what comes by structured clone and what a disk gives are both. */
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'must be bytes');

/** Many times the longest file of plan dates. */
export const mostPlanFileBytes = 5 * 1024 * 1024;

const Plan = z.strictObject({ planned: moment.nullable(), plannedUntil: moment.nullable() });
export type Plan = z.infer<typeof Plan>;

/** What can't be read in a line: no task ID, no date or time, a task that an earlier line names, a quote out of place. */
export const Unreadable = z.object({
  kind: z.enum(['noTaskId', 'noDate', 'twice', 'quote']),
  text: z.string(),
});
export type Unreadable = z.infer<typeof Unreadable>;

/** A line of a file of plan dates, beside what the task has now. */
export const PlanLine = z.object({
  /** From 1, the heading included. */
  line: z.number().int(),
  taskId: z.string(),
  /** Address or PoP; null for a task that is not here. */
  place: z.string().nullable(),
  from: Plan.nullable(),
  to: Plan,
  /** `change` is taken over when it is confirmed, `same` has nothing to do, `refused` says why not. */
  outcome: z.enum(['change', 'same', 'refused']),
  /** The status the task gets with its first plan, where the status model has such a step. */
  step: z.string().nullable(),
  /** Why a line is refused: a failure of the catalogue, or what in it can't be read. */
  failure: FailureSchema.nullable(),
  unreadable: Unreadable.nullable(),
});
export type PlanLine = z.infer<typeof PlanLine>;

export const listMethods = {
  /**
   * A page of tasks. It may be shorter than asked for though more follow: then `next` is not null, and the rest is had by
   * asking again. So a page never takes long, whatever the filters. `skip` leaves out rows after `after`.
   */
  'task.list': {
    input: z.strictObject({
      query: ListQuery,
      after: Cursor.nullable(),
      skip: z.number().int().min(0).max(1_000_000),
      limit: z.number().int().min(1).max(1000),
    }),
    output: z.object({
      rows: z.array(TaskRow),
      next: Cursor.nullable(),
      /** Tasks that were received and are not in the lists yet; they follow by themselves. */
      behind: z.number().int(),
      /** Of a search: there may be others than those that are told, which are the best or the newest. */
      more: z.boolean().optional(),
    }),
  },
  /** How many tasks each query has, in their order. */
  'task.count': {
    input: z.strictObject({ queries: z.array(ListQuery).min(1).max(50) }),
    output: z.object({ counts: z.array(TaskCount) }),
  },
  /** How many tasks of a query have each value of a column, the values in the order of the list. */
  'task.groups': {
    input: z.strictObject({ query: ListQuery, by: ChoiceColumn }),
    output: z.object({ groups: z.array(TaskCount.extend({ value: z.string().nullable() })) }),
  },
  /** The views that were saved here, in their order, and who asks. */
  'view.list': {
    input: z.strictObject({}),
    output: z.object({ saved: z.array(SavedView), me: z.string() }),
  },
  /** Saves a view, under the same id in the place of the earlier one; a new one comes last. */
  'view.save': { input: SavedView, output: done },
  'view.remove': { input: z.strictObject({ viewId: z.uuid() }), output: done },
  /** Puts the views in this order; views that are not named keep theirs, after these. */
  'view.order': { input: z.strictObject({ viewIds: z.array(z.uuid()).max(500) }), output: done },
  /** What a CSV file of plan dates would change; changes nothing. PLAN_FILE_REFUSED where it is no such file. */
  'plan.read': {
    input: z.strictObject({ fileName: z.string().max(1000), content: bytes }),
    output: z.object({ lines: z.array(PlanLine) }),
  },
  /**
   * Saves plan dates as one change a task, all durably or none, each for a task that is as it was shown: planned like
   * `from`, and to take the step that was named. The same `changeId` again changes nothing.
   */
  'plan.apply': {
    input: z.strictObject({
      plans: z
        .array(Plan.extend({ changeId: z.uuid(), taskId, from: Plan, step: z.string().nullable() }))
        .min(1)
        .max(5000),
    }),
    /** `moved` are tasks that changed since they were shown: they are left as they are. */
    output: z.object({ changed: z.number().int(), moved: z.array(taskId) }),
  },
} as const;
