/** The columns of lists (domain reference section 9, A-38) and what kind of value each has. */
import { z } from 'zod';

/** Few values, each with many tasks: filtered by picking some of them, grouped and counted by value. */
export const choiceColumns = [
  'api',
  'taskType',
  'mainStatus',
  'subStatus',
  'inTaskStatus',
  'slaStatus',
  'priority',
  'popName',
  'labels',
  'reason',
  'assignee',
  'organization',
  'changeState',
] as const;
/** Nearly every task has its own: filtered by how they begin. */
export const codeColumns = [
  'taskId',
  'address',
  'dhid',
  'connectionId',
  'searchCode',
  'externalCorrelationId',
] as const;
/** Filtered by a span of time, grouped by day. */
export const momentColumns = ['planned', 'slaDueAt', 'createdAt', 'updatedAt', 'endedAt'] as const;

export const ChoiceColumn = z.enum(choiceColumns);
export type ChoiceColumn = z.infer<typeof ChoiceColumn>;
export const CodeColumn = z.enum(codeColumns);
export type CodeColumn = z.infer<typeof CodeColumn>;
export const MomentColumn = z.enum(momentColumns);
export type MomentColumn = z.infer<typeof MomentColumn>;
export const ListColumn = z.enum([...choiceColumns, ...codeColumns, ...momentColumns]);
export type ListColumn = z.infer<typeof ListColumn>;

export function isChoiceColumn(column: ListColumn): column is ChoiceColumn {
  return (choiceColumns as readonly string[]).includes(column);
}

export function isMomentColumn(column: ListColumn): column is MomentColumn {
  return (momentColumns as readonly string[]).includes(column);
}
