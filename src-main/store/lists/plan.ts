/**
 * How a query is answered: which sources to walk, in which order, and what is left to test on the way.
 *
 * - A list is a row of segments, one after the other: open tasks before ended ones, tasks with a value before those
 *   without, and for a column of choices one segment a value. A segment merges sources that have the same order.
 * - The postings of the rarest choice asked for are walked rather than everything: they lie in the order of the plan.
 * - Where a filter leaves only few tasks, and another order is asked for, they are gathered and sorted.
 */
import { isChoiceColumn, type ChoiceColumn } from '../../contract/list/columns.ts';
import { beginning } from '../../contract/list/matches.ts';
import type { ListFilter, ListQuery, ListSort } from '../../contract/list/query.ts';
import type { Choice, Choices, Ended } from './choices.ts';
import { conditionOf, isFirstLabel, type Condition } from './conditions.ts';
import {
  isSortColumn,
  plannedSpan,
  sortIndexes,
  spanOf,
  spanOfStart,
  unplannedSpan,
  within,
  type SortColumn,
  type Source,
  type Span,
} from './sources.ts';

export interface Segment {
  ended: Ended;
  /** Tells segments of the same `ended` apart, and where they come: a rank, then a value. */
  part: string;
  sources: Source[];
  descending: boolean;
  conditions: Condition[];
}

/** The order of the values of a column, in the eyes of people. */
export type CompareValues = (column: ChoiceColumn, one: string, other: string) => number;

/** More values than this in one filter are tested on the way. */
const mostSources = 12;

/** A filter that an ordered source stands for, and how many tasks that source has. */
export interface Driver {
  filter: ListFilter;
  choices: Choice[];
  count: number;
}

/** The choices that a filter lets through, when postings can answer it. */
function postedChoices(choices: Choices, filter: ListFilter): Choice[] | null {
  if ('in' in filter) {
    const values = [...new Set(filter.in)];
    if (values.includes(null) || values.length > mostSources) return null;
    // A task may have several labels: it would come once for each.
    if (filter.column === 'labels' && values.length > 1) return null;
    return values.flatMap((value) => choices.find(filter.column, value) ?? []);
  }
  const unplanned = 'empty' in filter && filter.empty && filter.column === 'planned';
  return unplanned ? [choices.find('planned', null)].filter((choice) => choice !== undefined) : null;
}

/** The filter with the fewest tasks among those that postings answer. */
export function rarest(choices: Choices, filters: readonly ListFilter[], ended: Ended): Driver | null {
  let best: Driver | null = null;
  for (const filter of filters) {
    const posted = postedChoices(choices, filter);
    if (!posted) continue;
    const count = posted.reduce((sum, choice) => sum + choice.counts[ended], 0);
    if (!best || count < best.count) best = { filter, choices: posted, count };
  }
  return best;
}

/** The part of an index that a filter on its own column leaves, or null when the filter is of another kind. */
export function spanIn(column: SortColumn, filter: ListFilter): Span | null {
  if (filter.column !== column) return null;
  if ('from' in filter) {
    const { from, until } = filter;
    return spanOf(false, from === null ? null : Date.parse(from), until === null ? null : Date.parse(until));
  }
  // An address is sorted with its numbers filled up, so only what comes before a number is a beginning there.
  if ('startsWith' in filter) {
    const start = beginning(filter.column, filter.startsWith);
    return spanOfStart(filter.column === 'address' ? (/^[^\d]*/.exec(start)?.[0] ?? '').trimEnd() : start);
  }
  return null;
}

function conditionsOf(filters: readonly ListFilter[]): Condition[] {
  return filters.map(conditionOf);
}

/** Everything in the order of the plan, unplanned last; the rarest filter is walked. */
function byPlan(
  choices: Choices,
  filters: readonly ListFilter[],
  ended: Ended,
  descending: boolean,
  part: string,
): Segment[] {
  const driver = rarest(choices, filters, ended);
  const range = filters.reduce(
    (span, filter) => {
      const own = spanIn('planned', filter);
      return own ? within(span, own) : span;
    },
    spanOf(false, null, null),
  );
  const isRange = (filter: ListFilter) => 'from' in filter && filter.column === 'planned';
  const rest = conditionsOf(filters.filter((filter) => filter !== driver?.filter && !isRange(filter)));
  const ranged = filters.some(isRange);

  function segment(name: string, span: Span, down: boolean): Segment {
    const sources: Source[] = driver
      ? driver.choices.map((choice) => ({ kind: 'posting', choice, ended, span: within(range, span) }))
      : [{ kind: 'index', column: 'planned', ended, span: within(range, span) }];
    return { ended, part: `${part}${name}`, sources, descending: down, conditions: rest };
  }

  const planned = segment('a', plannedSpan, descending);
  if (ranged) return [planned];
  const nowhere = choices.find('planned', null);
  if (driver) return [planned, segment('b', unplannedSpan, false)];
  if (!nowhere || nowhere.counts[ended] === 0) return [planned];
  const source: Source = { kind: 'posting', choice: nowhere, ended, span: spanOf(false, null, null) };
  return [planned, { ended, part: `${part}b`, sources: [source], descending: false, conditions: rest }];
}

