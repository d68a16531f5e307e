/**
 * The document of a task: outTask (contract section 7) and inTask (section 8), which has the same fields where they
 * apply. Which of the two a document is, is said by the API it came from, not by the document.
 *
 * Only what no task can be without is required; everything else may be absent (an older platform) or null.
 * Unknown fields survive parsing, storing, merging and serving unchanged: hence `looseObject` throughout.
 */
import { z } from 'zod';
import { Address, ConnectionInfo, HASInfo, PoPInfo } from './place.ts';
import { code, empty, moment, momentOrDay, text } from './values.ts';
import { Work } from './work.ts';

export const Reason = z.looseObject({ code, text: empty(text) });
export type Reason = z.infer<typeof Reason>;

export const Label = z.looseObject({ name: text, isPrivate: z.boolean().optional() });
export type Label = z.infer<typeof Label>;

export const Sla = z.looseObject({ name: empty(text), dueAt: empty(moment), status: empty(text) });
export type Sla = z.infer<typeof Sla>;

export const ContactDetails = z.looseObject({
  name: empty(text),
  phone: empty(text),
  email: empty(text),
  language: empty(text),
  remark: empty(text),
});
export type ContactDetails = z.infer<typeof ContactDetails>;

export const Assignee = z.looseObject({ orgId: code, userName: empty(text) });
export type Assignee = z.infer<typeof Assignee>;

export const LinkedTask = z.looseObject({
  taskId: code,
  taskType: empty(text),
  mainStatus: empty(text),
  subStatus: empty(text),
  planned: empty(momentOrDay),
  orgId: empty(code),
  addressCode: empty(code),
  reasons: empty(z.array(Reason)),
});
export type LinkedTask = z.infer<typeof LinkedTask>;

export const Note = z.looseObject({
  id: code,
  text: z.string(),
  author: empty(text),
  orgId: empty(code),
  createdAt: empty(moment),
  isInternal: z.boolean().optional(),
});
export type Note = z.infer<typeof Note>;

export const Attachment = z.looseObject({
  id: code,
  fileName: text,
  mimeType: empty(text),
  size: empty(z.number().int().nonnegative()),
  sha256: empty(text),
  author: empty(text),
  createdAt: empty(moment),
});
export type Attachment = z.infer<typeof Attachment>;

/** A code by itself, or with its text. */
const ReasonOrCode = z.union([code, Reason]);

export const IncidentInfo = z.looseObject({
  subType: empty(text),
  telco: empty(z.boolean()),
  serviceAffecting: empty(z.boolean()),
  sendImpactNotification: empty(z.boolean()),
  /** How many, or which. */
  affectedConnections: empty(z.union([z.number().int().nonnegative(), z.array(code)])),
  affectedOrgIds: empty(z.array(code)),
  location: empty(text),
  cause: empty(text),
  expectedRepairAt: empty(moment),
  openReason: empty(ReasonOrCode),
  holdReason: empty(ReasonOrCode),
  closeReason: empty(ReasonOrCode),
});
export type IncidentInfo = z.infer<typeof IncidentInfo>;

/** An outTask as its inTask shows it (contract section 8). */
export const OutTaskSummary = z.looseObject({
  taskId: code,
  taskType: empty(text),
  mainStatus: empty(text),
  subStatus: empty(text),
  planned: empty(momentOrDay),
  orgId: empty(code),
});
export type OutTaskSummary = z.infer<typeof OutTaskSummary>;

export const TaskDocument = z.looseObject({
  id: code,
  version: z.number().int().nonnegative(),
  taskType: text,
  mainStatus: text,

  inTaskId: empty(code),
  taskSetId: empty(code),
  cluster: empty(code),
  orgId: empty(code),
  subType: empty(text),
  subStatus: empty(text),
  reasons: empty(z.array(Reason)),
  inTaskStatus: empty(text),
  externalCorrelationId: empty(code),
  networkType: empty(text),
  priority: empty(text),
  sla: empty(Sla),
  planned: empty(moment),
  plannedUntil: empty(moment),
  dhid: empty(code),
  connectionId: empty(code),
  searchCode: empty(code),
  addressCode: empty(code),
  requestedFtuType: empty(text),
  contactDetails: empty(ContactDetails),
  address: empty(Address),
  assignee: empty(Assignee),
  PoPInfo: empty(PoPInfo),
  HASInfo: empty(HASInfo),
  ConnectionInfo: empty(ConnectionInfo),
  PoPMultiInfo: empty(z.array(PoPInfo)),
  HASMultiInfo: empty(z.array(HASInfo)),
  ConnectionMultiInfo: empty(z.array(ConnectionInfo)),
  incidentInfo: empty(IncidentInfo),
  labels: empty(z.array(Label)),
  linkedTasks: empty(z.array(LinkedTask)),
  /** Of an inTask: the outTasks made of it. */
  outTasks: empty(z.array(OutTaskSummary)),
  assignedSolutionParty: empty(z.looseObject({ orgId: empty(code), name: empty(text) })),
  notes: empty(z.array(Note)),
  attachments: empty(z.array(Attachment)),
  work: empty(Work),
  createdAt: empty(moment),
  updatedAt: empty(moment),
  closedAt: empty(moment),
});
export type TaskDocument = z.infer<typeof TaskDocument>;
