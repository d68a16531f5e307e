/**
 * Search: codes that are exactly what was typed come first, then codes that begin with it, then tasks that have every
 * word, open ones before ended ones and new ones before old ones.
 *
 * What was typed is parted into words by ourselves and each is quoted, so the syntax of the search engine is out of
 * reach. It is asked for the newest rows only, in the order it keeps them: a frequent word costs what a rare one does.
 */
import { foldCode } from '../../contract/list/fold.ts';
import type { ListFilter, ListQuery } from '../../contract/list/query.ts';
import type { TaskRow } from '../../contract/task-view.ts';
import { rowOf } from '../../domain/listing/listing.ts';
import { typedWords } from '../../domain/listing/search-words.ts';
import type { Ended } from './choices.ts';
import { conditionOf } from './conditions.ts';
import { qualifiedColumns as columns, toListing, type ListingColumns } from './listing-columns.ts';
import { fewLeft } from './gathering.ts';
import type { Reading } from './pages.ts';
import { halvesOf } from './plan.ts';
import { sortIndexes, type SortColumn } from './sources.ts';

/** Codes that are looked up by themselves. */
const codes = [
  'taskId',
  'dhid',
  'connectionId',
  'searchCode',
  'externalCorrelationId',
] as const satisfies SortColumn[];

/** Candidates of the search engine that are looked at together where filters leave some out. */
const candidatesInWindow = 2500;
/** Some tens of milliseconds of looking in all; what is further down is not found. */
const mostWindows = 8;
/** A code shorter than this is no code yet. */
const leastCode = 3;
/** Words more than these make no difference. */
const mostWords = 12;

interface Asked {
  limit: number;
  query: ListQuery;
  halves: readonly Ended[];
  /** The tasks that the filters leave in a half; null where those are too many. */
  few: (ended: Ended) => number[] | null;
}

function conditions(filters: readonly ListFilter[]) {
  const all = filters.map(conditionOf);
  return {
    sql: all.map(({ sql }) => ` and ${sql}`).join(''),
    bindings: all.flatMap(({ bindings }) => bindings),
  };
}

/** Tasks with a code that begins with what was typed: those that are exactly it first, then by that code. */
function byCode({ statements }: Reading, code: string, asked: Asked): ListingColumns[] {
  const { sql, bindings } = conditions(asked.query.filters);
  const rows = asked.halves.flatMap((ended) =>
    codes.flatMap((column) => {
      const { key, index } = sortIndexes[column];
      const found = statements.all<ListingColumns & { key: string }>(
        `select ${columns}, l.${key} as key from listing as l indexed by ${index} where l.ended = ?` +
          ` and l.${key} is not null and l.${key} >= ? and l.${key} <= ?${sql} order by l.${key} limit ?`,
        [ended, code, `${code}\u{10FFFF}`, ...bindings, asked.limit],
      );
      return found;
    }),
  );
  return [...rows.filter(({ key }) => key === code), ...rows.filter(({ key }) => key !== code)];
}

/** Up to this length the engine has the beginnings of words in indexes of their own: `prefix` in the shape. */
const longestBeginning = 5;

const isShort = (word: string): boolean => word.length <= longestBeginning;

/** A word as the beginning of one; a single letter or digit as it is, since it begins half of all words. */
const asBeginning = (word: string): string => (word.length > 1 ? `"${word}"*` : `"${word}"`);

/**
 * The questions to the search engine, one after the other until enough is found; none when nothing was typed that counts.
 * The last one asks for every word as the beginning of one. A long beginning has the engine gather all that it begins, so
 * long words are asked for as whole words before.
 */
export function engineQuestions(text: string): string[] {
  const words = typedWords(text).slice(0, mostWords);
  if (words.length === 0) return [];
  const all = words.map(asBeginning).join(' ');
  if (words.every(isShort)) return [all];
  return [words.map((word) => (isShort(word) ? asBeginning(word) : `"${word}"`)).join(' '), all];
}

const tables = ['search_open', 'search_ended'] as const;

interface ByWords {
  rows: ListingColumns[];
  /** Every task was looked at. */
  complete: boolean;
}

/** The newest that have the words, whatever else they are. */
function newest({ statements }: Reading, question: string, ended: Ended, limit: number): ByWords {
  const table = tables[ended];
  const rows = statements.all<ListingColumns>(
    `select ${columns} from (select rowid from ${table} where ${table} match ? order by rowid limit ?) as found` +
      ` cross join listing as l on l.task_no = -found.rowid`,
    [question, limit],
  );
  return { rows, complete: rows.length < limit };
}

