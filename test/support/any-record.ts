/** What a contractor may record on a task of the default rules: actions, sensible or not. */
import fc from 'fast-check';
import type { RecordAction } from '../../src-main/contract/record.ts';
import { defaultRulebook } from '../../src-main/domain/rules/default-rules.ts';

const book = defaultRulebook();
const templates = book.templates.map(({ key }) => key);
const questions = book.templates.flatMap(({ checklists }) =>
  checklists.flatMap((list) => list.questions.map(({ key }) => ({ checklist: list.key, question: key }))),
);
const mainTasks = book.templates.flatMap((template) =>
  template.mainTasks.flatMap(({ key, subTasks }) => [
    { mainTask: key, subTask: null },
    ...subTasks.map((one) => ({ mainTask: key, subTask: one.key })),
  ]),
);
const lineId = fc.nat(5).map((nth) => `00000000-0000-4000-8000-00000000000${nth}`);
const text = fc.string({ minLength: 1, maxLength: 8 }).filter((typed) => typed.trim() !== '');

export const anyAction: fc.Arbitrary<RecordAction> = fc.oneof(
  fc
    .tuple(fc.constantFrom(...questions), fc.constantFrom('yes', 'no', 'tekst', null))
    .map(([asked, value]): RecordAction => ({ kind: 'answer', ...asked, value })),
  fc
    .tuple(fc.constantFrom(...mainTasks), fc.boolean())
    .map(([part, done]): RecordAction => ({ kind: 'done', ...part, done })),
  fc
    .tuple(fc.constantFrom('addTemplate' as const, 'removeTemplate' as const), fc.constantFrom(...templates))
    .map(([kind, template]): RecordAction => ({ kind, template })),
  fc
    .record({
      lineId,
      article: fc.constant(null),
      description: text,
      unit: fc.constantFrom('m', 'stuk'),
      quantity: fc.integer({ min: 1, max: 400 }).map((tenths) => tenths / 10),
      priceCents: fc.nat(9_999),
    })
    .map((line): RecordAction => ({ kind: 'bookMaterial', line })),
  fc
    .record({
      lineId,
      person: text,
      jobCode: fc.constant(null),
      description: text,
      day: fc.constant('2026-11-23'),
      minutes: fc.integer({ min: 1, max: 1_440 }),
      rateCents: fc.nat(9_999),
    })
    .map((line): RecordAction => ({ kind: 'bookHours', line })),
  lineId.map((id): RecordAction => ({ kind: 'removeLine', lineId: id })),
);
