/** What stands in the way of a status step: data that a screen can point at. */
import { z } from 'zod';
import { ReasonUse } from './status-model.ts';
import { Names } from './words.ts';

export const Unmet = z.discriminatedUnion('kind', [
  /** An empty field; JSON pointer into the document. */
  z.object({ kind: z.literal('field'), field: z.string() }),
  /** No reason of this use; one of `codes` would do, any when there are none. */
  z.object({ kind: z.literal('reason'), use: ReasonUse, codes: z.array(z.string()) }),
  /** The risk assessment is not answered, or says that it is not safe to start. */
  z.object({ kind: z.literal('lmra'), checklist: z.string(), names: Names, unsafe: z.boolean() }),
  z.object({ kind: z.literal('question'), checklist: z.string(), question: z.string(), names: Names }),
  z.object({ kind: z.literal('mainTask'), mainTask: z.string(), names: Names }),
  z.object({ kind: z.literal('attachment'), fileName: z.string(), names: Names }),
  z.object({
    kind: z.literal('outTasks'),
    are: z.enum(['every', 'some', 'none']),
    in: z.array(z.string()).optional(),
    planned: z.literal(true).optional(),
  }),
]);
export type Unmet = z.infer<typeof Unmet>;
