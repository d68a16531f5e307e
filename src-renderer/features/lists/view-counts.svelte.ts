/**
 * How many tasks each view has. Asked for all in one go, when a change can have touched one of them, and not more often
 * than one looks at such numbers.
 */
import type { EventDetail } from '@contract/events.ts';
import type { ListQuery, TaskCount } from '@contract/list/query.ts';
import type { Surroundings } from '../../app/surroundings.ts';
import { changesCount } from './touches.ts';

export interface CountedView {
  viewId: string;
  query: ListQuery;
}

/** As many queries as go into one call. */
const together = 4;
const againMs = 1000;

export class ViewCounts {
  #counts = $state.raw<Readonly<Record<string, TaskCount>>>({});
  #views: readonly CountedView[] = [];
  #asking = false;
  #again = false;
  #lastAsked = -Infinity;
  #timer: ReturnType<typeof setTimeout> | null = null;
  readonly #engine: Surroundings['engine'];

  constructor(engine: Surroundings['engine']) {
    this.#engine = engine;
    engine.on('tasks.changed', (changed) => {
      if (this.#isTouched(changed)) this.#soon();
    });
    engine.onReconnect(() => this.#soon());
  }

  /** The number of a view, null until it is known. */
  of(viewId: string): TaskCount | null {
    return this.#counts[viewId] ?? null;
  }

  /** Says which views there are and what they ask now. */
  count(views: readonly CountedView[]): void {
    if (JSON.stringify(views) === JSON.stringify(this.#views)) return;
    this.#views = views;
    this.#soon();
  }

  #isTouched({ rows }: EventDetail<'tasks.changed'>): boolean {
    if (!rows) return true;
    return rows.some((row) => this.#views.some(({ query }) => changesCount(row, query)));
  }

  #soon(): void {
    if (this.#asking) {
      this.#again = true;
      return;
    }
    const wait = this.#lastAsked + againMs - performance.now();
    if (wait <= 0) void this.#ask();
    else this.#timer ??= setTimeout(() => void this.#ask(), wait);
  }

  async #ask(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#asking = true;
    this.#again = false;
    this.#lastAsked = performance.now();
    const views = this.#views;
    try {
      const counts: Record<string, TaskCount> = {};
      for (let from = 0; from < views.length; from += together) {
        const some = views.slice(from, from + together);
        const answer = await this.#engine.call('task.count', { queries: some.map(({ query }) => query) });
        some.forEach(({ viewId }, at) => {
          const count = answer.counts[at];
          if (count) counts[viewId] = count;
        });
      }
      this.#counts = counts;
    } catch {
      // The numbers shown stay; the next change, or a new engine, has them asked again.
    } finally {
      this.#asking = false;
    }
    if (this.#again) this.#soon();
  }
}
