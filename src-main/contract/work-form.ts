/** What a job asks for, as data: one form a task type, kept in `resources/work-forms.json`. */
import { z } from 'zod';

export const FormField = z.strictObject({
  /** JSON pointer into the document. */
  field: z.string().startsWith('/'),
  /** `hint` points at the field of the document that says what was ordered, shown beside the input. */
  hint: z.string().startsWith('/').optional(),
  input: z.enum(['text', 'number', 'moment', 'remark']),
  unit: z.enum(['dBm', 'dB', 'm']).optional(),
  /** Limits that the platform is known to enforce; outside them the form warns. */
  least: z.number().optional(),
  most: z.number().optional(),
  step: z.number().positive().optional(),
  /** Without it the task can't be delivered. */
  required: z.boolean(),
});
export type FormField = z.infer<typeof FormField>;

export const WorkForm = z.strictObject({
  taskType: z.string(),
  fields: z.array(FormField).min(1),
});
export type WorkForm = z.infer<typeof WorkForm>;

export const WorkForms = z.array(WorkForm);
export type WorkForms = z.infer<typeof WorkForms>;
