/**
 * Documents that arrive together are merged together: a burst of a thousand would else wait a thousand times for the
 * disk.
 *
 * Invariants: what was added is on the disk when its promise resolves; one document that can't be merged stands in no
 * other's way.
 */
import type { SyncContext } from './context.ts';
import { mergeAll, type Fetched } from './receiving.ts';

/** Documents in one transaction: some milliseconds of work, so that nobody waits for it. */
export const together = 100;

interface Arrival {
  fetched: Fetched;
  resolve(): void;
  reject(reason: unknown): void;
}

export interface Arrivals {
  /** Resolves when the document is merged; rejects with what merging it throws. */
  add(fetched: Fetched): Promise<void>;
}

function settled(arrival: Arrival, work: () => void): void {
  try {
    work();
    arrival.resolve();
  } catch (thrown) {
    arrival.reject(thrown);
  }
}

/** Merges what arrives, at the next turn of the loop. */
export function arrivals(context: SyncContext): Arrivals {
  const waiting: Arrival[] = [];

  function mergeNext(): void {
    const next = waiting.splice(0, together);
    if (waiting.length > 0) context.surroundings.after(0, mergeNext);
    try {
      mergeAll(
        context,
        next.map(({ fetched }) => fetched),
      );
    } catch (thrown) {
      const [only, ...others] = next;
      if (only && others.length === 0) {
        only.reject(thrown);
        return;
      }
      for (const arrival of next) settled(arrival, () => mergeAll(context, [arrival.fetched]));
      return;
    }
    for (const arrival of next) arrival.resolve();
  }

  return {
    add(fetched) {
      return new Promise((resolve, reject) => {
        waiting.push({ fetched, resolve, reject });
        if (waiting.length === 1) context.surroundings.after(0, mergeNext);
      });
    },
  };
}
