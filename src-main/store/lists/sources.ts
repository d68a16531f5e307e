/**
 * What the rows of a list are read from, in order: an index of the listings or the postings of a choice. Both are walked
 * from a place to a place, so that the page 2,000 deep costs what the first one does.
 *
 * Statements are put together from the fragments of this folder only; every value is bound.
 */
import type { ListColumn } from '../../contract/list/columns.ts';
import type { Choice, Ended } from './choices.ts';
import type { Condition } from './conditions.ts';
import { unplannedOrder } from './listings.ts';

export type Key = string | number;
/** A row's place in an order; no row has a number under 1. */
export interface Place {
  key: Key;
  taskNo: number;
}

/** Between two places, neither of them included. */
export interface Span {
  low: Place;
  high: Place;
}

interface SortIndex {
  key: string;
  index: string;
  text: boolean;
}

/** Columns that have an order of their own, and the index that keeps it. */
export const sortIndexes = {
  taskId: { key: 'task_key', index: 'listing_by_task', text: true },
  address: { key: 'address_key', index: 'listing_by_address', text: true },
  dhid: { key: 'dhid_key', index: 'listing_by_dhid', text: true },
  connectionId: { key: 'connection_key', index: 'listing_by_connection', text: true },
  searchCode: { key: 'search_key', index: 'listing_by_search_code', text: true },
  externalCorrelationId: { key: 'external_key', index: 'listing_by_external', text: true },
  planned: { key: 'planned', index: 'listing_by_plan', text: false },
  slaDueAt: { key: 'sla_due_at', index: 'listing_by_due', text: false },
  createdAt: { key: 'created_at', index: 'listing_by_created', text: false },
  updatedAt: { key: 'updated_at', index: 'listing_by_updated', text: false },
  endedAt: { key: 'ended_at', index: 'listing_by_end', text: false },
} as const satisfies Partial<Record<ListColumn, SortIndex>>;
export type SortColumn = keyof typeof sortIndexes;

export function isSortColumn(column: ListColumn): column is SortColumn {
  return Object.hasOwn(sortIndexes, column);
}

export type Source =
  | { kind: 'posting'; choice: Choice; ended: Ended; span: Span }
  | { kind: 'index'; column: SortColumn; ended: Ended; span: Span };

const lastText = '\u{10FFFF}';
const beyond = Number.MAX_SAFE_INTEGER;

/** From `from` (included) to `until` (not included); null is without end. */
export function spanOf(text: boolean, from: Key | null, until: Key | null): Span {
  return {
    low: { key: from ?? (text ? '' : -beyond), taskNo: -1 },
    high: until === null ? { key: text ? lastText : beyond, taskNo: beyond } : { key: until, taskNo: -1 },
  };
}

/** Texts that begin with `start`. */
export function spanOfStart(start: string): Span {
  return { low: { key: start, taskNo: -1 }, high: { key: `${start}${lastText}`, taskNo: beyond } };
}

/** The planned tasks of a posting, or those that are not. */
export const plannedSpan: Span = spanOf(false, null, unplannedOrder);
export const unplannedSpan: Span = spanOf(false, unplannedOrder, null);

export type Binding = string | number;

interface Fragments {
  from: string;
  where: string;
  key: string;
  no: string;
  bindings: Binding[];
}

function fragmentsOf(source: Source, joined: boolean): Fragments {
  if (source.kind === 'posting') {
    return {
      from: `posting as p${joined ? ' cross join listing as l on l.task_no = p.task_no' : ''}`,
      where: 'p.choice_no = ? and p.ended = ?',
      key: 'p.plan_order',
      no: 'p.task_no',
      bindings: [source.choice.choiceNo, source.ended],
    };
  }
  const { key, index } = sortIndexes[source.column];
  return {
    from: `listing as l indexed by ${index}`,
    where: `l.ended = ? and l.${key} is not null`,
    key: `l.${key}`,
    no: 'l.task_no',
    bindings: [source.ended],
  };
}

export interface Statement {
  sql: string;
  bindings: Binding[];
}

/**
 * A walk along a source within `span`: `columns` of the rows that meet all `conditions`, in order. `limit` and `offset`
 * count the rows that meet them.
 */
export function walk(
  source: Source,
  span: Span,
  conditions: readonly Condition[],
  { columns, descending, joined }: { columns: string; descending: boolean; joined: boolean },
): Statement {
  const { from, where, key, no, bindings } = fragmentsOf(source, joined || conditions.length > 0);
  const direction = descending ? ' desc' : '';
  const and = conditions.map(({ sql }) => ` and ${sql}`).join('');
  const { low, high } = span;
  return {
    sql:
      `select ${key} as key, ${no} as taskNo${columns} from ${from} where ${where}` +
      ` and (${key}, ${no}) > (?, ?) and (${key}, ${no}) < (?, ?)${and}` +
      ` order by ${key}${direction}, ${no}${direction} limit ? offset ?`,
    bindings: [
      ...bindings,
      low.key,
      low.taskNo,
      high.key,
      high.taskNo,
      ...conditions.flatMap((condition) => condition.bindings),
    ],
  };
}

/**
 * As `walk`, but of the first `window` rows only: what is bound last is the window, the limit and the offset. The rows of
 * the window are taken from the index alone, and only as many of them as it takes to fill the limit.
 */
export function walkWindow(
  source: Source,
  span: Span,
  conditions: readonly Condition[],
  { columns, descending, window }: { columns: string; descending: boolean; window: number },
): Statement {
  const inner = walk(source, span, [], { columns: '', descending, joined: false });
  const where = conditions.map(({ sql }) => sql).join(' and ');
  return {
    sql:
      `select w.key as key, w.taskNo as taskNo${columns} from (${inner.sql}) as w` +
      ` cross join listing as l on l.task_no = w.taskNo where ${where} limit ? offset ?`,
    bindings: [...inner.bindings, window, 0, ...conditions.flatMap(({ bindings }) => bindings)],
  };
}

/** How many rows of a source within `span` meet all `conditions`; at most `limit` are counted. */
export function tally(source: Source, span: Span, conditions: readonly Condition[]): Statement {
  const { sql, bindings } = walk(source, span, conditions, { columns: '', descending: false, joined: false });
  return { sql: `select count(*) as count from (${sql})`, bindings };
}

/** The part of a span that comes after a place. */
export function after(span: Span, place: Place, descending: boolean): Span {
  return descending ? { low: span.low, high: place } : { low: place, high: span.high };
}

/** The part of a span up to and including a place. */
export function upTo(span: Span, place: Place, descending: boolean): Span {
  const { key, taskNo } = place;
  return descending
    ? { low: { key, taskNo: taskNo - 1 }, high: span.high }
    : { low: span.low, high: { key, taskNo: taskNo + 1 } };
}

/** The part that both spans have. */
export function within(one: Span, other: Span): Span {
  return {
    low: comparePlaces(one.low, other.low) >= 0 ? one.low : other.low,
    high: comparePlaces(one.high, other.high) <= 0 ? one.high : other.high,
  };
}

/** As SQLite compares keys: numbers by size, texts by code point. */
export function compareKeys(one: Key, other: Key): number {
  if (typeof one === 'number' || typeof other === 'number') return Number(one) - Number(other);
  if (one === other) return 0;
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

export function comparePlaces(one: Place, other: Place): number {
  return compareKeys(one.key, other.key) || one.taskNo - other.taskNo;
}
