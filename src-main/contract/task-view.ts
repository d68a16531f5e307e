/** A task as lists and the detail show it. */
import { z } from 'zod';
import { Party } from './rules/party.ts';
import { ChangeView } from './change.ts';
import { TaskDocument } from './document/task-document.ts';
import { Api } from './document/values.ts';
import { RecordView } from './record.ts';
import { ReasonUse } from './rules/status-model.ts';
import { Unmet } from './rules/unmet.ts';
import { WorkForm } from './rules/work-form.ts';

/** Moments are UTC. */
export const TaskRow = z.object({
  taskId: z.string(),
  api: Api,
  taskType: z.string(),
  mainStatus: z.string(),
  subStatus: z.string().nullable(),
  /** Of the other side: how the inTask of an outTask stands. */
  inTaskStatus: z.string().nullable(),
  priority: z.string().nullable(),
  planned: z.string().nullable(),
  popName: z.string().nullable(),
  /** Street, number and addition. */
  street: z.string().nullable(),
  postcode: z.string().nullable(),
  city: z.string().nullable(),
  dhid: z.string().nullable(),
  connectionId: z.string().nullable(),
  searchCode: z.string().nullable(),
  externalCorrelationId: z.string().nullable(),
  labels: z.array(z.string()),
  /** Code of the first reason. */
  reason: z.string().nullable(),
  /** Who does it: a user name. */
  assignee: z.string().nullable(),
  organization: z.string().nullable(),
  slaDueAt: z.string().nullable(),
  slaStatus: z.string().nullable(),
  createdAt: z.string().nullable(),
  updatedAt: z.string().nullable(),
  /** When the platform closed it; until it says so, when it was seen here to have ended. */
  endedAt: z.string().nullable(),
  /** Whether nothing can follow; what the platform refused has not ended. */
  ended: z.boolean(),
  /** Changes queued or sent, and changes refused. */
  pending: z.number().int(),
  refused: z.number().int(),
});
export type TaskRow = z.infer<typeof TaskRow>;

/** A step the status model has from the present status. */
export const TransitionView = z.object({
  to: z.string(),
  /** What still stands in its way. */
  unmet: z.array(Unmet),
  /** The fields it is about, which its own panel asks for. */
  asks: z.array(z.string()),
  /** What a reason it asks for is used for; null when it asks for none. */
  reasonUse: ReasonUse.nullable(),
  /** Whether nothing may follow it. */
  ends: z.boolean(),
});
export type TransitionView = z.infer<typeof TransitionView>;

export const HistoryEntry = z.object({
  entryNumber: z.number().int(),
  at: z.iso.datetime(),
  kind: z.enum([
    'received',
    'edited',
    'sent',
    'accepted',
    'refused',
    'corrected',
    'resent',
    'withdrawn',
    'merged',
    'settled',
    'recorded',
  ]),
  by: z.string(),
  detail: z.record(z.string(), z.unknown()),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

export const TaskDetail = z.object({
  taskId: z.string(),
  api: Api,
  /** The document with the local changes in it. */
  document: TaskDocument,
  /** The same as the platform last had it. */
  base: TaskDocument,
  changes: z.array(ChangeView),
  history: z.array(HistoryEntry),
  transitions: z.array(TransitionView),
  /** Who else may take the task on from here. */
  movers: z.array(Party),
  ended: z.boolean(),
  /** The fields that our party may write or add to, as pointers of the field table; none once the task has ended. */
  writable: z.array(z.string()),
  form: WorkForm.nullable(),
  /** The contractor's own record; null where none is kept. */
  record: RecordView.nullable(),
});
export type TaskDetail = z.infer<typeof TaskDetail>;
