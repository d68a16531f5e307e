/**
 * What a user may change in a task, and how a change says it (contract sections 7 and 8, column W).
 *
 * A patch has only the touched fields: absent is untouched, `null` is emptied. `notes` and `attachments` are appended,
 * never replaced; `labels` are put on and taken off, so that two people can do either without meeting. What nobody may
 * write is not in the schema, so a patch that touches it is refused at the border with the name of the field; who may
 * write what is in it, is for `domain/document/writable.ts`.
 */
import { z } from 'zod';
import { Attachment, Label, Note, Reason } from './task-document.ts';
import { code, empty, moment } from './values.ts';

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

/** One fibre of the FTU. The list is written as a whole, so what is not known of a row has to go along. */
const FibrePatch = z.looseObject({
  fibre: empty(z.union([z.string(), z.number()])),
  spliced: empty(z.boolean()),
  lossDb: empty(z.number()),
  powerDbm: empty(z.number()),
});

const FtuWorkPatch = z.strictObject({
  type: empty(typed),
  serial: empty(typed),
  location: empty(typed),
  placedAt: empty(moment),
  fibres: empty(z.array(FibrePatch)),
});

const WorkPatch = z.strictObject({
  patch: PatchWorkPatch.optional(),
  ftu: FtuWorkPatch.optional(),
  cause: empty(remark),
  repair: empty(remark),
  remarks: empty(remark),
});

const IncidentPatch = z.strictObject({
  subType: empty(z.enum(['NETWORK', 'POP'])),
  telco: empty(z.boolean()),
  serviceAffecting: empty(z.boolean()),
  sendImpactNotification: empty(z.boolean()),
  affectedConnections: empty(z.union([z.number().int().nonnegative(), z.array(code)])),
  affectedOrgIds: empty(z.array(code)),
  location: empty(typed),
  cause: empty(remark),
  expectedRepairAt: empty(moment),
  openReason: empty(code),
  holdReason: empty(code),
  closeReason: empty(code),
});

const ContactPatch = z.strictObject({
  name: empty(typed),
  phone: empty(typed),
  email: empty(typed),
  language: empty(typed),
  remark: empty(remark),
});

/** Labels put on, and labels taken off by name. */
export const LabelsPatch = z.strictObject({
  add: z.array(Label).default([]),
  remove: z.array(z.string()).default([]),
});
export type LabelsPatch = z.infer<typeof LabelsPatch>;

const fields = {
  mainStatus: z.string().min(1).max(255).optional(),
  subStatus: empty(typed),
  reasons: z.array(Reason).optional(),
  planned: empty(moment),
  plannedUntil: empty(moment),
  priority: z.string().min(1).max(255).optional(),
  /** A person only inside the own organization (contract section 7). */
  assignee: empty(z.strictObject({ orgId: code.min(1), userName: empty(typed) })),
  contactDetails: ContactPatch.optional(),
  incidentInfo: IncidentPatch.optional(),
  labels: LabelsPatch.optional(),
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
export const TaskPatch = z.strictObject({
  ...fields,
  notes: z.array(Note).optional(),
  attachments: z.array(Attachment).optional(),
});
export type TaskPatch = z.infer<typeof TaskPatch>;
