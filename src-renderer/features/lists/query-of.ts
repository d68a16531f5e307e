/**
 * From what people keep of a list ("planned this week", "mine") to the question it is now. Days and weeks are those of
 * the Netherlands, also over the changes of the clock. Pure: the present is handed in.
 */
import type { ListFilter, ListQuery } from '@contract/list/query.ts';
import type { Period, ViewDefinition, ViewFilter } from '@contract/list/view.ts';
import { momentOf, wallTimeOf } from '@contract/zoned.ts';

/** From and including `from`, up to and not including `until`; null where it is open. */
export interface Span {
  from: string | null;
  until: string | null;
}

const minuteMs = 60_000;

/** A day of the calendar: `2026-03-09`. */
export function dayOf(at: number): string {
  return wallTimeOf(at).slice(0, 10);
}

export function addDays(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** The Monday of the week that a day is in. */
export function mondayOf(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return addDays(day, -((weekday + 6) % 7));
}

/** The moment a day begins; null for a text that is no day. */
export function beginningOf(day: string): string | null {
  return momentOf(`${day}T00:00`);
}

function days(first: string, count: number): Span {
  return { from: beginningOf(first), until: beginningOf(addDays(first, count)) };
}

/** The span of a period that is relative to now. Now counts by the minute, so that the question stays the same for one. */
export function spanOf(period: Period, now: number): Span {
  const minute = new Date(Math.floor(now / minuteMs) * minuteMs).toISOString();
  const today = dayOf(now);
  switch (period) {
    case 'past':
      return { from: null, until: minute };
    case 'future':
      return { from: minute, until: null };
    case 'yesterday':
      return days(addDays(today, -1), 1);
    case 'today':
      return days(today, 1);
    case 'tomorrow':
      return days(addDays(today, 1), 1);
    case 'thisWeek':
      return days(mondayOf(today), 7);
    case 'nextWeek':
      return days(addDays(mondayOf(today), 7), 7);
    case 'last7Days':
      return days(addDays(today, -6), 7);
    case 'last30Days':
      return days(addDays(today, -29), 30);
  }
}

function filterOf(filter: ViewFilter, now: number, me: string): ListFilter {
  if ('within' in filter) return { column: filter.column, ...spanOf(filter.within, now) };
  if ('me' in filter) return { column: 'assignee', in: [me] };
  return filter;
}

/** Under headings the list is sorted by what the headings say. */
function sortOf({ sort, group }: ViewDefinition): ListQuery['sort'] {
  if (group === null || group === sort.column) return sort;
  return { column: group, descending: false };
}

/** The question that a view is now, for the user named `me`. */
export function queryOf(definition: ViewDefinition, now: number, me: string): ListQuery {
  return {
    scope: definition.scope,
    filters: definition.filters.map((filter) => filterOf(filter, now, me)),
    sort: sortOf(definition),
    search: null,
  };
}

/**
 * The question that a view is while something is typed: within its filters where it has any, else, or when asked for,
 * over all tasks.
 */
export function searchOf(query: ListQuery, typed: string, everywhere: boolean): ListQuery {
  const search = typed.trim().slice(0, 500);
  if (search === '') return query;
  if (everywhere || query.filters.length === 0) return { ...query, scope: 'all', filters: [], search };
  return { ...query, search };
}
