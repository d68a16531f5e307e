/** How far a burst of updates of the platform has come: what the first start shows while the list fills. */
import type { SyncStatus } from '../contract/sync-status.ts';

export interface ReceivingProgress {
  /** The progress now; `waiting` is the number of tasks that are still to be fetched. */
  of(waiting: number): SyncStatus['receiving'];
}

/** A burst lasts from the first waiting task until none waits any more. */
export function receivingProgress(): ReceivingProgress {
  let known = 0;
  let before = 0;
  return {
    of(waiting) {
      // More wait than before: the platform told of more. Fewer: that many were fetched.
      known = waiting === 0 ? 0 : Math.max(known, 0) + Math.max(0, waiting - before);
      before = waiting;
      return waiting === 0 ? null : { fetched: known - waiting, known };
    },
  };
}
