/** What the engine and the thread that fills lists say to each other. */
import { z } from 'zod';

export const ToFiller = z.object({
  /** The database whose tasks are followed. */
  storeFile: z.string(),
  listsFile: z.string(),
  /** Every task up to this revision is in the lists. */
  revision: z.number(),
  /** Milliseconds since the epoch. */
  now: z.number(),
  /** Two numbers that both sides see: `stopAt` and `busyAt` say which is which. */
  shared: z.instanceof(Int32Array),
});
export type ToFiller = z.infer<typeof ToFiller>;

export const FromFiller = z.discriminatedUnion('kind', [
  /** Everything so far is in the file. */
  z.object({ kind: z.literal('committed') }),
  /** The thread has let go of the file; `reason` says what went wrong, null for nothing. */
  z.object({ kind: z.literal('ended'), reason: z.string().nullable() }),
]);
export type FromFiller = z.infer<typeof FromFiller>;

/** Not 0 once the thread is to let go of the file. */
export const stopAt = 0;
/** Not 0 as long as the thread has the file open. */
export const busyAt = 1;
