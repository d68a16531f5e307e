/** What was saved out of a damaged database, and what was not. */
import { z } from 'zod';

export const SalvageReport = z.object({
  at: z.iso.datetime(),
  /** What was found wrong. */
  cause: z.string(),
  /** The name of the damaged file, in the same folder. */
  setAsideAs: z.string(),
  changesKept: z.number(),
  /** Changes that were saved once and can't be read; `taskId` is null where nothing says it. */
  changesLost: z.array(z.object({ changeNumber: z.number(), taskId: z.string().nullable() })),
  /** A log or the count of changes can't be read: there may have been others that nothing tells of. */
  changesMayBeLost: z.boolean(),
  recordsKept: z.number(),
  historyKept: z.number(),
  historyLost: z.number(),
  tasksKept: z.number(),
  /** Tasks that will be fetched again. */
  tasksToFetch: z.number(),
  /** Nothing at all tells which tasks there were: the platform has to indicate them again. */
  taskIdsUnreadable: z.boolean(),
});
export type SalvageReport = z.infer<typeof SalvageReport>;
