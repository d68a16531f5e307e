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

/** Candidates of the search engine that are looked at where filters leave some out. */
const mostCandidates = 5000;
/** A code shorter than this is no code yet. */
const leastCode = 3;
/** Words more than these make no difference. */
const mostWords = 12;

interface Asked {
  limit: number;
  filters: readonly ListFilter[];
  halves: readonly Ended[];
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
  const { sql, bindings } = conditions(asked.filters);
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

const candidates = [
  `select rowid from search_open where search_open match ? order by rowid limit ?`,
  `select rowid from search_ended where search_ended match ? order by rowid limit ?`,
] as const;

function byWords({ statements }: Reading, question: string, ended: Ended, asked: Asked): ListingColumns[] {
  const { sql, bindings } = conditions(asked.filters);
  const looked = asked.filters.length > 0 ? mostCandidates : asked.limit;
  return statements.all<ListingColumns>(
    `select ${columns} from (${candidates[ended]}) as found cross join listing as l on l.task_no = -found.rowid` +
      ` where true${sql} limit ?`,
    [question, looked, ...bindings, asked.limit],
  );
}

/** A postcode with a number that is exactly the row's, or the end of its task ID: what was meant, not what begins so. */
function isMeant(row: ListingColumns, typed: string): boolean {
  if (!/\d/.test(typed)) return false;
  const bare = (code: string) => code.replace(/[^\p{L}\p{N}]/gu, '');
  if (/\d{3}$/.test(typed) && bare(foldCode(row.task_id)).endsWith(bare(typed))) return true;
  const number = row.street === null ? '' : (/\d.*$/.exec(row.street)?.[0] ?? '');
  return row.postcode !== null && number !== '' && typed === foldCode(`${row.postcode}${number}`);
}

/** The tasks found for what was typed, the best first; at most `limit`. Never fails, whatever was typed. */
export function search(reading: Reading, query: ListQuery, limit: number): TaskRow[] {
  const text = query.search ?? '';
  const asked: Asked = { limit, filters: query.filters, halves: halvesOf(query.scope) };
  const found = new Map<number, ListingColumns>();
  const take = (rows: readonly ListingColumns[]) => {
    for (const row of rows) if (!found.has(row.task_no)) found.set(row.task_no, row);
  };
  const code = foldCode(text);
  if (code.length >= leastCode && /\d/.test(code)) take(byCode(reading, code, asked));
  for (const ended of asked.halves) {
    for (const question of engineQuestions(text)) {
      if (found.size >= limit) break;
      const rows = byWords(reading, question, ended, asked);
      const meant = rows.filter((row) => isMeant(row, code));
      take(meant);
      take(rows.filter((row) => !meant.includes(row)));
    }
  }
  return [...found.values()].slice(0, limit).map((row) => rowOf(toListing(row)));
}
