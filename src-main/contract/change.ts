/** A change as the outbox shows it. */
import { z } from 'zod';
import { Trouble } from './sync-status.ts';

/** `queued` until the platform has seen it, `sent` until the platform says what became of it. */
export const ChangeState = z.enum(['queued', 'sent', 'accepted', 'refused', 'withdrawn']);
export type ChangeState = z.infer<typeof ChangeState>;

/** What the platform answered to an accepted change; kept for ever. */
export const Receipt = z.object({
  indicationId: z.string(),
  taskVersion: z.number().int().nullable(),
  syncedAt: z.iso.datetime({ offset: true }),
  receivedAt: z.iso.datetime(),
});
export type Receipt = z.infer<typeof Receipt>;

/** A field that we and the platform both changed (contract section 10); what is absent was or is not there. */
export const FieldConflict = z.object({
  field: z.string(),
  base: z.unknown(),
  ours: z.unknown(),
  theirs: z.unknown(),
});
export type FieldConflict = z.infer<typeof FieldConflict>;

/** One reason of a refusal (contract section 4); `field` is a JSON pointer into the document. */
export const RefusalReason = z.object({
  code: z.string(),
  field: z.string().nullable(),
  message: z.string().nullable(),
  /** All three values, where a person has to choose. */
  conflict: FieldConflict.optional(),
});
export type RefusalReason = z.infer<typeof RefusalReason>;

export const Refusal = z.object({ at: z.iso.datetime(), reasons: z.array(RefusalReason) });
export type Refusal = z.infer<typeof Refusal>;

/** One field a change touches: JSON pointer, value it had and value it gets (null: empty). */
export const FieldChange = z.object({ field: z.string(), from: z.unknown(), to: z.unknown() });
export type FieldChange = z.infer<typeof FieldChange>;

export const ChangeView = z.object({
  changeId: z.string(),
  changeNumber: z.number().int(),
  taskId: z.string(),
  /**
   * A task that could not be read out of a damaged database: `fetching` while a Fetch of it is due, `notGiven` when the
   * platform did not give it. Null for a task that is here, as nearly all are.
   */
  missingTask: z.enum(['fetching', 'notGiven']).nullable(),
  /** Null for a task that is missing. */
  taskType: z.string().nullable(),
  place: z.string(),
  fields: z.array(FieldChange),
  madeAt: z.iso.datetime(),
  madeBy: z.string(),
  state: ChangeState,
  /** Queued, but a refused change of its task comes first: nothing is tried until that one is dealt with. */
  heldUp: z.boolean(),
  /** How often the exchange it travels in was tried, and when it is tried next; null when not under way. */
  tries: z.number().int(),
  nextTryAt: z.iso.datetime().nullable(),
  trouble: Trouble.nullable(),
  receipt: Receipt.nullable(),
  refusal: Refusal.nullable(),
});
export type ChangeView = z.infer<typeof ChangeView>;
