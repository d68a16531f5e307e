/**
 * Few tasks in an order that no index has for them: all of them are gathered and sorted. How many that may be is bounded,
 * so it takes a few milliseconds at most, at any size.
 */
import { z } from 'zod';
import { isChoiceColumn, type ListColumn } from '../../contract/list/columns.ts';
import type { ListFilter, ListQuery } from '../../contract/list/query.ts';
import type { Ended } from './choices.ts';
import { conditionOf, nameOf, type Condition } from './conditions.ts';
import { listingColumns } from './listing-columns.ts';
import type { Reading } from './pages.ts';
import { rarest, spanIn, type CompareValues } from './plan.ts';
import {
  compareKeys,
  isSortColumn,
  sortIndexes,
  spanOf,
  tally,
  walk,
  type Key,
  type Place,
  type Source,
} from './sources.ts';
import type { Budget, Found, Walked } from './walking.ts';

/** Gathered at most. */
const most = 1500;

interface Gathered {
  sortKey: Key | null;
  plan: number;
  taskNo: number;
}

interface Few {
  sources: Source[];
  filter: ListFilter;
  count: number;
}

/** The filter that leaves the fewest tasks by an index of its own. */
function fewestByIndex({ statements }: Reading, { filters, sort }: ListQuery, ended: Ended): Few | null {
  let best: Few | null = null;
  for (const filter of filters) {
    if (!isSortColumn(filter.column) || filter.column === sort.column) continue;
    const span = spanIn(filter.column, filter);
    if (!span) continue;
    const source: Source = { kind: 'index', column: filter.column, ended, span };
    const { sql, bindings } = tally(source, span, []);
    const count = statements.get<{ count: number }>(sql, [...bindings, most + 1, 0])?.count ?? 0;
    if (!best || count < best.count) best = { sources: [source], filter, count };
  }
  return best;
}

/** `sorted`: what lies in the order of the list already needs no gathering. */
function fewest(reading: Reading, query: ListQuery, ended: Ended, sorted: boolean): Few | null {
  const byIndex = fewestByIndex(reading, query, ended);
  const driver = rarest(reading.choices, query.filters, ended);
  if (!driver || (byIndex && byIndex.count <= driver.count)) return byIndex;
  // The postings lie in the order of the plan.
  if (sorted && query.sort.column === 'planned') return null;
  const span = spanOf(false, null, null);
  const sources = driver.choices.map((choice): Source => ({ kind: 'posting', choice, ended, span }));
  return { sources, filter: driver.filter, count: driver.count };
}

/** Whether the filter on the sorted column itself leaves few: then its index is walked. */
function isNarrow({ statements }: Reading, { filters, sort }: ListQuery, ended: Ended): boolean {
  const { column } = sort;
  if (!isSortColumn(column)) return false;
  return filters.some((filter) => {
    const span = spanIn(column, filter);
    if (!span) return false;
    const { sql, bindings } = tally({ kind: 'index', column, ended, span }, span, []);
    return (statements.get<{ count: number }>(sql, [...bindings, most + 1, 0])?.count ?? 0) <= most;
  });
}

function sortName(column: ListColumn): string {
  if (column === 'labels') return `l.labels ->> '$[0]'`;
  return isSortColumn(column) ? `l.${sortIndexes[column].key}` : nameOf(column);
}

function conditionsBeside({ filters }: ListQuery, few: Few): Condition[] {
  return (
    filters
      // The span of an address is wider than its filter.
      .filter((filter) => filter !== few.filter || filter.column === 'address')
      .map(conditionOf)
  );
}

/** The numbers of the tasks that filters leave in one half of a list; null where those are too many. */
export function fewLeft(reading: Reading, query: ListQuery, ended: Ended): number[] | null {
  const few = fewest(reading, query, ended, false);
  if (!few || few.count > most) return null;
  const how = { columns: '', descending: false, joined: true };
  return few.sources.flatMap((source) => {
    const { sql, bindings } = walk(source, source.span, conditionsBeside(query, few), how);
    const rows = reading.statements.all<{ taskNo: number }>(sql, [...bindings, -1, 0]);
    return rows.map(({ taskNo }) => taskNo);
  });
}

/**
 * The tasks of one half of a list, sorted; null where they are too many, or an index has them in order. `must` goes on
 * with a list that began gathered, however many there are now.
 */
export function gather(
  reading: Reading,
  query: ListQuery,
  ended: Ended,
  compare: CompareValues,
  must: boolean,
): { rows: Gathered[]; inOrder: (one: Gathered, other: Gathered) => number } | null {
  if (query.filters.length === 0) return null;
  // Who began with what was gathered goes on so, though the postings may have become the fewer meanwhile.
  const few = fewest(reading, query, ended, !must);
  if (!few || (!must && (few.count > most || isNarrow(reading, query, ended)))) return null;
  const conditions = conditionsBeside(query, few);
  const columns = `, l.plan_order as plan, ${sortName(query.sort.column)} as sortKey`;
  const rows = few.sources.flatMap((source) => {
    const { sql, bindings } = walk(source, source.span, conditions, {
      columns,
      descending: false,
      joined: true,
    });
    return reading.statements.all<Gathered>(sql, [...bindings, -1, 0]);
  });
  const inOrder = orderOf(query, compare);
  return { rows: rows.sort(inOrder), inOrder };
}

function orderOf({ sort: { column, descending } }: ListQuery, compare: CompareValues) {
  const sign = descending ? -1 : 1;
  const byKey = (one: Key, other: Key) =>
    isChoiceColumn(column) ? compare(column, String(one), String(other)) : compareKeys(one, other);
  return (one: Gathered, other: Gathered): number => {
    if (one.sortKey === null || other.sortKey === null) {
      if (one.sortKey !== null) return -1;
      if (other.sortKey !== null) return 1;
      return one.plan - other.plan || one.taskNo - other.taskNo;
    }
    const by = sign * byKey(one.sortKey, other.sortKey);
    if (by !== 0) return by;
    if (isChoiceColumn(column)) return one.plan - other.plan || one.taskNo - other.taskNo;
    // An index is walked backwards with its rows of one key.
    return sign * (one.taskNo - other.taskNo);
  };
}

const Composite = z.tuple([z.union([z.string(), z.number()]).nullable(), z.number()]);

function placeOf({ sortKey, plan, taskNo }: Gathered): Place {
  return { key: JSON.stringify([sortKey, plan]), taskNo };
}

function gatheredAt({ key, taskNo }: Place): Gathered {
  const [sortKey, plan] = Composite.parse(JSON.parse(String(key)));
  return { sortKey, plan, taskNo };
}

const byNumber = `select ${listingColumns}, 0 as key, task_no as taskNo from listing where task_no = ?`;

/** The rows of what was gathered after a place. */
export function gatheredAfter(
  { statements }: Reading,
  { rows, inOrder }: NonNullable<ReturnType<typeof gather>>,
  place: Place | null,
  budget: Budget,
): Walked {
  const before = place && gatheredAt(place);
  const rest = before ? rows.filter((row) => inOrder(row, before) > 0) : rows;
  const chosen = rest.slice(budget.skip, budget.skip + budget.limit);
  const more = rest.length > budget.skip + chosen.length;
  budget.skip = Math.max(0, budget.skip - rest.length);
  budget.limit -= chosen.length;
  const last = chosen.at(-1);
  return {
    rows: chosen.flatMap(({ taskNo }) => statements.get<Found>(byNumber, [taskNo]) ?? []),
    upTo: more && last ? placeOf(last) : null,
  };
}
