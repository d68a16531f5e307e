/**
 * The rows of a long list of which only some pages are known. Immutable: every change is a new one, and what is shown is
 * replaced in one go.
 *
 * Invariants: a page starts at a multiple of the page size; a cursor is known only where a fresh page ended; stale pages
 * are shown until they are read again, and no cursor is taken from them.
 */
import { mostFound, type TaskCount } from '@contract/list/query.ts';
import type { TaskRow } from '@contract/task-view.ts';

/** What a search finds is one page. */
export const pageSize = mostFound;
const keptPages = 30;

interface Page {
  rows: readonly TaskRow[];
  fresh: boolean;
}

/** Where to start reading. */
export interface Start {
  after: string | null;
  skip: number;
}

export function pageAt(index: number): number {
  return Math.floor(index / pageSize);
}

export class SparseRows {
  static readonly none = new SparseRows(new Map(), new Map([[0, null]]), null);

  readonly #pages: ReadonlyMap<number, Page>;
  /** By the index of the row that follows. */
  readonly #cursors: ReadonlyMap<number, string | null>;
  /** How many rows there are, once the last was read. */
  readonly #end: number | null;

  private constructor(
    pages: ReadonlyMap<number, Page>,
    cursors: ReadonlyMap<number, string | null>,
    end: number | null,
  ) {
    this.#pages = pages;
    this.#cursors = cursors;
    this.#end = end;
  }

  /** The same rows, all to be read again. */
  stale(): SparseRows {
    const pages = new Map([...this.#pages].map(([page, { rows }]) => [page, { rows, fresh: false }]));
    return new SparseRows(pages, SparseRows.none.#cursors, null);
  }

  rowAt(index: number): TaskRow | undefined {
    const page = pageAt(index);
    return this.#pages.get(page)?.rows[index - page * pageSize];
  }

  /** Where a task is, or -1. Rows move from page to page: what was read last is asked first. */
  indexOf(taskId: string): number {
    const pages = [...this.#pages].sort(([, one], [, other]) => Number(other.fresh) - Number(one.fresh));
    for (const [page, { rows }] of pages) {
      const at = rows.findIndex((row) => row.taskId === taskId);
      if (at >= 0) return page * pageSize + at;
    }
    return -1;
  }

  isFresh(page: number): boolean {
    return this.#pages.get(page)?.fresh ?? false;
  }

  /** From where a page is best read: the nearest cursor before it. */
  startOf(page: number): Start {
    const first = page * pageSize;
    const from = Math.max(...[...this.#cursors.keys()].filter((index) => index <= first));
    return { after: this.#cursors.get(from) ?? null, skip: first - from };
  }

  /** With a page that was read; `next` is where the one after it begins. */
  withPage(page: number, rows: readonly TaskRow[], next: string | null): SparseRows {
    const first = page * pageSize;
    const pages = new Map(this.#pages).set(page, { rows, fresh: true });
    if (next !== null) {
      return new SparseRows(pages, new Map(this.#cursors).set(first + pageSize, next), this.#end);
    }
    // Nothing where something was expected says only that the end is further up.
    const end = rows.length > 0 || page === 0 ? first + rows.length : this.#end;
    for (const known of pages.keys()) if (known > page) pages.delete(known);
    return new SparseRows(pages, this.#cursors, end);
  }

  /** With a row replaced where it stands. */
  withRow(index: number, row: TaskRow): SparseRows {
    const at = pageAt(index);
    const page = this.#pages.get(at);
    if (!page) return this;
    const rows = page.rows.with(index - at * pageSize, row);
    return new SparseRows(new Map(this.#pages).set(at, { ...page, rows }), this.#cursors, this.#end);
  }

  /** Without the pages that are furthest from what is in sight. */
  near(page: number): SparseRows {
    if (this.#pages.size <= keptPages) return this;
    const nearest = [...this.#pages].sort(([one], [other]) => Math.abs(one - page) - Math.abs(other - page));
    return new SparseRows(new Map(nearest.slice(0, keptPages)), this.#cursors, this.#end);
  }

  /** How long the list is as far as is known: as it was read to its end, else as counted, else a page more than is known. */
  lengthWith(count: TaskCount | null): number {
    if (this.#end !== null) return this.#end;
    let known = 0;
    let open = false;
    for (const [page, { rows, fresh }] of this.#pages) {
      const end = page * pageSize + rows.length;
      if (end <= known) continue;
      known = end;
      open = fresh && rows.length === pageSize;
    }
    if (count && !count.more) return Math.max(count.count, this.#hasFresh() ? 0 : known);
    return Math.max(count?.count ?? 0, known + (open ? pageSize : 0));
  }

  /** The end of the list, once it was read. */
  get end(): number | null {
    return this.#end;
  }

  #hasFresh(): boolean {
    return [...this.#pages.values()].some(({ fresh }) => fresh);
  }
}
