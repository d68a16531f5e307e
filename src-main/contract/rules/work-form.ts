/** What a job asks for, as data: forms keyed by task type, kept in `resources/rules/work-forms.json`. */
import { z } from 'zod';
import { Names, ruleCode, rulePointer } from './words.ts';

const common = {
  /** JSON pointer into the document; inside `each` of a list, into one row. */
  field: rulePointer,
  /** What the field is called here, where the usual name would mislead. */
  names: Names.optional(),
  /** The field of the document that says what was ordered, shown beside the input. */
  hint: rulePointer.optional(),
  /** Without it the task can't be delivered. */
  required: z.boolean(),
};

/** One value. */
export const FormField = z.strictObject({
  ...common,
  input: z.enum(['text', 'number', 'moment', 'remark', 'choice', 'yesNo']),
  unit: z.enum(['dBm', 'dB', 'm']).optional(),
  /** Limits that the platform is known to enforce; outside them the form warns. */
  least: z.number().optional(),
  most: z.number().optional(),
  step: z.number().positive().optional(),
  /** Of a choice: the values to choose from. */
  options: z.array(z.string().min(1)).min(1).optional(),
});
export type FormField = z.infer<typeof FormField>;

/** A list with one row for each fibre of the task. */
export const FormRows = z.strictObject({
  ...common,
  input: z.literal('fibres'),
  each: z.array(FormField).min(1),
});
export type FormRows = z.infer<typeof FormRows>;

export const WorkForm = z.strictObject({
  taskTypes: z.array(ruleCode).min(1),
  fields: z.array(z.discriminatedUnion('input', [FormField, FormRows])).min(1),
});
export type WorkForm = z.infer<typeof WorkForm>;

export const WorkForms = z.array(WorkForm);
export type WorkForms = z.infer<typeof WorkForms>;
