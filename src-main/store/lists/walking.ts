/**
 * Walking along a source in windows, so that no question takes long: when filters leave little of what is walked, a
 * page comes back short and says where to go on.
 */
import { qualifiedColumns, type ListingColumns } from './listing-columns.ts';
import type { Condition } from './conditions.ts';
import { after, tally, walk, walkWindow, type Place, type Source, type Span } from './sources.ts';
import type { Statements } from './statements.ts';

/** Rows walked at once, little at first: most lists are full by then. */
const windows = [600, 2400, 6000] as const;
/** Some milliseconds of walking in all. */
export const walkedAtMost = 9000;

export type Found = ListingColumns & Place;

/** What is left of the rows to look at, of the rows to leave out, and of the rows wanted. */
export interface Budget {
  walk: number;
  skip: number;
  limit: number;
}

export interface Walked {
  rows: Found[];
  /** Everything up to here was looked at; null when that is the whole span. */
  upTo: Place | null;
}

const columns = `, ${qualifiedColumns}`;

/** The last place of the next `rows` rows of a span, or null when there are fewer. */
function windowEnd(
  statements: Statements,
  source: Source,
  span: Span,
  descending: boolean,
  rows: number,
): Place | null {
  const { sql, bindings } = walk(source, span, [], { columns: '', descending, joined: false });
  return statements.get<Place>(sql, [...bindings, 1, rows - 1]) ?? null;
}

/** The rows of a source within a span that meet the conditions, as far as the budget goes. */
export function walkSource(
  statements: Statements,
  source: Source,
  conditions: readonly Condition[],
  descending: boolean,
  from: Place | null,
  budget: Budget,
): Walked {
  const whole = from ? after(source.span, from, descending) : source.span;
  const rows: Found[] = [];
  // Without conditions every row counts: there is nothing to be walked in vain.
  if (conditions.length === 0) return wholeRows(statements, source, whole, descending, budget);
  let rest = whole;
  for (const window of windows) {
    const size = Math.min(window, budget.walk);
    if (size <= 0) break;
    budget.walk -= size;
    rows.push(...windowRows(statements, source, rest, conditions, descending, size, budget));
    const last = rows.at(-1);
    if (budget.limit <= 0 && last) return { rows, upTo: last };
    const end = windowEnd(statements, source, rest, descending, size);
    if (!end) return { rows, upTo: null };
    rest = after(rest, end, descending);
    if (window === windows.at(-1) || budget.walk <= 0) return { rows, upTo: end };
  }
  return { rows, upTo: from };
}

function wholeRows(
  statements: Statements,
  source: Source,
  span: Span,
  descending: boolean,
  budget: Budget,
): Walked {
  let part = span;
  if (budget.skip > 0) {
    const before = windowEnd(statements, source, span, descending, budget.skip);
    if (!before) {
      const { sql, bindings } = tally(source, span, []);
      budget.skip -= statements.get<{ count: number }>(sql, [...bindings, budget.skip, 0])?.count ?? 0;
      return { rows: [], upTo: null };
    }
    part = after(span, before, descending);
    budget.skip = 0;
  }
  const { sql, bindings } = walk(source, part, [], { columns, descending, joined: true });
  const rows = statements.all<Found>(sql, [...bindings, budget.limit, 0]);
  const full = rows.length === budget.limit;
  budget.limit -= rows.length;
  return { rows, upTo: full ? (rows.at(-1) ?? null) : null };
}

/** The rows among the next `window` rows of a span that meet the conditions. */
function windowRows(
  statements: Statements,
  source: Source,
  span: Span,
  conditions: readonly Condition[],
  descending: boolean,
  window: number,
  budget: Budget,
): Found[] {
  if (budget.skip > 0) {
    const { sql, bindings } = walkWindow(source, span, conditions, { columns: '', descending, window });
    const counted = `select count(*) as count from (${sql})`;
    const here = statements.get<{ count: number }>(counted, [...bindings, budget.skip, 0])?.count ?? 0;
    if (here < budget.skip) {
      budget.skip -= here;
      return [];
    }
  }
  const { sql, bindings } = walkWindow(source, span, conditions, { columns, descending, window });
  const rows = statements.all<Found>(sql, [...bindings, budget.limit, budget.skip]);
  budget.skip = 0;
  budget.limit -= rows.length;
  return rows;
}
