/**
 * Has the lists follow the tasks: a small change at once, a burst in slices with turns for everybody else in between.
 *
 * Invariant: as long as lists are behind, a slice is planned; a write error only puts it off.
 */
import type { Log } from '../runtime/log.ts';
import type { Cancel, Surroundings } from '../runtime/surroundings.ts';
import type { Lists } from '../store/lists/lists.ts';
import type { Relisted } from '../store/lists/listings.ts';

/** Some milliseconds of work. */
const slice = 64;
const againMs = 5000;
/** Nobody has changed anything for so long: what was written may be put in its place. */
const quietMs = 2000;

export interface Following {
  /** To be called after every commit that changed tasks. */
  follow(): void;
  stop(): void;
}

/** `relisted` hears what became of tasks in the lists. */
export function following(
  lists: Pick<Lists, 'behind' | 'follow' | 'tidy'>,
  surroundings: Surroundings,
  log: Log,
  relisted: (rows: readonly Relisted[]) => void,
): Following {
  let next: Cancel | null = null;
  let tidying: Cancel | null = null;

  function again(ms: number): void {
    next ??= surroundings.after(ms, () => {
      next = null;
      step();
    });
  }

  function step(): void {
    try {
      const rows = lists.follow(slice, surroundings.now());
      if (rows.length > 0) relisted(rows);
      if (rows.length === slice && lists.behind() > 0) again(0);
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

  return {
    follow() {
      if (!next) step();
    },
    stop() {
      next?.();
      tidying?.();
    },
  };
}
