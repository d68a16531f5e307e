/** What people keep of a list under a name: its filters, some of them relative to today and to who asks. */
import { z } from 'zod';
import { ListColumn, MomentColumn } from './columns.ts';
import { ListFilter, ListScope, ListSort } from './query.ts';

/** Days and weeks (from Monday) of the Netherlands. `past` is before now, `future` from now on. */
export const Period = z.enum([
  'past',
  'future',
  'yesterday',
  'today',
  'tomorrow',
  'thisWeek',
  'nextWeek',
  'last7Days',
  'last30Days',
]);
export type Period = z.infer<typeof Period>;

export const ViewFilter = z.union([
  ListFilter,
  z.strictObject({ column: MomentColumn, within: Period }),
  /** Tasks assigned to whoever asks. */
  z.strictObject({ column: z.literal('assignee'), me: z.literal(true) }),
]);
export type ViewFilter = z.infer<typeof ViewFilter>;

export const ViewDefinition = z.strictObject({
  scope: ListScope,
  filters: z.array(ViewFilter).max(30),
  sort: ListSort,
  /** Rows with the same value under one heading; moments by day. Then the list is sorted by this column first. */
  group: ListColumn.nullable(),
  /** Shown from left to right. */
  columns: z.array(ListColumn).min(1).max(30),
});
export type ViewDefinition = z.infer<typeof ViewDefinition>;

export const SavedView = z.strictObject({
  viewId: z.uuid(),
  name: z.string().trim().min(1).max(80),
  definition: ViewDefinition,
});
export type SavedView = z.infer<typeof SavedView>;
