/** Pages of a list, by keyset: a page begins after a place, not after a number of rows. */
import { z } from 'zod';
import { parseInput, PatchdeskError } from '../../contract/errors.ts';
import { isChoiceColumn } from '../../contract/list/columns.ts';
import type { ListQuery } from '../../contract/list/query.ts';
import type { TaskRow } from '../../contract/task-view.ts';
import { rowOf } from '../../domain/listing/listing.ts';
import type { Choices, Ended } from './choices.ts';
import { gather, gatheredAfter } from './gathering.ts';
import { toListing } from './listing-columns.ts';
import { halvesOf, segmentsOf, type CompareValues, type Segment } from './plan.ts';
import { comparePlaces, type Place } from './sources.ts';
import type { Statements } from './statements.ts';
import { walkedAtMost, walkSource, type Budget, type Found, type Walked } from './walking.ts';

/** Where a page goes on: half, part of it, place in that part, and rows still to be left out. */
const Mark = z.object({
  ended: z.union([z.literal(0), z.literal(1)]),
  part: z.string(),
  place: z.object({ key: z.union([z.string(), z.number()]), taskNo: z.number() }).nullable(),
  skip: z.number().int().nonnegative(),
});
export type Mark = z.infer<typeof Mark>;

export interface Page {
  rows: TaskRow[];
  next: string | null;
}

/** What the reading side of a lists file works with. */
export interface Reading {
  statements: Statements;
  choices: Choices;
}

export interface PageAsked {
  query: ListQuery;
  after: string | null;
  skip: number;
  limit: number;
}

/** Throws INPUT_INVALID for a text that is no cursor. */
export function readMark(text: string): Mark {
  try {
    return parseInput(Mark, JSON.parse(text), 'cursor');
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown;
    throw new PatchdeskError('INPUT_INVALID', {
      where: 'cursor',
      issues: [{ path: '', message: thrown.message }],
    });
  }
}

/**
 * One source is walked as it is; several of the same order are merged as far as all of them are known. No task is in two.
 */
function walkSegment({ statements }: Reading, segment: Segment, from: Place | null, budget: Budget): Walked {
  const { sources, conditions, descending } = segment;
  const [only] = sources;
  if (!only) return { rows: [], upTo: null };
  if (sources.length === 1) return walkSource(statements, only, conditions, descending, from, budget);
  const wanted = Math.min(budget.limit + budget.skip, 2000);
  const share = { walk: Math.ceil(budget.walk / sources.length), skip: 0, limit: wanted };
  const walked = sources.map((source) =>
    walkSource(statements, source, conditions, descending, from, { ...share }),
  );
  budget.walk -= conditions.length === 0 ? 0 : budget.walk;
  return cut(merged(walked, descending), wanted, budget);
}

function merged(walked: readonly Walked[], descending: boolean): Walked {
  const sign = descending ? -1 : 1;
  const compare = (one: Place, other: Place) => sign * comparePlaces(one, other);
  const ends = walked.flatMap(({ upTo }) => (upTo ? [upTo] : [])).sort(compare);
  const end = ends[0] ?? null;
  const rows = walked
    .flatMap((one) => one.rows)
    .sort(compare)
    .filter((row) => !end || compare(row, end) <= 0);
  return { rows, upTo: end };
}

/** Takes what is wanted from rows that were merged, leaving out what is to be left out. */
function cut({ rows, upTo }: Walked, wanted: number, budget: Budget): Walked {
  const kept = rows.slice(0, wanted);
  const last = kept.at(-1);
  const end = kept.length < rows.length && last ? last : upTo;
  const skipped = Math.min(budget.skip, kept.length);
  budget.skip -= skipped;
  const shown = kept.slice(skipped, skipped + budget.limit);
  budget.limit -= shown.length;
  const full = shown.at(-1);
  return { rows: shown, upTo: budget.limit <= 0 && full ? full : end };
}

/** Whether a segment comes after the one a mark names: that one may be gone, when its last task got another value. */
function comesAfter({ part }: Segment, gone: string, { sort }: ListQuery, compare: CompareValues): boolean {
  if (part.startsWith('b')) return true;
  if (gone.startsWith('b') || !isChoiceColumn(sort.column)) return false;
  return (sort.descending ? -1 : 1) * compare(sort.column, part.slice(1), gone.slice(1)) > 0;
}

interface Start {
  at: number;
  from: Place | null;
}

function startAt(
  segments: readonly Segment[],
  mark: Mark | null,
  query: ListQuery,
  compare: CompareValues,
): Start {
  if (!mark || mark.part === beginning) return { at: 0, from: null };
  const at = segments.findIndex(({ part }) => part === mark.part);
  if (at >= 0) return { at, from: mark.place };
  const next = segments.findIndex((segment) => comesAfter(segment, mark.part, query, compare));
  return { at: next < 0 ? segments.length : next, from: null };
}

/** Parts that are no segment: the beginning of a half, and a half that is gathered. */
const beginning = '';
const gatheredPart = 'gathered';

interface Half {
  rows: Found[];
  next: Mark | null;
}

function half(
  reading: Reading,
  query: ListQuery,
  ended: Ended,
  mark: Mark | null,
  budget: Budget,
  compare: CompareValues,
): Half {
  const began = mark !== null && mark.part !== beginning;
  const gathered = began && mark.part !== gatheredPart ? null : gather(reading, query, ended, compare, began);
  if (gathered) {
    const { rows, upTo } = gatheredAfter(reading, gathered, mark?.place ?? null, budget);
    return { rows, next: upTo && { ended, part: gatheredPart, place: upTo, skip: budget.skip } };
  }
  const segments = segmentsOf(reading.choices, query.filters, query.sort, ended, compare);
  const rows: Found[] = [];
  const start = startAt(segments, mark, query, compare);
  let { from } = start;
  for (const segment of segments.slice(start.at)) {
    const { part } = segment;
    const spent = budget.walk <= 0 && segment.conditions.length > 0;
    if (budget.limit <= 0 || spent) return { rows, next: { ended, part, place: from, skip: budget.skip } };
    const walked = walkSegment(reading, segment, from, budget);
    rows.push(...walked.rows);
    if (walked.upTo) return { rows, next: { ended, part, place: walked.upTo, skip: budget.skip } };
    from = null;
  }
  return { rows, next: null };
}

/** A page of a list. Throws INPUT_INVALID for a cursor that is none. */
export function page(reading: Reading, asked: PageAsked, compare: CompareValues): Page {
  const { query } = asked;
  const mark = asked.after === null ? null : readMark(asked.after);
  const budget: Budget = {
    walk: walkedAtMost,
    skip: asked.skip + (mark?.skip ?? 0),
    limit: asked.limit,
  };
  const rows: Found[] = [];
  for (const ended of halvesOf(query.scope)) {
    if (mark && ended < mark.ended) continue;
    const own = mark?.ended === ended ? mark : null;
    // The half before is at its end, and the page is full: the next one begins here.
    if (budget.limit <= 0) return answer(rows, { ended, part: beginning, place: null, skip: budget.skip });
    const { rows: found, next } = half(reading, query, ended, own, budget, compare);
    rows.push(...found);
    if (next) return answer(rows, next);
  }
  return answer(rows, null);
}

function answer(rows: readonly Found[], next: Mark | null): Page {
  return { rows: rows.map((row) => rowOf(toListing(row))), next: next && JSON.stringify(next) };
}
