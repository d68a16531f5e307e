/** Where things stand with the platform, as every screen shows it (promise 3 of the design). */
import { z } from 'zod';
import { Trouble } from './trouble.ts';

export { Trouble };

export const SyncStatus = z.object({
  environment: z.string(),
  /** The last call told this: null is "it answered as it should". */
  trouble: Trouble.nullable(),
  /** False until the first call of this run was answered or failed. */
  contacted: z.boolean(),
  since: z.iso.datetime(),
  /** Changes that are queued or sent. */
  pending: z.number().int(),
  refused: z.number().int(),
  /** When something is next tried by itself; null when there is nothing to try. A timer is behind it. */
  nextTryAt: z.iso.datetime().nullable(),
  /** Tasks the platform told of and that are still to be fetched; null when there are none. */
  receiving: z.object({ fetched: z.number().int(), known: z.number().int() }).nullable(),
  /** Where the platform reaches us. */
  endpoint: z.string().nullable(),
});
export type SyncStatus = z.infer<typeof SyncStatus>;
