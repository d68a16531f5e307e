/**
 * What is wrong in a file with rules: where, what stands there, and why that can't be taken.
 *
 * `why` is a closed set; its words in each language are in `src-renderer/messages`, where a missing one does not
 * compile. What a check says in words of its own travels along only where there is no code for it (`OTHER`).
 */
import { z } from 'zod';
import { RuleKind } from './rulebook.ts';
import { ReasonUse } from './status-model.ts';
import { forms } from './words.ts';

const line = z.number().int().min(1);

/** What a JSON parser stumbles over. */
export const JsonFault = z.enum([
  'symbol',
  'number',
  'propertyName',
  'value',
  'colon',
  'comma',
  'trailingComma',
  'closingBrace',
  'closingBracket',
  'endOfFile',
  'comment',
  'unendedComment',
  'unendedText',
  'unendedNumber',
  'unicodeEscape',
  'escape',
  'character',
]);
export type JsonFault = z.infer<typeof JsonFault>;

/** The forms that a text may have to have (`words.ts`, `template.ts`). */
export const TextForm = z.enum(Object.keys(forms) as [keyof typeof forms, ...(keyof typeof forms)[]]);
export type TextForm = z.infer<typeof TextForm>;

export const RuleFault = z.discriminatedUnion('code', [
  // The file as such.
  z.object({ code: z.literal('FILE_EMPTY') }),
  z.object({ code: z.literal('FILE_TOO_LARGE'), most: z.number().int() }),
  z.object({ code: z.literal('NOT_TEXT') }),
  z.object({ code: z.literal('NOT_UTF8') }),
  z.object({ code: z.literal('TOO_DEEP'), most: z.number().int() }),

  // JSON and what the schema asks of it.
  z.object({ code: z.literal('JSON_SYNTAX'), fault: JsonFault }),
  z.object({ code: z.literal('KEY_TWICE'), key: z.string(), firstLine: line }),
  z.object({ code: z.literal('FIELD_UNKNOWN'), field: z.string() }),
  z.object({ code: z.literal('FIELD_MISSING'), field: z.string() }),
  z.object({ code: z.literal('WRONG_TYPE'), expected: z.string() }),
  z.object({ code: z.literal('NOT_ONE_OF'), options: z.array(z.string()) }),
  z.object({ code: z.literal('WRONG_FORM'), form: TextForm }),
  z.object({ code: z.literal('TEXT_EMPTY') }),
  z.object({ code: z.literal('TEXT_TOO_LONG'), most: z.number() }),
  z.object({ code: z.literal('LIST_TOO_SHORT'), least: z.number() }),
  z.object({ code: z.literal('NUMBER_TOO_SMALL'), least: z.number(), inclusive: z.boolean() }),
  z.object({ code: z.literal('OTHER'), message: z.string() }),

  // CSV.
  z.object({ code: z.literal('OTHER_LIST'), kind: z.enum(['articles', 'hourlyRates']) }),
  z.object({ code: z.literal('COLUMN_MISSING'), column: z.string(), accepted: z.array(z.string()) }),
  z.object({ code: z.literal('COLUMN_UNKNOWN'), known: z.array(z.string()) }),
  z.object({ code: z.literal('COLUMN_TWICE'), firstColumn: z.number().int() }),
  z.object({ code: z.literal('CELL_COUNT'), expected: z.number().int(), found: z.number().int() }),
  z.object({ code: z.literal('QUOTE_UNENDED') }),
  z.object({ code: z.literal('QUOTE_MISPLACED') }),
  z.object({ code: z.literal('CELL_EMPTY'), column: z.string() }),
  z.object({ code: z.literal('AMOUNT_NO_NUMBER') }),
  z.object({ code: z.literal('AMOUNT_NEGATIVE') }),
  z.object({ code: z.literal('AMOUNT_DECIMALS'), most: z.number().int() }),
  /** `1.234` is a thousand in Dutch and little more than one in a program. */
  z.object({ code: z.literal('AMOUNT_AMBIGUOUS') }),
  z.object({ code: z.literal('AMOUNT_TOO_LARGE') }),
  z.object({ code: z.literal('NO_LINES') }),

  // What the rules say together.
  z.object({ code: z.literal('TWICE'), firstLine: line.nullable(), firstPointer: z.string().nullable() }),
  z.object({ code: z.literal('STATUS_UNDECLARED') }),
  z.object({ code: z.literal('STEP_OUT_OF_END'), model: z.string() }),
  z.object({ code: z.literal('STATUS_UNREACHABLE'), model: z.string(), start: z.string() }),
  z.object({ code: z.literal('END_WITHOUT_WAY_IN'), model: z.string(), start: z.string() }),
  z.object({ code: z.literal('NO_WAY_TO_AN_END'), model: z.string() }),
  z.object({ code: z.literal('STATUS_WITHOUT_WAY_OUT'), model: z.string() }),
  z.object({ code: z.literal('MODELS_AMBIGUOUS'), other: z.string(), otherLine: line.nullable() }),
  z.object({ code: z.literal('TASK_TYPE_UNKNOWN') }),
  z.object({ code: z.literal('TASK_TYPE_OF_OTHER_API'), api: z.string() }),
  z.object({ code: z.literal('MODULE_UNKNOWN'), modules: z.array(z.string()) }),
  z.object({ code: z.literal('SUBTYPE_UNKNOWN'), subTypes: z.array(z.string()) }),
  z.object({ code: z.literal('REASON_USE_EMPTY'), use: ReasonUse }),
  z.object({ code: z.literal('DOCUMENT_FIELD_UNKNOWN') }),
  z.object({ code: z.literal('DOCUMENT_FIELD_NOT_WRITABLE') }),
  z.object({ code: z.literal('INPUT_MISFIT'), field: z.string(), fitting: z.array(z.string()) }),
  z.object({ code: z.literal('CHOICE_WITHOUT_OPTIONS') }),
  z.object({ code: z.literal('OPTIONS_WITHOUT_CHOICE') }),
  z.object({ code: z.literal('LEAST_OVER_MOST'), least: z.number(), most: z.number() }),
  z.object({ code: z.literal('STOPS_NEVER'), answers: z.array(z.string()) }),
  z.object({ code: z.literal('DEFAULT_PRIORITIES'), count: z.number().int() }),
]);
export type RuleFault = z.infer<typeof RuleFault>;
export type RuleFaultCode = RuleFault['code'];

export const RuleMistake = z.object({
  /** Whose rules it stands in: another kind's, where a file does not fit what is there already. */
  kind: RuleKind,
  /** Both from 1; null where it stands in the rules of another kind, or in no particular place. */
  line: line.nullable(),
  column: line.nullable(),
  /** JSON pointer; null in CSV and where the file is not JSON. */
  pointer: z.string().nullable(),
  /** What was found there, as it is written, cut where it is long; empty when it is about something absent. */
  what: z.string(),
  why: RuleFault,
});
export type RuleMistake = z.infer<typeof RuleMistake>;

/** As many mistakes as are worth reading at once. */
export const mostMistakes = 200;

/** The mistakes of a file, at most `mostMistakes` of them, and how many more there are. */
export const RuleMistakes = z.object({
  mistakes: z.array(RuleMistake),
  more: z.number().int().nonnegative(),
});
export type RuleMistakes = z.infer<typeof RuleMistakes>;
