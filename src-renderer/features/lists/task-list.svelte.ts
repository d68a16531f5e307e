/**
 * The rows of a list, as far as they are in sight: pages are read as they come into sight, and again when tasks change.
 *
 * Invariants: the latest question wins, an answer to an earlier one is dropped; one page is read at a time; the rows
 * shown are replaced in one go, so the list is never seen half old and half new; a change that does not concern the list
 * asks nothing, and a burst of changes leads to a few readings only.
 */
import type { Failure } from '@contract/errors.ts';
import type { EventDetail } from '@contract/events.ts';
import { mostFound, type ListQuery, type TaskCount } from '@contract/list/query.ts';
import type { TaskRow } from '@contract/task-view.ts';
import { failureOf } from '../../app/failure-of.ts';
import type { Surroundings } from '../../app/surroundings.ts';
import { pageAt, pageSize, SparseRows, type Start } from './sparse-rows.ts';
import { touchOf } from './touches.ts';

/** Rows around those in sight that are read with them. */
const ahead = 60;
/** While a burst of changes lasts, the list is read again this often. */
const burstMs = 250;

interface ReadPage {
  rows: readonly TaskRow[];
  next: string | null;
}

const topOfList = { first: 0, last: 40 };

export type ListLayout = 'table' | 'compact';

/** The row that the keys move: its place, and which task it is so that it is followed when rows shift. */
export interface ListCursor {
  at: number;
  taskId: string | null;
}

export class TaskList {
  #rows = $state.raw(SparseRows.none);
  #count = $state.raw<TaskCount | null>(null);
  #query = $state.raw<ListQuery | null>(null);
  /** The question that the rows shown answer. */
  #shown = $state.raw<ListQuery | null>(null);
  #behind = $state(0);
  /** Of the last search: it did not look at every task. */
  #mayFindMore = false;
  #readings = $state(0);
  #failure = $state.raw<Failure | null>(null);
  readonly #length = $derived.by(() => this.#rows.lengthWith(this.#count));
  readonly #engine: Surroundings['engine'];
  #sight = topOfList;
  #name = '';
  #nameShown = '';
  /** Numbers the readings; whatever was begun under an earlier number is dropped. */
  #question = 0;
  #reading = false;
  #filling = false;
  #again = false;
  #lastReading = -Infinity;
  #timer: ReturnType<typeof setTimeout> | null = null;

  cursor = $state.raw<ListCursor>({ at: 0, taskId: null });
  /** The row at the top when the list was last scrolled, for each way it is shown. */
  readonly tops: Record<ListLayout, number> = { table: 0, compact: 0 };
  /** How much of that row of the table is scrolled out of sight, in pixels. */
  within = 0;
  /** How the list was last shown. */
  layout: ListLayout = 'table';

