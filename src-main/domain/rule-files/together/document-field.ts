/** What a field of the document is, read from the schema of the document itself: no second list to keep. Pure. */
import { z } from 'zod';
import { steps } from '../../../contract/pointer.ts';
import { TaskDocument } from '../../../contract/document/task-document.ts';
import type { FormField } from '../../../contract/rules/work-form.ts';

/** A way of filling in a value on a form. */
export type FormInput = FormField['input'] | 'fibres';

function bare(schema: unknown): unknown {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodNullable ? bare(schema.unwrap()) : schema;
}

/** The schema of the field at a pointer, or null when the contract has none; `*` and a number are a place in a list. */
export function documentField(at: string, from: unknown = TaskDocument): z.ZodType | null {
  const found = steps(at).reduce<unknown>((schema, step) => {
    const within = bare(schema);
    if (within instanceof z.ZodArray) return /^(\*|\d+)$/.test(step) ? within.element : null;
    if (!(within instanceof z.ZodObject)) return null;
    const shape = within.shape as Record<string, unknown>;
    return Object.hasOwn(shape, step) ? shape[step] : null;
  }, from);
  const field = bare(found);
  return field instanceof z.ZodType ? field : null;
}

/** What may be used to fill in a field; empty when it is no single value and no list of fibres. */
export function inputsFor(field: z.ZodType): FormInput[] {
  if (field instanceof z.ZodISODateTime) return ['moment'];
  if (field instanceof z.ZodString) return ['text', 'remark', 'choice'];
  if (field instanceof z.ZodNumber) return ['number'];
  if (field instanceof z.ZodBoolean) return ['yesNo'];
  if (field instanceof z.ZodArray) return documentField('/*/fibre', field) ? ['fibres'] : [];
  if (field instanceof z.ZodUnion) {
    return field.options.flatMap((option) => (option instanceof z.ZodType ? inputsFor(option) : []));
  }
  return [];
}