/** By a column with an order of its own; tasks without a value after it, by plan. */
function byIndex(
  choices: Choices,
  filters: readonly ListFilter[],
  ended: Ended,
  column: SortColumn,
  descending: boolean,
): Segment[] {
  let span = spanOf(sortIndexes[column].text, null, null);
  let bounded = false;
  const rest: ListFilter[] = [];
  for (const filter of filters) {
    const own = spanIn(column, filter);
    if (own) {
      span = within(span, own);
      bounded = true;
    }
    // The span of an address is wider than its filter.
    if (!own || filter.column === 'address') rest.push(filter);
  }
  const first: Segment = {
    ended,
    part: 'a',
    sources: [{ kind: 'index', column, ended, span }],
    descending,
    conditions: conditionsOf(rest),
  };
  const empties = choices.find(column, null)?.counts[ended] ?? 0;
  if (bounded || empties === 0) return [first];
  return [first, ...byPlan(choices, [...filters, { column, empty: true }], ended, false, 'b')];
}

/** The values of a column in the order of a list. */
export function orderedChoices(
  choices: Choices,
  column: ChoiceColumn,
  compare: CompareValues,
  descending: boolean,
): (Choice & { value: string })[] {
  const known = choices
    .ofColumn(column)
    .flatMap((choice) => (choice.value === null ? [] : [{ ...choice, value: choice.value }]));
  const sign = descending ? -1 : 1;
  return known.sort((one, other) => sign * compare(column, one.value, other.value));
}

/** The filters on a column, and those on others. */
function partition(filters: readonly ListFilter[], column: ChoiceColumn): [ListFilter[], ListFilter[]] {
  const isOwn = (filter: ListFilter) => filter.column === column;
  return [filters.filter(isOwn), filters.filter((filter) => !isOwn(filter))];
}

/** Whether tasks with this value in the column of the filter may pass it. */
function letsThrough(filter: ListFilter, value: string | null): boolean {
  if ('in' in filter) return filter.in.includes(value);
  if ('notIn' in filter) return !filter.notIn.includes(value);
  return !('empty' in filter) || filter.empty === (value === null);
}

/** Value by value, each by plan; tasks without one last. */
function byChoice(
  choices: Choices,
  filters: readonly ListFilter[],
  ended: Ended,
  sort: { column: ChoiceColumn; descending: boolean },
  compare: CompareValues,
): Segment[] {
  const { column } = sort;
  const [own, others] = column === 'labels' ? [[], filters] : partition(filters, column);
  const segments = orderedChoices(choices, column, compare, sort.descending)
    .filter(({ counts, value }) => counts[ended] > 0 && own.every((filter) => letsThrough(filter, value)))
    .map((choice): Segment => {
      const conditions = conditionsOf(others);
      if (column === 'labels') conditions.push(isFirstLabel(choice.value));
      return {
        ended,
        part: `a${choice.value}`,
        sources: [{ kind: 'posting', choice, ended, span: spanOf(false, null, null) }],
        descending: false,
        conditions,
      };
    });
  const empties = choices.find(column, null)?.counts[ended] ?? 0;
  if (empties === 0 || !own.every((filter) => letsThrough(filter, null))) return segments;
  return [...segments, ...byPlan(choices, [...filters, { column, empty: true }], ended, false, 'b')];
}

/** The segments of one half of a list: its open tasks, or its ended ones. */
export function segmentsOf(
  choices: Choices,
  filters: readonly ListFilter[],
  { column, descending }: ListSort,
  ended: Ended,
  compare: CompareValues,
): Segment[] {
  if (column === 'planned') return byPlan(choices, filters, ended, descending, '');
  if (isChoiceColumn(column)) return byChoice(choices, filters, ended, { column, descending }, compare);
  return isSortColumn(column) ? byIndex(choices, filters, ended, column, descending) : [];
}

/** The halves of a list, in their order. */
export function halvesOf(scope: ListQuery['scope']): Ended[] {
  return scope === 'all' ? [0, 1] : [scope === 'open' ? 0 : 1];
}