  constructor(engine: Surroundings['engine']) {
    this.#engine = engine;
    engine.on('tasks.changed', (changed) => this.#hear(changed));
    // Other rules give other orders and names.
    engine.on('rules.changed', () => this.#soon());
    engine.onReconnect(() => this.reload());
  }

  /**
   * Asks another question. The rows of the one before stay until the answer is there. `name` says which list it is to
   * people: "overdue" stays that list, and stays where it is scrolled to, though its question changes every minute.
   */
  ask(query: ListQuery, name: string): void {
    if (this.#query && JSON.stringify(this.#query) === JSON.stringify(query)) {
      if (this.#nameShown === this.#name && this.#shown === this.#query) this.#nameShown = name;
      this.#name = name;
      return;
    }
    this.#query = query;
    if (name !== this.#name) this.#sight = topOfList;
    this.#name = name;
    this.reload();
  }

  /** Reads again what is in sight, whatever else is under way. */
  reload(): void {
    if (this.#query) void this.#read(this.#query);
  }

  /** Says which rows are in sight; those not known are read. */
  see(first: number, last: number): void {
    this.#sight = { first, last };
    void this.#fill();
  }

  rowAt(index: number): TaskRow | undefined {
    return this.#rows.rowAt(index);
  }

  /** The place of a task among the rows that are known, or -1. */
  indexOf(taskId: string): number {
    return this.#rows.indexOf(taskId);
  }

  /** How many rows the list has room for; some of them may not be read yet. */
  get length(): number {
    return this.#length;
  }

  /** How many tasks there are. */
  get count(): TaskCount {
    return this.#count ?? { count: this.#length, more: false };
  }

  /** True once the first answer was there. */
  get loaded(): boolean {
    return this.#shown !== null;
  }

  /** The question that the rows answer; it follows what was asked. */
  get query(): ListQuery | null {
    return this.#shown;
  }

  /** True while the rows are those of another list than the one that was asked for. */
  get awaiting(): boolean {
    return this.#query !== this.#shown;
  }

  /** Tasks that are received and not in the lists yet. */
  get behind(): number {
    return this.#behind;
  }

  /** Goes up each time the list was read. */
  get readings(): number {
    return this.#readings;
  }

  get failure(): Failure | null {
    return this.#failure;
  }

  #hear({ rows }: EventDetail<'tasks.changed'>): void {
    const query = this.#query;
    if (!query) return;
    // What is being read may have been read before the change.
    if (!rows || this.#reading || query !== this.#shown) return this.#soon();
    let shown = this.#rows;
    let moves = false;
    for (const row of rows) {
      const touch = touchOf(row, query);
      if (touch === 'none') continue;
      const at = shown.indexOf(row.after.taskId);
      if (touch === 'inPlace' && at >= 0) shown = shown.withRow(at, row.after);
      // A page that is on its way would bring the row as it was.
      if (touch === 'moves' || this.#filling || (at < 0 && query.search !== null)) moves = true;
    }
    this.#rows = shown;
    if (moves) this.#soon();
  }

  /** Reads again, at once or when the last reading is long enough ago. */
  #soon(): void {
    if (this.#reading) {
      this.#again = true;
      return;
    }
    const wait = this.#lastReading + burstMs - performance.now();
    if (wait <= 0) this.reload();
    else this.#timer ??= setTimeout(() => this.reload(), wait);
  }

  async #read(query: ListQuery): Promise<void> {
    const question = ++this.#question;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#again = false;
    this.#reading = true;
    this.#lastReading = performance.now();
    try {
      // What a search finds comes in one page; nothing is left to count.
      const counting = query.search === null ? this.#askCount(query) : null;
      counting?.catch(() => undefined);
      let rows = this.#name === this.#nameShown ? this.#rows.stale() : SparseRows.none;
      for (const page of this.#pagesInSight()) {
        const read = await this.#readPage(rows.startOf(page), query, question);
        if (!read) return;
        rows = rows.withPage(page, read.rows, read.next);
        if (rows.end !== null) break;
      }
      const count = await counting;
      if (question === this.#question) this.#show(rows, count ?? this.#foundIn(rows), query);
    } catch (thrown) {
      if (question !== this.#question) return;
      this.#reading = false;
      this.#failure = failureOf(thrown);
      if (this.#again) this.#soon();
    }
  }

  async #askCount(query: ListQuery): Promise<TaskCount | null> {
    const { counts } = await this.#engine.call('task.count', { queries: [query] });
    return counts[0] ?? null;
  }

  #show(rows: SparseRows, count: TaskCount | null, query: ListQuery): void {
    if (this.#name === this.#nameShown) this.#follow(rows);
    else this.#startAtTop();
    this.#rows = rows;
    this.#count = count;
    this.#shown = query;
    this.#failure = null;
    this.#reading = false;
    this.#readings += 1;
    if (this.#again) this.#soon();
    void this.#fill();
  }

  #startAtTop(): void {
    Object.assign(this.tops, { table: 0, compact: 0 });
    this.cursor = { at: 0, taskId: null };
    this.#nameShown = this.#name;
  }

  /** The cursor stays on its task, and the row at the top stays at the top, whatever came before it. */
  #follow(rows: SparseRows): void {
    const placeOf = (taskId: string | null | undefined, otherwise: number) => {
      const at = taskId ? rows.indexOf(taskId) : -1;
      return at < 0 ? otherwise : at;
    };
    for (const layout of ['table', 'compact'] as const) {
      const top = this.tops[layout];
      // Who is at the beginning sees what comes in there.
      if (top > 0) this.tops[layout] = placeOf(this.#rows.rowAt(top)?.taskId, top);
    }
    const { at, taskId } = this.cursor;
    this.cursor = { at: placeOf(taskId, at), taskId };
  }

  #pagesInSight(): number[] {
    const { first, last } = this.#sight;
    const from = pageAt(Math.max(0, first - ahead));
    return Array.from({ length: pageAt(last + ahead) - from + 1 }, (_none, at) => from + at);
  }

  /** Reads pages in sight that are not known, looking anew after each what is in sight now. */
  async #fill(): Promise<void> {
    if (this.#filling || this.#reading || !this.#shown) return;
    this.#filling = true;
    const question = this.#question;
    try {
      for (;;) {
        const page = this.#missing();
        if (page === undefined) break;
        const read = await this.#readPage(this.#rows.startOf(page), this.#shown, question);
        if (!read) break;
        this.#rows = this.#rows.withPage(page, read.rows, read.next).near(pageAt(this.#sight.first));
        this.#failure = null;
      }
    } catch (thrown) {
      if (question === this.#question) this.#failure = failureOf(thrown);
    } finally {
      this.#filling = false;
    }
    // A reading came in between: what it left open is filled now.
    if (question !== this.#question) void this.#fill();
  }

  #missing(): number | undefined {
    return this.#pagesInSight().find((page) => !this.#rows.isFresh(page) && page * pageSize < this.#length);
  }

  /** A page, put together of as many answers as it takes; null when nobody waits for it any more. */
  async #readPage(start: Start, query: ListQuery, question: number): Promise<ReadPage | null> {
    let { after, skip } = start;
    const rows: TaskRow[] = [];
    do {
      const limit = pageSize - rows.length;
      const answer = await this.#engine.call('task.list', { query, after, skip, limit });
      if (question !== this.#question) return null;
      rows.push(...answer.rows);
      after = answer.next;
      skip = 0;
      this.#behind = answer.behind;
      this.#mayFindMore = answer.more ?? false;
    } while (after !== null && rows.length < pageSize);
    return { rows, next: after };
  }

  /** What a search found; of very many the engine brings the best. */
  #foundIn(rows: SparseRows): TaskCount {
    const count = rows.lengthWith(null);
    return { count, more: this.#mayFindMore || count >= mostFound };
  }
}
