/** A file of rules on its way: its bytes, whatever they are, so that it goes out as it came in. */
import { z } from 'zod';
import { RuleKind } from './rulebook.ts';

/** Forty thousand lines of a price list; more is no file of rules. */
export const mostRuleFileBytes = 2 * 1024 * 1024;

/** Bytes in base64. One more than may be goes through, so that a file that is too large is refused by name. */
const content = z.base64().max(Math.ceil((mostRuleFileBytes + 1) / 3) * 4);

export const RuleFile = z.strictObject({
  kind: RuleKind,
  fileName: z.string().min(1).max(255),
  content,
});
export type RuleFile = z.infer<typeof RuleFile>;
