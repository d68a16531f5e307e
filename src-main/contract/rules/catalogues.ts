/** Reason codes, labels and priorities as data (domain reference 3.6, 6.3, A-16, A-35). */
import { z } from 'zod';
import { Party } from './party.ts';
import { ReasonUse } from './status-model.ts';
import { anyOf, Names, ruleCode, words } from './words.ts';

export const ReasonCode = z.strictObject({
  code: ruleCode,
  uses: z.array(ReasonUse).min(1),
  names: Names,
  taskTypes: anyOf,
  active: z.boolean().default(true),
});
export type ReasonCode = z.infer<typeof ReasonCode>;
export const ReasonCodes = z.array(ReasonCode).min(1);

/** A label that may be put on a task; `name` is what travels. Not private unless it says so (F 1.25.0). */
export const LabelRule = z.strictObject({
  name: words,
  isPrivate: z.boolean().default(false),
  taskTypes: anyOf,
  parties: z.array(Party).default([]),
  active: z.boolean().default(true),
});
export type LabelRule = z.infer<typeof LabelRule>;
export const LabelRules = z.array(LabelRule).min(1);

/** From the least pressing to the most. */
export const PriorityRule = z.strictObject({
  name: ruleCode,
  names: Names,
  /** What a new task gets; exactly one has it. */
  isDefault: z.boolean().default(false),
  tone: z.enum(['plain', 'info', 'good', 'warn', 'bad']).default('plain'),
});
export type PriorityRule = z.infer<typeof PriorityRule>;
export const PriorityRules = z.array(PriorityRule).min(1);
