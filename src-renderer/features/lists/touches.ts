/** What a change of a task means for a list that shows a query. Pure. */
import { isChoiceColumn, isMomentColumn, type ListColumn } from '@contract/list/columns.ts';
import { choicesOf, codeOf, matches, momentIn } from '@contract/list/matches.ts';
import type { ListQuery } from '@contract/list/query.ts';
import type { TaskRow } from '@contract/task-view.ts';

/** A row before a change (null: it is new) and after it. */
export interface ChangedRow {
  before: TaskRow | null;
  after: TaskRow;
}

/** `none`: not of this list; `inPlace`: the row has another look and the same place; `moves`: rows shift. */
export type Touch = 'none' | 'inPlace' | 'moves';

function sortValue(row: TaskRow, column: ListColumn): string {
  if (isChoiceColumn(column)) return choicesOf(row, column).join('\n');
  if (isMomentColumn(column)) return String(momentIn(row, column));
  return codeOf(row, column) ?? '';
}

function keepsPlace(before: TaskRow, after: TaskRow, { scope, sort }: ListQuery): boolean {
  if (scope === 'all' && before.ended !== after.ended) return false;
  // Tasks with equal values come by plan date.
  return ([sort.column, 'planned'] as const).every(
    (column) => sortValue(before, column) === sortValue(after, column),
  );
}

/** How a change touches a list. What a search finds is known to the engine alone. */
export function touchOf({ before, after }: ChangedRow, query: ListQuery): Touch {
  const was = before !== null && matches(before, query);
  const is = matches(after, query);
  if (!was && !is) return 'none';
  if (!was || !is) return 'moves';
  if (query.search !== null) return 'inPlace';
  return keepsPlace(before, after, query) ? 'inPlace' : 'moves';
}

/** Whether a change makes a query have more or fewer tasks. */
export function changesCount({ before, after }: ChangedRow, query: ListQuery): boolean {
  return (before !== null && matches(before, query)) !== matches(after, query);
}
