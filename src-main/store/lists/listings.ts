/**
 * Writing a task into the lists: its listing, its postings, its words and the counts, so that they agree.
 *
 * Only what differs from before is written: an edit of a status moves one posting and leaves the indexes alone.
 */
import type { Database } from 'better-sqlite3';
import { crc32 } from 'node:zlib';
import { keysOf, listingOf, type ListedTask, type Listing } from '../../domain/listing/listing.ts';
import { searchWords } from '../../domain/listing/search-words.ts';
import type { Choice, Choices, Ended } from './choices.ts';
import { listingColumns, toListing, type ListingColumns } from './listing-columns.ts';

/** Unplanned tasks come last: the `plan_order` of the file. */
export const unplannedOrder = Number.MAX_SAFE_INTEGER;

const endedOf = (listing: Listing): Ended => (listing.ended ? 1 : 0);
const orderOf = (listing: Listing): number => listing.planned ?? unplannedOrder;

/** What no index knows of. */
function shown(listing: Listing) {
  return [
    listing.taskType,
    listing.mainStatus,
    listing.subStatus,
    listing.inTaskStatus,
    listing.slaStatus,
    listing.priority,
    listing.popName,
    listing.reason,
    listing.assignee,
    listing.organization,
    listing.changeState,
    listing.labels.length === 0 ? null : JSON.stringify(listing.labels),
    listing.pending,
    listing.refused,
    listing.street,
    listing.postcode,
    listing.city,
    listing.dhid,
    listing.connectionId,
    listing.searchCode,
    listing.externalCorrelationId,
  ];
}

/** What lists are sorted and filtered by. */
function sorted(listing: Listing) {
  const keys = keysOf(listing);
  return [
    endedOf(listing),
    listing.planned,
    listing.slaDueAt,
    listing.createdAt,
    listing.updatedAt,
    listing.endedAt,
    keys.taskId,
    keys.address,
    keys.addressStart,
    keys.dhid,
    keys.connectionId,
    keys.searchCode,
    keys.externalCorrelationId,
  ];
}

const shownNames = `task_type, main_status, sub_status, in_task_status, sla_status, priority, pop_name, reason, assignee,
  organization, change_state, labels, pending, refused, street, postcode, city, dhid, connection_id, search_code,
  external_correlation_id`;
const sortedNames = `ended, planned, sla_due_at, created_at, updated_at, ended_at, task_key, address_key, address_start,
  dhid_key, connection_key, search_key, external_key`;
const marks = (names: string): string =>
  names
    .split(',')
    .map(() => '?')
    .join(', ');

/** What became of a task in the lists. */
export interface Relisted {
  before: Listing | null;
  after: Listing;
}

export type Listings = ReturnType<typeof listingsOf>;

/** The writing side of a lists file. All of it runs in the transaction of the caller. */
export function listingsOf(db: Database, choices: Choices) {
  const byId = db.prepare<[string], ListingColumns & { words_sum: number }>(
    `select ${listingColumns}, words_sum from listing where task_id = ?`,
  );
  const insert = db.prepare(
    `insert into listing (task_id, api, ${shownNames}, ${sortedNames}) values (?, ?, ${marks(shownNames)}, ${marks(sortedNames)})`,
  );
  const setShown = db.prepare(
    `update listing set (${shownNames}) = (${marks(shownNames)}) where task_no = ?`,
  );
  const setSorted = db.prepare(
    `update listing set (${sortedNames}) = (${marks(sortedNames)}) where task_no = ?`,
  );
  const setSum = db.prepare<[number, number]>('update listing set words_sum = ? where task_no = ?');
  const post = db.prepare<[number, number, number, number]>(
    'insert into posting (choice_no, ended, plan_order, task_no) values (?, ?, ?, ?)',
  );
  const unpost = db.prepare<[number, number, number, number]>(
    'delete from posting where choice_no = ? and ended = ? and plan_order = ? and task_no = ?',
  );
  const addWords = [
    db.prepare<[number, string]>('insert into search_open (rowid, words) values (?, ?)'),
    db.prepare<[number, string]>('insert into search_ended (rowid, words) values (?, ?)'),
  ] as const;
  const dropWords = [
    db.prepare<[number]>('delete from search_open where rowid = ?'),
    db.prepare<[number]>('delete from search_ended where rowid = ?'),
  ] as const;

  function moveFrom(taskNo: number, before: Listing, old: readonly Choice[]): void {
    for (const choice of old) {
      if (choice.posted) unpost.run(choice.choiceNo, endedOf(before), orderOf(before), taskNo);
      choices.add(choice, endedOf(before), -1);
    }
  }

  function moveTo(taskNo: number, after: Listing, now: readonly Choice[]): void {
    for (const choice of now) {
      if (choice.posted) post.run(choice.choiceNo, endedOf(after), orderOf(after), taskNo);
      choices.add(choice, endedOf(after), 1);
    }
  }

  function change(taskNo: number, before: Listing, after: Listing): void {
    setShown.run(...shown(after), taskNo);
    const oldChoices = choices.of(before);
    const newChoices = choices.of(after);
    const moved = before.ended !== after.ended || before.planned !== after.planned;
    moveFrom(taskNo, before, moved ? oldChoices : oldChoices.filter((one) => !newChoices.includes(one)));
    moveTo(taskNo, after, moved ? newChoices : newChoices.filter((one) => !oldChoices.includes(one)));
    const [old, now] = [sorted(before), sorted(after)];
    if (now.some((value, at) => value !== old[at])) setSorted.run(...now, taskNo);
  }

  /** Its words go from one half to the other with it; the same words in the same half stay as they are. */
  function putWords(
    taskNo: number,
    sumBefore: number | null,
    before: Listing | null,
    after: Listing,
    words: string,
  ): void {
    const sum = crc32(words);
    if (sum === sumBefore && before?.ended === after.ended) return;
    if (before) dropWords[endedOf(before)].run(-taskNo);
    addWords[endedOf(after)].run(-taskNo, words);
    setSum.run(sum, taskNo);
  }

  return {
    get(taskId: string): Listing | null {
      const row = byId.get(taskId);
      return row ? toListing(row) : null;
    },
    /** Brings the lists in line with a task. */
    put(task: ListedTask, now: number): Relisted {
      const row = byId.get(task.taskId);
      const before = row ? toListing(row) : null;
      const after = listingOf(task, before, now);
      if (row && before) {
        change(row.task_no, before, after);
        putWords(row.task_no, row.words_sum, before, after, searchWords(task.local));
      } else {
        const made = insert.run(after.taskId, after.api, ...shown(after), ...sorted(after));
        const taskNo = Number(made.lastInsertRowid);
        moveTo(taskNo, after, choices.of(after));
        putWords(taskNo, null, null, after, searchWords(task.local));
      }
      return { before, after };
    },
  };
}
