/** What the files of the rules are made of: codes, names in both languages, keys. */
import { z } from 'zod';
import { attachmentTypes } from '../attachments.ts';

const extensions = Object.keys(attachmentTypes).join('|');

/** The forms that a text may have to have: a mistake in a file is told by the one that it breaks. */
export const forms = {
  code: /^[A-Z][A-Z0-9_]{0,63}$/,
  key: /^[a-z][a-z0-9-]{0,63}$/,
  pointer: /^(\/[^/]+)+$/,
  fileName: new RegExp(`^(?!.*\\.(${extensions})$)[\\w.-]{1,80}$`, 'i'),
} as const;

/** A code as the platform writes them: upper snake case. */
export const ruleCode = z.string().regex(forms.code, 'must be upper case letters, digits and _, at most 64');

/** A key of our own inside one file: what an answer or a booking refers to. */
export const ruleKey = z.string().regex(forms.key, 'must be lower case letters, digits and -, at most 64');

export const words = z.string().trim().min(1).max(255);

/** What people read, in each language of the screen. */
export const Names = z.strictObject({ nl: words, en: words });
export type Names = z.infer<typeof Names>;

/** A JSON pointer into a document. */
export const rulePointer = z.string().regex(forms.pointer, 'must be a JSON pointer such as /work/remarks');

/** Whose work a rule is about; an empty list means: any. */
export const anyOf = z.array(z.string().min(1)).default([]);
