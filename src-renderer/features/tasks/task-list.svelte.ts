/**
 * The rows of the list of tasks: read a page at a time as they come into sight, and read again when tasks change.
 *
 * Invariants: one question to the engine at a time; however many events come meanwhile, they lead to one more; the
 * rows shown are replaced in one go, so the list is never seen half old and half new.
 */
import type { Failure } from '@contract/errors.ts';
import type { TaskRow } from '@contract/task-view.ts';
import { failureOf } from '../../app/failure-of.ts';
import type { Surroundings } from '../../app/surroundings.ts';

const pageSize = 500;

interface Page {
  rows: TaskRow[];
  next: string | null;
  total: number;
}

export class TaskList {
  #rows = $state.raw<readonly TaskRow[]>([]);
  #total = $state(0);
  #loaded = $state(false);
  #failure = $state.raw<Failure | null>(null);
  #next: string | null = null;
  #reading = false;
  #stale = false;
  #wantsMore = false;
  readonly #engine: Surroundings['engine'];

  /** The row that the keys move; it stays when rows are read again. */
  cursorId = $state<string | null>(null);
  /** Where the list was scrolled to, for when it is shown again. */
  scrollOffset = 0;

  constructor(engine: Surroundings['engine']) {
    this.#engine = engine;
    engine.on('tasks.changed', () => void this.reload());
    engine.onReconnect(() => void this.reload());
    void this.reload();
  }

  get rows(): readonly TaskRow[] {
    return this.#rows;
  }

  /** How many tasks there are, read or not. */
  get total(): number {
    return this.#total;
  }

  /** True once the first page was read. */
  get loaded(): boolean {
    return this.#loaded;
  }

  get failure(): Failure | null {
    return this.#failure;
  }

  /** Reads again as many rows as there are. */
  async reload(): Promise<void> {
    this.#stale = true;
    await this.#read();
  }

  /** Reads the next page, if there is one. */
  async more(): Promise<void> {
    if (this.#next === null) return;
    this.#wantsMore = true;
    await this.#read();
  }

  async #read(): Promise<void> {
    if (this.#reading) return;
    this.#reading = true;
    try {
      while (this.#stale || this.#wantsMore) {
        if (this.#stale) await this.#readAgain();
        else await this.#readNext();
      }
    } catch (thrown) {
      this.#failure = failureOf(thrown);
    } finally {
      this.#reading = false;
    }
  }

  async #readAgain(): Promise<void> {
    this.#stale = false;
    const rows: TaskRow[] = [];
    let page: Page;
    let after: string | null = null;
    do {
      page = await this.#engine.call('task.list', { after, limit: pageSize });
      rows.push(...page.rows);
      after = page.next;
    } while (after !== null && rows.length < this.#rows.length);
    this.#show(rows, page);
  }

  async #readNext(): Promise<void> {
    this.#wantsMore = false;
    if (this.#next === null) return;
    const page = await this.#engine.call('task.list', { after: this.#next, limit: pageSize });
    this.#show([...this.#rows, ...page.rows], page);
  }

  #show(rows: readonly TaskRow[], { next, total }: Page): void {
    this.#rows = rows;
    this.#next = next;
    this.#total = total;
    this.#loaded = true;
    this.#failure = null;
  }
}
