/**
 * What a user may change in an outTask, and how a change says it (contract section 7, column W).
 *
 * A patch has only the touched fields: absent is untouched, `null` is emptied. `notes` are appended, never
 * replaced. Nothing that is read-only for the executing party is in the schema, so a patch that touches it is
 * refused at the border with the name of the field.
 */
import { z } from 'zod';
import { Note, Reason } from './task-document.ts';
import { empty, moment } from './values.ts';

const typed = z.string().max(255);
const remark = z.string().max(10_000);

const PatchWorkPatch = z.strictObject({
  odfPosition: empty(typed),
  operatorPort: empty(typed),
  patchCordLabel: empty(typed),
  patchCordLengthM: empty(z.number()),
  powerDbm: empty(z.number()),
  patchedAt: empty(moment),
  removedAt: empty(moment),
});

const WorkPatch = z.strictObject({
  patch: PatchWorkPatch.optional(),
  cause: empty(remark),
  repair: empty(remark),
  remarks: empty(remark),
});

const fields = {
  mainStatus: z.string().min(1).max(255).optional(),
  subStatus: empty(typed),
  reasons: z.array(Reason).optional(),
  planned: empty(moment),
  plannedUntil: empty(moment),
  work: WorkPatch.optional(),
};

/** A note as it is typed; the engine adds its id, author and time. */
export const NoteDraft = z.strictObject({
  text: remark.min(1),
  isInternal: z.boolean().optional(),
});
export type NoteDraft = z.infer<typeof NoteDraft>;

/** An edit as a form sends it. */
export const EditPatch = z.strictObject({ ...fields, notes: z.array(NoteDraft).optional() });
export type EditPatch = z.infer<typeof EditPatch>;

/** A patch as the outbox keeps it: complete, so that applying it needs no clock and no randomness. */
export const TaskPatch = z.strictObject({ ...fields, notes: z.array(Note).optional() });
export type TaskPatch = z.infer<typeof TaskPatch>;
