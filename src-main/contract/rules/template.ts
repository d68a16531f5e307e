/**
 * What the contractor wants done and recorded for an outTask: his own templates (domain reference 6.7, A-31).
 *
 * Kept and exported, never sent. Templates of one task type add up.
 */
import { z } from 'zod';
import { anyOf, forms, Names, ruleKey } from './words.ts';

export const Question = z.strictObject({
  key: ruleKey,
  names: Names,
  answer: z.enum(['yesNo', 'yesNoNotApplicable', 'text', 'number', 'choice', 'photo']),
  options: z.array(z.string().min(1)).min(1).optional(),
  required: z.boolean().default(true),
  /** The answer that means: do not start, do not go on. */
  stopsAt: z.string().optional(),
});
export type Question = z.infer<typeof Question>;

export const Checklist = z.strictObject({
  key: ruleKey,
  names: Names,
  /** An LMRA is answered before the work starts, any other before the task is delivered. */
  kind: z.enum(['lmra', 'checklist']),
  questions: z.array(Question).min(1),
});
export type Checklist = z.infer<typeof Checklist>;

export const SubTaskTemplate = z.strictObject({ key: ruleKey, names: Names });
export const MainTaskTemplate = z.strictObject({
  key: ruleKey,
  names: Names,
  required: z.boolean().default(true),
  subTasks: z.array(SubTaskTemplate).default([]),
});
export type MainTaskTemplate = z.infer<typeof MainTaskTemplate>;

/** A file that has to be there under a prescribed name; its extension is one of those of the contract (section 9). */
export const RequiredAttachment = z.strictObject({
  key: ruleKey,
  names: Names,
  /** Without extension, such as `foto-patch`; compared without regard to case. */
  fileName: z.string().regex(forms.fileName, 'must be a file name without extension'),
  required: z.boolean().default(true),
});
export type RequiredAttachment = z.infer<typeof RequiredAttachment>;

export const Template = z.strictObject({
  key: ruleKey,
  names: Names,
  taskTypes: anyOf,
  /** Added by itself; else by hand. */
  automatic: z.boolean().default(true),
  mainTasks: z.array(MainTaskTemplate).default([]),
  checklists: z.array(Checklist).default([]),
  attachments: z.array(RequiredAttachment).default([]),
});
export type Template = z.infer<typeof Template>;
export const Templates = z.array(Template);

/** A line of a price list: material, by the unit. */
export const Article = z.strictObject({
  article: z.string().min(1).max(64),
  description: z.string().min(1).max(255),
  unit: z.string().min(1).max(16),
  /** Euro, in cents. */
  priceCents: z.number().int().nonnegative(),
});
export type Article = z.infer<typeof Article>;

/** A line of a price list: work, by the hour. */
export const HourlyRate = z.strictObject({
  jobCode: z.string().min(1).max(64),
  description: z.string().min(1).max(255),
  /** Euro an hour, in cents. */
  rateCents: z.number().int().nonnegative(),
});
export type HourlyRate = z.infer<typeof HourlyRate>;
