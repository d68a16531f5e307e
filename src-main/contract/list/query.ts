/**
 * What a list shows: which tasks, in which order. Everything in it is absolute ("planned from this moment"), so that a
 * question has one answer whoever asks it when; `view.ts` has what people save ("planned today").
 */
import { z } from 'zod';
import { ChoiceColumn, CodeColumn, ListColumn, MomentColumn } from './columns.ts';

/** `null` stands for tasks that have no value in the column. */
const values = z.array(z.string().max(255).nullable()).min(1).max(200);
const bound = z.iso.datetime({ offset: true }).nullable();

export const ListFilter = z.union([
  z.strictObject({ column: ChoiceColumn, in: values }),
  z.strictObject({ column: ChoiceColumn, notIn: values }),
  /** Upper and lower case, diacritics and blanks make no difference. */
  z.strictObject({ column: CodeColumn, startsWith: z.string().min(1).max(255) }),
  /** From and including `from`, up to and not including `until`. */
  z.strictObject({ column: MomentColumn, from: bound, until: bound }),
  z.strictObject({ column: ListColumn, empty: z.boolean() }),
]);
export type ListFilter = z.infer<typeof ListFilter>;

/** Open tasks, those nothing can follow any more, or all: open ones first. A refused delivery has not ended. */
export const ListScope = z.enum(['open', 'ended', 'all']);
export type ListScope = z.infer<typeof ListScope>;

export const ListSort = z.strictObject({ column: ListColumn, descending: z.boolean() });
export type ListSort = z.infer<typeof ListSort>;

/**
 * All filters hold. Tasks without a value come last, whichever way a column is sorted; tasks with equal values come by
 * plan date. A column of choices is sorted by what its values mean (priority, status), else by their names.
 */
export const ListQuery = z.strictObject({
  scope: ListScope,
  filters: z.array(ListFilter).max(30),
  sort: ListSort,
  /** What was typed into the search box: then the best matches come first, whatever `sort` says. */
  search: z.string().max(500).nullable(),
});
export type ListQuery = z.infer<typeof ListQuery>;

/** Rows that a search brings at most: who needs more types more. */
export const mostFound = 200;

/** How many tasks a question has; `more` when there are more than were counted. */
export const TaskCount = z.object({ count: z.number().int(), more: z.boolean() });
export type TaskCount = z.infer<typeof TaskCount>;
