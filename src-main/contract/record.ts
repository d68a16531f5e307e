/**
 * The contractor's own record of an outTask: answers, done work, materials and hours (domain reference 6.7, A-31).
 *
 * Kept on this device and exported, never sent. It only grows: each action is an entry that stays.
 */
import { z } from 'zod';
import { mostCents } from './amount.ts';
import { Template } from './rules/template.ts';
import { Unmet } from './rules/unmet.ts';
import { Names, ruleKey } from './rules/words.ts';

const words = z.string().trim().min(1).max(255);
const cents = z.number().int().nonnegative().max(mostCents);
const lineId = z.uuid();
const moment = z.iso.datetime();

/** Material booked on a task; `article` is that of the price list, null for a line typed by hand. */
export const MaterialLine = z.strictObject({
  lineId,
  article: z.string().max(64).nullable(),
  description: words,
  unit: z.string().trim().min(1).max(16),
  quantity: z.number().positive().max(100_000),
  /** Euro for one unit, in cents. */
  priceCents: cents,
});
export type MaterialLine = z.infer<typeof MaterialLine>;

/** Work booked on a task; `jobCode` is that of the price list, null for a line typed by hand. */
export const HoursLine = z.strictObject({
  lineId,
  person: words,
  jobCode: z.string().max(64).nullable(),
  description: words,
  day: z.iso.date(),
  minutes: z.number().int().min(1).max(1_440),
  /** Euro an hour, in cents. */
  rateCents: cents,
});
export type HoursLine = z.infer<typeof HoursLine>;

/** One thing somebody recorded. Answers are texts: `yes`, `no`, `notApplicable`, a number in digits, an option. */
export const RecordAction = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('answer'),
    checklist: ruleKey,
    question: ruleKey,
    /** Null takes the answer back. */
    value: z.string().trim().min(1).max(2_000).nullable(),
  }),
  z.strictObject({
    kind: z.literal('done'),
    mainTask: ruleKey,
    /** Null is the main task itself. */
    subTask: ruleKey.nullable(),
    done: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('addTemplate'), template: ruleKey }),
  z.strictObject({ kind: z.literal('removeTemplate'), template: ruleKey }),
  z.strictObject({ kind: z.literal('bookMaterial'), line: MaterialLine }),
  z.strictObject({ kind: z.literal('bookHours'), line: HoursLine }),
  z.strictObject({ kind: z.literal('removeLine'), lineId }),
]);
export type RecordAction = z.infer<typeof RecordAction>;

/** An action with who took it and when. */
export const RecordEntry = z.object({ action: RecordAction, at: moment, by: z.string() });
export type RecordEntry = z.infer<typeof RecordEntry>;

const Answer = z.object({
  checklist: z.string(),
  question: z.string(),
  value: z.string(),
  at: moment,
  by: z.string(),
});
export type Answer = z.infer<typeof Answer>;
const Done = z.object({ mainTask: z.string(), subTask: z.string().nullable(), at: moment, by: z.string() });
export type Done = z.infer<typeof Done>;

/** What all entries of a task come to. */
export const TaskRecord = z.object({
  /** Templates added by hand; the automatic ones are not in here. */
  templates: z.array(z.string()),
  answers: z.array(Answer),
  done: z.array(Done),
  materials: z.array(MaterialLine),
  hours: z.array(HoursLine),
});
export type TaskRecord = z.infer<typeof TaskRecord>;

/** What an entry of the history is about, and what was said of it; `value` null takes an answer back. */
export const RecordSubject = z.object({ names: Names, value: z.string().nullable() });
export type RecordSubject = z.infer<typeof RecordSubject>;

/** The record of a task as its detail shows it. */
export const RecordView = z.object({
  record: TaskRecord,
  /** Those that apply, with their main tasks, checklists and required files. */
  templates: z.array(Template),
  /** Those that could be added by hand. */
  available: z.array(Template),
  /** What is still open, by the condition that asks for it. */
  open: z.object({
    lmra: z.array(Unmet),
    checklists: z.array(Unmet),
    mainTasks: z.array(Unmet),
    attachments: z.array(Unmet),
  }),
  materialCents: z.number().int(),
  hoursCents: z.number().int(),
  minutes: z.number().int(),
  /** When the work was last interrupted: answers of a risk assessment from before do not count any more. */
  interruptedAt: moment.nullable(),
  /** Who records here: the first guess of whose hours are booked. */
  me: z.string(),
});
export type RecordView = z.infer<typeof RecordView>;
