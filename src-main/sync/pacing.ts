/** At most so many calls a second to the platform (contract rule 9, A-39). */
import type { Surroundings } from '../runtime/surroundings.ts';

export interface Pacing {
  /** Resolves when the next call may go; calls go in the order they asked. */
  turn(): Promise<void>;
}

/** Spaces calls evenly: no burst, so a limit counted over any second holds. */
export function pacing(callsPerSecond: number, surroundings: Surroundings): Pacing {
  const gapMs = 1000 / callsPerSecond;
  let free = 0;
  return {
    turn() {
      const now = surroundings.now();
      const at = Math.max(now, free);
      free = at + gapMs;
      if (at <= now) return Promise.resolve();
      return new Promise((resolve) => void surroundings.after(at - now, resolve));
    },
  };
}
