/** The fields of the document's schema, walked: what the table of fields is held against. */
import { z } from 'zod';
import { Reason, TaskDocument } from '../../src-main/contract/document/task-document.ts';

export interface SchemaField {
  /** JSON pointer, `*` for a place in a list. */
  field: string;
  /** A value the schema takes there, and one it does not. */
  sample: unknown;
  wrong: unknown;
}

function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodNullable
    ? unwrapped(schema.def.innerType)
    : schema;
}

const values: readonly unknown[] = [
  'text',
  7,
  true,
  '2026-11-24T09:00:00Z',
  [],
  {},
  [{ code: 'CODE', text: 'why' }],
];

function leaf(field: string, schema: z.core.$ZodType): SchemaField {
  const takes = (value: unknown) => z.safeParse(schema, value).success;
  // A later one says more: a moment is a text too.
  const sample = [...values].reverse().find((value) => takes(value) && value !== null);
  return { field, sample, wrong: values.find((value) => !takes(value)) };
}

function walk(field: string, wrapped: z.core.$ZodType): SchemaField[] {
  const schema = unwrapped(wrapped);
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([name, inner]) =>
      walk(`${field}/${name}`, inner as z.core.$ZodType),
    );
  }
  if (schema instanceof z.ZodArray && schema.element instanceof z.ZodObject && schema.element !== Reason) {
    return walk(`${field}/*`, schema.element);
  }
  return [leaf(field, schema)];
}

/** Every field of a task document that is no group of others. */
export const schemaFields: readonly SchemaField[] = walk('', TaskDocument);

/** A document in which only the given field is filled besides what no document is without. */
export function documentWith(field: string, value: unknown): TaskDocument {
  const nested = field
    .split('/')
    .slice(1)
    .reduceRight<unknown>((inner, step) => {
      if (step !== '*') return { [step]: inner };
      // Entries of lists are known by one of these.
      const entry = { id: 'E-1', taskId: 'T-9', name: 'entry', text: '', fileName: 'a.jpg', fibre: 1 };
      return [{ ...entry, ...(inner as object) }];
    }, value);
  const bare = { id: 'T-1', version: 1, taskType: 'PATCH_INSTALL', mainStatus: 'IN_PROGRESS' };
  if (field !== '/assignee/userName') return { ...bare, ...(nested as object) };
  // A person is named only together with the own organization.
  return { ...bare, orgId: 'ORG', assignee: { orgId: 'ORG', userName: value as string | null } };
}
