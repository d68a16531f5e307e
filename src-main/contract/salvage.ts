/** What was saved out of a damaged database, as a window tells it. */
import { z } from 'zod';

const count = z.number().int().min(0);

export const SalvageView = z.object({
  salvageNumber: z.number().int(),
  at: z.iso.datetime(),
  /** Where the damaged file is now, for support to look at. */
  file: z.string(),
  changesKept: count,
  /** Changes that were saved once and can't be read any more. */
  changesLost: count,
  /** The tasks those are of, where anything says it. */
  tasksOfLost: z.array(z.string()),
  /** There may have been others that nothing tells of. */
  changesMayBeLost: z.boolean(),
  historyLost: count,
  tasksToFetch: count,
  /** Nothing tells which tasks there were: the platform has to indicate them again. */
  taskIdsUnreadable: z.boolean(),
});
export type SalvageView = z.infer<typeof SalvageView>;

export const salvageMethods = {
  /** What nobody has dismissed yet, the latest first. */
  'salvage.list': {
    input: z.strictObject({}),
    output: z.object({ salvages: z.array(SalvageView) }),
  },
  /** Somebody has read it: it is not told again, also after a restart. */
  'salvage.dismiss': {
    input: z.strictObject({ salvageNumber: z.number().int().positive() }),
    output: z.object({}),
  },
} as const;
