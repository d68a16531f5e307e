/**
 * Every call the engine answers: one table, from which both sides are typed.
 *
 * Calls that change something carry an id made by the caller or are idempotent by nature, so that a caller that
 * lost the engine may simply call again: the second call is success and has no second effect.
 */
import { z } from 'zod';
import { attachmentMethods } from './attachment-methods.ts';
import { ChangeView } from './change.ts';
import { EditPatch } from './document/patch.ts';
import { listMethods } from './list-methods.ts';
import { recordMethods } from './record-methods.ts';
import { ruleFileMethods } from './rule-file-methods.ts';
import { salvageMethods } from './salvage.ts';
import { SyncStatus } from './sync-status.ts';
import { TaskDetail } from './task-view.ts';

const taskId = z.string().min(1).max(255);
const nothing = z.strictObject({});
const done = z.object({});

export const methods = {
  ...listMethods,
  'task.open': { input: z.strictObject({ taskId }), output: TaskDetail },
  /** Saves durably, then answers. The same `changeId` again changes nothing. */
  'task.edit': {
    input: z.strictObject({ changeId: z.uuid(), taskId, patch: EditPatch }),
    output: z.object({ changeNumber: z.number().int() }),
  },
  ...attachmentMethods,
  /** Open changes in full, ended ones newest first up to `ended`. */
  'outbox.list': {
    input: z.strictObject({ ended: z.number().int().min(0).max(500) }),
    output: z.object({ open: z.array(ChangeView), ended: z.array(ChangeView) }),
  },
  /** Corrects a refused change in place; what was typed before stays in the history. */
  'outbox.correct': { input: z.strictObject({ changeId: z.uuid(), patch: EditPatch }), output: done },
  /** Queues the refused changes of a task again, in their order. */
  'outbox.resend': { input: z.strictObject({ taskId }), output: done },
  /**
   * Settles the conflicts of a refused change field by field: ours stays in it, theirs leaves it. Fields that are not
   * named stay in conflict, and with them the change refused; what is left of a settled change is queued again.
   */
  'outbox.settle': {
    input: z.strictObject({ changeId: z.uuid(), take: z.record(z.string(), z.enum(['ours', 'theirs'])) }),
    output: done,
  },
  /** Takes back a change that the platform has not seen, or has refused. */
  'outbox.withdraw': { input: z.strictObject({ changeId: z.uuid() }), output: done },
  'sync.status': { input: nothing, output: SyncStatus },
  /** Tries at once whatever waits for its next try. */
  'sync.tryNow': { input: nothing, output: done },
  ...ruleFileMethods,
  ...recordMethods,
  ...salvageMethods,
} as const;

export type Method = keyof typeof methods;
/** What a caller may pass, and what the engine gets after parsing (the same here, but for defaults). */
export type Input<Name extends Method> = z.input<(typeof methods)[Name]['input']>;
export type ParsedInput<Name extends Method> = z.output<(typeof methods)[Name]['input']>;
export type Output<Name extends Method> = z.output<(typeof methods)[Name]['output']>;