/** Those of some tasks that have the words. */
function among(
  { statements }: Reading,
  question: string,
  ended: Ended,
  few: readonly number[],
  limit: number,
): ByWords {
  const table = tables[ended];
  const rows = statements.all<ListingColumns>(
    `select ${columns} from (select rowid from ${table} where ${table} match ?` +
      ` and rowid in (select -value from json_each(?)) order by rowid limit ?) as found` +
      ` cross join listing as l on l.task_no = -found.rowid`,
    [question, JSON.stringify(few), limit],
  );
  return { rows, complete: rows.length < limit };
}

/** The newest that have the words and what the filters ask, looked for in windows. */
function inWindows({ statements }: Reading, question: string, ended: Ended, asked: Asked): ByWords {
  const { sql, bindings } = conditions(asked.query.filters);
  const table = tables[ended];
  const rows: ListingColumns[] = [];
  let after = Number.MIN_SAFE_INTEGER;
  for (let window = 0; window < mostWindows; window++) {
    const found = statements.all<{ rowid: number }>(
      `select rowid from ${table} where ${table} match ? and rowid > ? order by rowid limit ?`,
      [question, after, candidatesInWindow],
    );
    const numbers = found.map(({ rowid }) => -rowid);
    const fitting = statements.all<ListingColumns>(
      `select ${columns} from json_each(?) as found cross join listing as l on l.task_no = found.value` +
        ` where true${sql} limit ?`,
      [JSON.stringify(numbers), ...bindings, asked.limit - rows.length],
    );
    rows.push(...fitting);
    if (rows.length >= asked.limit) return { rows, complete: false };
    if (found.length < candidatesInWindow) return { rows, complete: true };
    after = found.at(-1)?.rowid ?? after;
  }
  return { rows, complete: false };
}

function byWords(reading: Reading, question: string, ended: Ended, asked: Asked): ByWords {
  if (asked.query.filters.length === 0) return newest(reading, question, ended, asked.limit);
  const few = asked.few(ended);
  return few ? among(reading, question, ended, few, asked.limit) : inWindows(reading, question, ended, asked);
}

/** A postcode with a number that is exactly the row's, or the end of its task ID: what was meant, not what begins so. */
function isMeant(row: ListingColumns, typed: string): boolean {
  if (!/\d/.test(typed)) return false;
  const bare = (code: string) => code.replace(/[^\p{L}\p{N}]/gu, '');
  if (/\d{3}$/.test(typed) && bare(foldCode(row.task_id)).endsWith(bare(typed))) return true;
  const number = row.street === null ? '' : (/\d.*$/.exec(row.street)?.[0] ?? '');
  return row.postcode !== null && number !== '' && typed === foldCode(`${row.postcode}${number}`);
}

export interface Searched {
  rows: TaskRow[];
  /** There may be others: as many as were asked for were found, or not every task was looked at. */
  more: boolean;
}

/** The tasks found for what was typed, the best first; at most `limit`. Never fails, whatever was typed. */
export function search(reading: Reading, query: ListQuery, limit: number): Searched {
  const text = query.search ?? '';
  const left = new Map<Ended, number[] | null>();
  const few = (ended: Ended) => {
    if (!left.has(ended)) left.set(ended, fewLeft(reading, query, ended));
    return left.get(ended) ?? null;
  };
  const asked: Asked = { limit, query, halves: halvesOf(query.scope), few };
  const found = new Map<number, ListingColumns>();
  const take = (rows: readonly ListingColumns[]) => {
    for (const row of rows) if (!found.has(row.task_no)) found.set(row.task_no, row);
  };
  let complete = true;
  const code = foldCode(text);
  if (code.length >= leastCode && /\d/.test(code)) take(byCode(reading, code, asked));
  for (const ended of asked.halves) {
    for (const question of engineQuestions(text)) {
      if (found.size >= limit) break;
      const words = byWords(reading, question, ended, asked);
      complete &&= words.complete;
      const meant = words.rows.filter((row) => isMeant(row, code));
      take(meant);
      take(words.rows.filter((row) => !meant.includes(row)));
    }
  }
  const rows = [...found.values()].slice(0, limit).map((row) => rowOf(toListing(row)));
  return { rows, more: !complete || found.size >= limit };
}
