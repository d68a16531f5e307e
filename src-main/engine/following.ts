/**
 * Has the lists follow the tasks: a small change in the next turn, so that whoever saves does not wait for it, or before
 * the next question; a burst by a thread of its own, or, where that can't be, in slices with turns for everybody else in
 * between.
 *
 * Invariant: as long as lists are behind, the thread is at it or a slice is planned; an error only puts it off.
 */
import type { Log } from '../runtime/log.ts';
import type { Cancel, Surroundings } from '../runtime/surroundings.ts';
import type { Lists } from '../store/lists/lists.ts';
import type { Relisted } from '../store/lists/listings.ts';

/** Some milliseconds of work. */
const slice = 64;
const againMs = 5000;
/** A file that is damaged again so soon lies on a disk that damages files: it is not made anew over and over. */
const anewMs = 60_000;
/** Nobody has changed anything for so long: what was written may be put in its place. */
const quietMs = 2000;

export interface Following {
  /** To be called after every commit that changed tasks. */
  follow(): void;
  /** The lists, with every small change in them: for whoever has a question. */
  upToDate(): Lists;
  stop(): void;
}

export interface FollowingHeard {
  /** What became of tasks in the lists. */
  relisted(rows: readonly Relisted[]): void;
  /** Many tasks have come into the lists. */
  filled(): void;
}

export function following(
  lists: Lists,
  surroundings: Surroundings,
  log: Log,
  heard: FollowingHeard,
): Following {
  let next: Cancel | null = null;
  let tidying: Cancel | null = null;
  /** Whether what is planned is to come after an error, and not sooner. */
  let waiting = false;
  let filling = false;
  let stopped = false;
  /** A thread that failed is not tried again: slices do the same, more slowly. */
  let canFill = true;

  function again(ms: number): void {
    waiting ||= ms > 0;
    next ??= surroundings.after(ms, () => {
      next = null;
      waiting = false;
      step();
    });
  }

  function filled(reason: string | null): void {
    filling = false;
    if (stopped) return;
    if (reason === null) log.info({}, 'a thread has filled the lists');
    else {
      log.warn({ reason }, 'the thread that fills lists failed; they follow in slices');
      canFill = false;
    }
    heard.filled();
    again(0);
  }

  function fills(): boolean {
    if (!canFill) return false;
    try {
      return lists.fill(surroundings.now(), { committed: () => heard.filled(), ended: filled });
    } catch (thrown) {
      log.warn({ err: thrown }, 'there is no thread to fill lists; they follow in slices');
      canFill = false;
      return false;
    }
  }

  function step(): void {
    try {
      filling = fills();
      if (filling) return;
      const rows = lists.follow(slice, surroundings.now());
      if (rows.length > 0) heard.relisted(rows);
      if (lists.behind() > 0) again(0);
      else tidySoon();
    } catch (thrown) {
      log.error({ err: thrown }, 'the lists could not follow the tasks; it is tried again');
      again(againMs);
    }
  }

  function tidySoon(): void {
    tidying?.();
    tidying = surroundings.after(quietMs, () => {
      try {
        lists.tidy();
      } catch (thrown) {
        log.warn({ err: thrown }, 'the lists could not be tidied');
      }
    });
  }

  let anewAt = -Infinity;
  lists.onMadeAnew(() => {
    const now = surroundings.now();
    log.error({}, 'the file of the lists was damaged and is made anew');
    if (!stopped) again(now - anewAt < anewMs ? againMs : 0);
    anewAt = now;
  });

  return {
    follow() {
      if (!filling) again(0);
    },
    upToDate() {
      if (next && !waiting) {
        next();
        next = null;
        step();
      }
      return lists;
    },
    stop() {
      stopped = true;
      next?.();
      tidying?.();
    },
  };
}
