/**
 * Whether a row belongs to a list: the meaning of a query, by which windows know what an event touches. The store
 * answers the same from its indexes; a property test holds the two together. Pure.
 */
import type { TaskRow } from '../task-view.ts';
import type { ChoiceColumn, CodeColumn, ListColumn, MomentColumn } from './columns.ts';
import { fold, foldCode } from './fold.ts';
import type { ListFilter, ListQuery } from './query.ts';

/** How the outbox of a task stands: refused changes come before waiting ones. */
export function changeStateOf({ refused, pending }: Pick<TaskRow, 'refused' | 'pending'>) {
  if (refused > 0) return 'refused';
  return pending > 0 ? 'pending' : null;
}

/** The address as one text: street line, then city. */
export function addressOf({ street, city }: Pick<TaskRow, 'street' | 'city'>): string | null {
  const text = [street, city].filter(Boolean).join(', ');
  return text === '' ? null : text;
}

/** The values a row has in a column of choices; only labels may be several. Empty where it has none. */
export function choicesOf(row: TaskRow, column: ChoiceColumn): readonly string[] {
  if (column === 'labels') return row.labels;
  const value = column === 'changeState' ? changeStateOf(row) : row[column];
  return value === null || value === '' ? [] : [value];
}

/** What a row has in a column of codes. */
export function codeOf(row: TaskRow, column: CodeColumn): string | null {
  const value = column === 'address' ? addressOf(row) : row[column];
  return value === '' ? null : value;
}

/** The moment a row has in a column, in milliseconds since the epoch. */
export function momentIn(row: TaskRow, column: MomentColumn): number | null {
  const value = row[column];
  return value === null ? null : Date.parse(value);
}

/** How the beginning of a code or an address is compared. */
export function beginning(column: CodeColumn, text: string): string {
  return column === 'address' ? fold(text).replace(/\s+/g, ' ').trim() : foldCode(text);
}

function isEmpty(row: TaskRow, column: ListColumn): boolean {
  if (column === 'labels') return row.labels.length === 0;
  if (column === 'changeState') return changeStateOf(row) === null;
  const value = column === 'address' ? addressOf(row) : row[column];
  return value === null || value === '';
}

function holdsOneOf(row: TaskRow, column: ChoiceColumn, values: readonly (string | null)[]): boolean {
  const own = choicesOf(row, column);
  return own.length === 0 ? values.includes(null) : own.some((value) => values.includes(value));
}

function isBetween(at: number | null, from: string | null, until: string | null): boolean {
  if (at === null) return false;
  return (from === null || at >= Date.parse(from)) && (until === null || at < Date.parse(until));
}

/** Whether a filter lets a row through. */
export function passes(row: TaskRow, filter: ListFilter): boolean {
  if ('in' in filter) return holdsOneOf(row, filter.column, filter.in);
  if ('notIn' in filter) return !holdsOneOf(row, filter.column, filter.notIn);
  if ('empty' in filter) return isEmpty(row, filter.column) === filter.empty;
  if ('startsWith' in filter) {
    const code = codeOf(row, filter.column);
    const start = beginning(filter.column, filter.startsWith);
    return code !== null && beginning(filter.column, code).startsWith(start);
  }
  return isBetween(momentIn(row, filter.column), filter.from, filter.until);
}

/** Whether a row is of the tasks a query asks for; what was typed to search is not looked at. */
export function matches(row: TaskRow, query: Pick<ListQuery, 'scope' | 'filters'>): boolean {
  if (query.scope !== 'all' && row.ended !== (query.scope === 'ended')) return false;
  return query.filters.every((filter) => passes(row, filter));
}
