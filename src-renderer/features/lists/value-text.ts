/** Values of columns, filters and groups as people read them. Pure. */
import {
  isChoiceColumn,
  isMomentColumn,
  type ChoiceColumn,
  type ListColumn,
} from '@contract/list/columns.ts';
import { choicesOf, codeOf, momentIn } from '@contract/list/matches.ts';
import type { ViewFilter } from '@contract/list/view.ts';
import type { TaskRow } from '@contract/task-view.ts';
import type { Texts } from '../../messages/en.ts';
import type { Formats } from '../../messages/formats.ts';
import { nameOf } from '../../messages/name-of.ts';
import { addDays, dayOf } from './query-of.ts';

/** What words are made with. */
export interface Wording {
  texts: Texts;
  formats: Formats;
  /** The present, for "today". */
  now: number;
}

/** The name of a value in a column of choices. */
export function choiceText({ names, lists }: Texts, column: ChoiceColumn, value: string): string {
  switch (column) {
    case 'api':
      return nameOf(lists.apis, value);
    case 'taskType':
      return nameOf(names.taskTypes, value);
    case 'mainStatus':
    case 'inTaskStatus':
      return nameOf(names.statuses, value);
    case 'slaStatus':
      return nameOf(names.slaStatuses, value);
    case 'priority':
      return nameOf(names.priorities, value);
    case 'reason':
      return nameOf(names.reasonCodes, value);
    case 'changeState':
      return nameOf(lists.changeStates, value);
    case 'subStatus':
    case 'popName':
    case 'labels':
    case 'assignee':
    case 'organization':
      return value;
  }
}

/** What a row has in a column, as one text; empty where it has nothing. */
export function cellText(row: TaskRow, column: ListColumn, { texts, formats, now }: Wording): string {
  if (isChoiceColumn(column)) {
    return choicesOf(row, column)
      .map((value) => choiceText(texts, column, value))
      .join(', ');
  }
  if (isMomentColumn(column)) {
    const value = row[column];
    return value === null ? '' : formats.moment(value, now);
  }
  return codeOf(row, column) ?? '';
}

/** How many values a chip names before it counts the rest. */
const named = 2;

function valuesText(column: ChoiceColumn, values: readonly (string | null)[], { texts }: Wording): string {
  const { filters } = texts.lists;
  const words = values.map((value) => (value === null ? filters.none : choiceText(texts, column, value)));
  const rest = words.length - named;
  return [...words.slice(0, named), ...(rest > 0 ? [filters.more(rest)] : [])].join(', ');
}

function spanText(from: string | null, until: string | null, { texts, formats, now }: Wording): string {
  const { filters } = texts.lists;
  const start = from === null ? null : formats.moment(from, now);
  const end = until === null ? null : formats.moment(until, now);
  if (start !== null && end !== null) return filters.spanText(start, end);
  return start === null ? filters.untilText(end ?? '') : filters.fromText(start);
}

/** What a filter asks of its column. */
export function filterText(filter: ViewFilter, wording: Wording): string {
  const { filters, periods } = wording.texts.lists;
  if ('me' in filter) return filters.me;
  if ('within' in filter) return periods[filter.within];
  if ('in' in filter) return valuesText(filter.column, filter.in, wording);
  if ('notIn' in filter) return filters.not(valuesText(filter.column, filter.notIn, wording));
  if ('startsWith' in filter) return filters.startsWithText(filter.startsWith);
  if ('empty' in filter) return filter.empty ? filters.empty : filters.notEmpty;
  return spanText(filter.from, filter.until, wording);
}

/** A group: rows next to each other with the same key stand under one heading. */
export interface Group {
  key: string;
  /** The value that its rows have; null for none, and for a day. */
  value: string | null;
  text: string;
}

/** The group of a row under a column; `halves` where open tasks come first and the ended ones after them. */
export function groupOf(row: TaskRow, column: ListColumn, halves: boolean, wording: Wording): Group {
  const { group, columns } = wording.texts.lists;
  const half = halves && row.ended;
  const value = valueIn(row, column);
  const text = value === null ? group.empty(columns[column]) : groupText(column, value, wording);
  return { key: `${half} ${value}`, value, text: half ? `${text} (${group.ended})` : text };
}

function valueIn(row: TaskRow, column: ListColumn): string | null {
  if (isChoiceColumn(column)) return choicesOf(row, column)[0] ?? null;
  if (!isMomentColumn(column)) return codeOf(row, column);
  const at = momentIn(row, column);
  return at === null ? null : dayOf(at);
}

function groupText(column: ListColumn, value: string, { texts, formats, now }: Wording): string {
  if (isChoiceColumn(column)) return choiceText(texts, column, value);
  return isMomentColumn(column) ? formats.moment(value, now) : value;
}

/** The last day of a span that ends where a day begins, as people write it: up to and including. */
export function lastDayOf(until: string): string {
  return addDays(
    dayOf(Date.parse(until)),
    dayOf(Date.parse(until) - 1) === dayOf(Date.parse(until)) ? 0 : -1,
  );
}
