/** How many tasks a query has: from the counts that are kept where they know it, else counted as far as is quick. */
import type { ChoiceColumn } from '../../contract/list/columns.ts';
import type { ListFilter, ListQuery, TaskCount } from '../../contract/list/query.ts';
import type { Choices, Ended } from './choices.ts';
import { nameOf } from './conditions.ts';
import type { Reading } from './pages.ts';
import { halvesOf, orderedChoices, segmentsOf, type CompareValues, type Segment } from './plan.ts';
import { isSortColumn, tally, upTo, walk, type Place, type Source, type Span } from './sources.ts';

/** Rows that are tested at most: some milliseconds. */
const testedAtMost = 10_000;
/** So much quicker rows are counted that need no test: an index is walked, and no row is looked at. */
const untested = 1 / 16;

/** What the kept counts say of one filter. */
function kept(choices: Choices, filter: ListFilter, ended: Ended): number | null {
  const of = (value: string | null) => choices.find(filter.column, value)?.counts[ended] ?? 0;
  // A task has several labels: their counts do not add up.
  const single = filter.column !== 'labels' || ('in' in filter && filter.in.length === 1);
  if ('empty' in filter && filter.column !== 'taskId') {
    return filter.empty ? of(null) : choices.total(ended) - of(null);
  }
  if ('in' in filter && single) return [...new Set(filter.in)].reduce((sum, value) => sum + of(value), 0);
  if ('notIn' in filter && single) {
    return choices.total(ended) - [...new Set(filter.notIn)].reduce((sum, value) => sum + of(value), 0);
  }
  return null;
}

/** The order in which counting is cheapest. */
function countedSegments(
  reading: Reading,
  query: ListQuery,
  ended: Ended,
  compare: CompareValues,
): Segment[] {
  const own = query.filters.find((filter) => isSortColumn(filter.column) && !('empty' in filter));
  const column = own && isSortColumn(own.column) ? own.column : 'planned';
  const one = segmentsOf(reading.choices, query.filters, { column, descending: false }, ended, compare);
  const other = segmentsOf(
    reading.choices,
    query.filters,
    { column: 'planned', descending: false },
    ended,
    compare,
  );
  // Postings of a rare choice beat everything else.
  return other[0]?.sources[0]?.kind === 'posting' ? other : one;
}

/** Counts in one half; `left` is how many rows may still be walked. */
function half(
  reading: Reading,
  query: ListQuery,
  ended: Ended,
  compare: CompareValues,
  left: { rows: number },
): TaskCount {
  const { choices, statements } = reading;
  const [only, ...others] = query.filters;
  if (!only) return { count: choices.total(ended), more: false };
  const known = others.length === 0 ? kept(choices, only, ended) : null;
  if (known !== null) return { count: known, more: false };
  let count = 0;
  for (const { sources, conditions } of countedSegments(reading, query, ended, compare)) {
    for (const source of sources) {
      const { span, cut } = windowOf(reading, source, { conditions }, left);
      const { sql, bindings } = tally(source, span, conditions);
      count += statements.get<{ count: number }>(sql, [...bindings, -1, 0])?.count ?? 0;
      if (cut) return { count, more: true };
    }
  }
  return { count, more: false };
}

interface Window {
  /** The part of a source that may still be counted. */
  span: Span;
  /** Whether that is not all of it. */
  cut: boolean;
}

/** As much of a source as may still be walked, which is taken off `left`. */
function windowOf(
  { statements }: Reading,
  source: Source,
  { conditions }: Pick<Segment, 'conditions'>,
  left: { rows: number },
): Window {
  const each = conditions.length === 0 ? untested : 1;
  const most = Math.floor(left.rows / each);
  const whole = tally(source, source.span, []);
  const rows = statements.get<{ count: number }>(whole.sql, [...whole.bindings, most + 1, 0])?.count ?? 0;
  left.rows -= Math.min(rows, most) * each;
  if (rows <= most) return { span: source.span, cut: false };
  const last = walk(source, source.span, [], { columns: '', descending: false, joined: false });
  const end = most > 0 ? statements.get<Place>(last.sql, [...last.bindings, 1, most - 1]) : null;
  return { span: end ? upTo(source.span, end, false) : nothing(source.span), cut: true };
}

const nothing = ({ low }: Span): Span => ({ low, high: low });

/** How many tasks a query has; what is searched for is not looked at. */
export function count(reading: Reading, query: ListQuery, compare: CompareValues): TaskCount {
  const left = { rows: testedAtMost };
  const halves = halvesOf(query.scope).map((ended) => half(reading, query, ended, compare, left));
  return {
    count: halves.reduce((sum, one) => sum + one.count, 0),
    more: halves.some(({ more }) => more),
  };
}

export interface Group extends TaskCount {
  value: string | null;
}

/** How many tasks of a query have each value of a column, the values in their order, tasks without one last. */
export function groups(
  reading: Reading,
  query: ListQuery,
  by: ChoiceColumn,
  compare: CompareValues,
): Group[] {
  const { choices } = reading;
  const halves = halvesOf(query.scope);
  const sums = new Map<string | null, number>();
  let more = false;
  if (query.filters.length === 0) {
    for (const { value, counts } of choices.ofColumn(by)) {
      let sum = 0;
      for (const ended of halves) sum += counts[ended];
      if (sum > 0) sums.set(value, sum);
    }
  } else {
    const left = { rows: testedAtMost };
    for (const ended of halves) more = gatherGroups(reading, query, by, ended, compare, sums, left) || more;
  }
  const order = orderedChoices(choices, by, compare, false).map(({ value }) => value);
  return [...order, null].flatMap((value) => {
    const sum = sums.get(value);
    return sum === undefined ? [] : [{ value, count: sum, more }];
  });
}

/** Adds up the values of one half; true when not all of it could be walked. */
function gatherGroups(
  reading: Reading,
  query: ListQuery,
  by: ChoiceColumn,
  ended: Ended,
  compare: CompareValues,
  sums: Map<string | null, number>,
  left: { rows: number },
): boolean {
  const { statements } = reading;
  for (const { sources, conditions } of countedSegments(reading, query, ended, compare)) {
    for (const source of sources) {
      const { span, cut } = windowOf(reading, source, { conditions }, left);
      const { sql, bindings } = walk(source, span, conditions, {
        columns: `, ${nameOf(by)} as value`,
        descending: false,
        joined: true,
      });
      const grouped = `select value, count(*) as count from (${sql}) group by value`;
      const found = statements.all<{ value: string | null; count: number }>(grouped, [...bindings, -1, 0]);
      for (const { value, count } of found) {
        for (const one of by === 'labels' ? labelsIn(value) : [value]) {
          sums.set(one, (sums.get(one) ?? 0) + count);
        }
      }
      if (cut) return true;
    }
  }
  return false;
}

function labelsIn(value: string | null): (string | null)[] {
  return value === null ? [null] : (JSON.parse(value) as string[]);
}
