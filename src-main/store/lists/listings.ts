/**
 * Writing a task into the lists: its listing, its postings, its words and the counts, so that they agree.
 *
 * Only what differs from before is written: an edit of a status moves one posting and leaves the indexes alone. Postings
 * and words wait for `flush`, which writes those of many tasks in the order in which the file keeps them.
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
/** A posting that waits to be written. */
type Posting = [choiceNo: number, ended: Ended, planOrder: number, taskNo: number];

function byPlace(one: Posting, other: Posting): number {
  return one[0] - other[0] || one[1] - other[1] || one[2] - other[2] || one[3] - other[3];
}

/** Words that wait to be written, and where the words are that they replace. */
interface Words {
  taskNo: number;
  before: Ended | null;
  after: Ended;
  words: string;
}

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
    `insert into listing (task_id, api, words_sum, ${shownNames}, ${sortedNames})
     values (?, ?, ?, ${marks(shownNames)}, ${marks(sortedNames)})`,
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

  /** Tasks that were put since the last flush: what waits for them has to be written before they are put again. */
  const waiting = new Set<string>();
  let postings: Posting[] = [];
  const wording = new Map<number, Words>();

  function moveFrom(taskNo: number, before: Listing, old: readonly Choice[]): void {
    for (const choice of old) {
      if (choice.posted) unpost.run(choice.choiceNo, endedOf(before), orderOf(before), taskNo);
      choices.add(choice, endedOf(before), -1);
    }
  }

  function moveTo(taskNo: number, after: Listing, now: readonly Choice[]): void {
    for (const choice of now) {
      if (choice.posted) postings.push([choice.choiceNo, endedOf(after), orderOf(after), taskNo]);
      choices.add(choice, endedOf(after), 1);
    }
  }

  /** Its words go from one half to the other with it; the same words in the same half stay as they are. */
  function change(taskNo: number, sumBefore: number, before: Listing, after: Listing, words: string): void {
    setShown.run(...shown(after), taskNo);
    const oldChoices = choices.of(before);
    const newChoices = choices.of(after);
    const moved = before.ended !== after.ended || before.planned !== after.planned;
    moveFrom(taskNo, before, moved ? oldChoices : oldChoices.filter((one) => !newChoices.includes(one)));
    moveTo(taskNo, after, moved ? newChoices : newChoices.filter((one) => !oldChoices.includes(one)));
    const [old, now] = [sorted(before), sorted(after)];
    if (now.some((value, at) => value !== old[at])) setSorted.run(...now, taskNo);
    const sum = crc32(words);
    if (sum === sumBefore && before.ended === after.ended) return;
    wording.set(taskNo, { taskNo, before: endedOf(before), after: endedOf(after), words });
    setSum.run(sum, taskNo);
  }

  function flush(): void {
    for (const posting of postings.sort(byPlace)) post.run(...posting);
    postings = [];
    // The search engine begins a new piece of its index with every row that comes before the last one.
    for (const { taskNo, before, after, words } of [...wording.values()].sort(
      (a, b) => b.taskNo - a.taskNo,
    )) {
      if (before !== null) dropWords[before].run(-taskNo);
      addWords[after].run(-taskNo, words);
    }
    wording.clear();
    waiting.clear();
  }

  function add(after: Listing, words: string): void {
    const sum = crc32(words);
    const made = insert.run(after.taskId, after.api, sum, ...shown(after), ...sorted(after));
    const taskNo = Number(made.lastInsertRowid);
    moveTo(taskNo, after, choices.of(after));
    wording.set(taskNo, { taskNo, before: null, after: endedOf(after), words });
  }

  return {
    get(taskId: string): Listing | null {
      const row = byId.get(taskId);
      return row ? toListing(row) : null;
    },
    /** Brings the lists in line with a task; they agree once `flush` was called. */
    put(task: ListedTask, now: number): Relisted {
      if (waiting.has(task.taskId)) flush();
      waiting.add(task.taskId);
      const row = byId.get(task.taskId);
      const before = row ? toListing(row) : null;
      const after = listingOf(task, before, now);
      const words = searchWords(task.local);
      if (row && before) change(row.task_no, row.words_sum, before, after, words);
      else add(after, words);
      return { before, after };
    },
    /** Writes what waits, in the transaction of the caller. */
    flush,
  };
}
