/** Why something can't be recorded: a closed set, each with what it is about. */
import { z } from 'zod';

export const RecordRefusal = z.object({
  why: z.enum([
    /** No such question, main task or template on this task. */
    'unknownQuestion',
    'unknownMainTask',
    'unknownTemplate',
    /** The text is no answer of the kind the question asks for. */
    'noAnswer',
    /** Something of the template is filled in already. */
    'templateInUse',
    'notInPriceList',
    /** Records are kept by contractors, for outTasks. */
    'notKept',
  ]),
  what: z.string(),
});
export type RecordRefusal = z.infer<typeof RecordRefusal>;
