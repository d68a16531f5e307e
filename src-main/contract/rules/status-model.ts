/**
 * Status models as data (domain reference 3.1): what a cluster admin configures, for the parties of a cluster.
 *
 * A model is keyed by cluster, module, task type, subtype and organization; an empty list matches any. Of several
 * that match, the most specific counts (`domain/rules/status-model.ts`).
 */
import { z } from 'zod';
import { Api } from '../document/values.ts';
import { Party } from './party.ts';
import { anyOf, Names, ruleCode, rulePointer, words } from './words.ts';

/** The four uses of a reason code (domain reference 3.6, A-16). */
export const ReasonUse = z.enum(['OPEN', 'HOLD', 'CLOSE', 'CANCEL']);
export type ReasonUse = z.infer<typeof ReasonUse>;

/** How many of the outTasks of an inTask, and what they are: in one of these statuses, or with a plan date. */
const OutTasksAre = z.strictObject({
  kind: z.literal('outTasks'),
  are: z.enum(['every', 'some', 'none']),
  in: z.array(ruleCode).optional(),
  planned: z.literal(true).optional(),
});
export type OutTasksAre = z.infer<typeof OutTasksAre>;

export const Condition = z.discriminatedUnion('kind', [
  /** The field is not empty. */
  z.strictObject({ kind: z.literal('filled'), field: rulePointer }),
  /** `/reasons` has a code of this use. */
  z.strictObject({ kind: z.literal('reason'), use: ReasonUse }),
  /** The required fields of the work form are filled. */
  z.strictObject({ kind: z.literal('workForm') }),
  /** The contractor's own records; what does not keep them, such as the platform, skips these. */
  z.strictObject({ kind: z.literal('lmra') }),
  z.strictObject({ kind: z.literal('checklists') }),
  z.strictObject({ kind: z.literal('mainTasks') }),
  z.strictObject({ kind: z.literal('attachments') }),
  OutTasksAre,
]);
export type Condition = z.infer<typeof Condition>;

export const Transition = z.strictObject({
  from: z.array(ruleCode).min(1),
  to: ruleCode,
  by: z.array(Party).min(1),
  when: z.array(Condition).default([]),
  /** Fields that the step empties, such as the hold reason on leaving On Hold. */
  clears: z.array(rulePointer).default([]),
});
export type Transition = z.infer<typeof Transition>;

export const StatusModel = z.strictObject({
  name: words,
  active: z.boolean().default(true),
  api: Api,
  clusters: anyOf,
  modules: anyOf,
  taskTypes: anyOf,
  subTypes: anyOf,
  organizations: anyOf,
  start: ruleCode,
  /** Nothing follows an end: no transition and no change of any kind. */
  ends: z.array(ruleCode).min(1),
  transitions: z.array(Transition).min(1),
});
export type StatusModel = z.infer<typeof StatusModel>;

/** What follows on the other side when one side moves (domain reference 3.4). The first that applies counts. */
export const Dependency = z.discriminatedUnion('then', [
  z.strictObject({
    name: words,
    then: z.literal('inTask'),
    becomes: ruleCode,
    when: z.array(OutTasksAre).min(1),
  }),
  z.strictObject({
    name: words,
    then: z.literal('outTasks'),
    becomes: ruleCode,
    inTaskIs: z.array(ruleCode).min(1),
  }),
]);
export type Dependency = z.infer<typeof Dependency>;

/** A status and what it is called; `step` is what a button says that leads to it. */
export const Status = z.strictObject({
  name: ruleCode,
  names: Names,
  step: Names.optional(),
  tone: z.enum(['plain', 'info', 'good', 'warn', 'bad']).default('plain'),
});
export type Status = z.infer<typeof Status>;

export const StatusModels = z.strictObject({
  statuses: z.array(Status).min(1),
  models: z.array(StatusModel).min(1),
  dependencies: z.array(Dependency).default([]),
});
export type StatusModels = z.infer<typeof StatusModels>;
