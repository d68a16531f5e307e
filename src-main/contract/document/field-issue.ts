/** What is wrong with the value of a field, whoever writes it (contract sections 7 and 8, domain reference 4.3). */
import { z } from 'zod';

export const FieldRule = z.enum([
  'neverChanged',
  'ownOrganizationOnly',
  'unknownPriority',
  'endsBeforeStart',
  'unknownTaskType',
  'notOfThisApi',
]);
export type FieldRule = z.infer<typeof FieldRule>;

export const FieldIssue = z.object({
  /** JSON pointer. */
  path: z.string(),
  rule: FieldRule,
  /** The same for a log and for the wire. */
  message: z.string(),
});
export type FieldIssue = z.infer<typeof FieldIssue>;
