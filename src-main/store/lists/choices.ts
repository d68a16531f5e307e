/**
 * Every value that tasks share in a column, with how many open and ended tasks have it: counts that are kept, so that
 * nothing has to be counted when a list asks.
 *
 * Invariant: what is in memory is what the lists file has once its transaction is committed.
 */
import type { Database } from 'better-sqlite3';
import { choiceColumns, codeColumns, momentColumns, type ListColumn } from '../../contract/list/columns.ts';
import type { Listing } from '../../domain/listing/listing.ts';

/** Ended as the lists file writes it. */
export type Ended = 0 | 1;

export interface Choice {
  choiceNo: number;
  column: ListColumn;
  /** Null: the tasks that have no value. */
  value: string | null;
  /** How many tasks have it: open, ended. */
  counts: [open: number, ended: number];
  /**
   * Whether its tasks are kept in the order of their plan. Those without a value are counted only: they are many, and
   * found on the way; but for the unplanned, who have no order of their own.
   */
  posted: boolean;
}

const isPosted = (column: ListColumn, value: string | null) => value !== null || column === 'planned';

/** Columns that may be empty without being a choice: their empty tasks are kept like one. */
const otherColumns = [...codeColumns, ...momentColumns].filter((column) => column !== 'taskId');

const emptyOfAddress = ({ street, city }: Listing) => street === null && city === null;

/** Calls `each` with every choice a listing belongs to. */
function eachChoice(listing: Listing, each: (column: ListColumn, value: string | null) => void): void {
  for (const column of choiceColumns) {
    if (column !== 'labels') each(column, listing[column]);
  }
  if (listing.labels.length === 0) each('labels', null);
  for (const label of listing.labels) each('labels', label);
  for (const column of otherColumns) {
    const isEmpty = column === 'address' ? emptyOfAddress(listing) : listing[column] === null;
    if (isEmpty) each(column, null);
  }
}

interface StoredChoice {
  choice_no: number;
  column_name: ListColumn;
  value: string | null;
  open: number;
  ended: number;
}

export type Choices = ReturnType<typeof choicesOf>;

/** The choices of a lists file, held in memory. */
export function choicesOf(db: Database) {
  const byColumn = new Map<ListColumn, Map<string | null, Choice>>();
  const unwritten = new Set<Choice>();
  let last = 0;
  const write = db.prepare<[number, string, string | null, number, number]>(`
    insert into choice (choice_no, column_name, value, open, ended) values (?, ?, ?, ?, ?)
    on conflict (choice_no) do update set open = excluded.open, ended = excluded.ended`);

  function put(choice: Choice): Choice {
    const known = byColumn.get(choice.column) ?? new Map<string | null, Choice>();
    byColumn.set(choice.column, known.set(choice.value, choice));
    last = Math.max(last, choice.choiceNo);
    return choice;
  }

  const stored = db.prepare<[], StoredChoice>(
    'select choice_no, column_name, value, open, ended from choice',
  );

  function load(): void {
    byColumn.clear();
    unwritten.clear();
    for (const { choice_no: choiceNo, column_name: column, value, open, ended } of stored.all()) {
      put({ choiceNo, column, value, counts: [open, ended], posted: isPosted(column, value) });
    }
  }

  load();

  function find(column: ListColumn, value: string | null): Choice | undefined {
    return byColumn.get(column)?.get(value);
  }

  function make(column: ListColumn, value: string | null): Choice {
    return put({ choiceNo: last + 1, column, value, counts: [0, 0], posted: isPosted(column, value) });
  }

  return {
    find,
    /** Reads them again, for what another connection has written. */
    reload: load,
    /** The choices of a listing; new ones are made. */
    of(listing: Listing): Choice[] {
      const choices: Choice[] = [];
      eachChoice(listing, (column, value) => choices.push(find(column, value) ?? make(column, value)));
      return choices;
    },
    add(choice: Choice, ended: Ended, by: 1 | -1): void {
      choice.counts[ended] += by;
      unwritten.add(choice);
    },
    /** Those of a column that any task has. */
    ofColumn(column: ListColumn): Choice[] {
      return [...(byColumn.get(column)?.values() ?? [])].filter(
        ({ counts: [open, ended] }) => open + ended > 0,
      );
    },
    /** How many tasks there are in all. */
    total(ended: Ended): number {
      let sum = 0;
      // Every task has exactly one type.
      for (const { counts } of byColumn.get('taskType')?.values() ?? []) sum += counts[ended];
      return sum;
    },
    /** Writes the counts that changed, in the transaction of the caller. */
    flush(): void {
      for (const { choiceNo, column, value, counts } of unwritten) {
        write.run(choiceNo, column, value, counts[0], counts[1]);
      }
      unwritten.clear();
    },
  };
}
