/** Actions on a record as tests write them, and the record that comes of them. */
import type { RecordAction, TaskRecord } from '../../src-main/contract/record.ts';
import { defaultRulebook } from '../../src-main/domain/rules/default-rules.ts';
import { recordOf } from '../../src-main/domain/records/fold.ts';

export const recordedBy = 'Sanne de Vries';

export const entry = (action: RecordAction, at = '2026-11-23T08:00:00Z') => ({ action, at, by: recordedBy });

export const recordAfter = (actions: readonly RecordAction[]): TaskRecord =>
  recordOf(actions.map((action) => entry(action)));

export const answer = (checklist: string, question: string, value: string | null): RecordAction => ({
  kind: 'answer',
  checklist,
  question,
  value,
});

/** The risk assessment of the default templates, all answered with yes. */
export const safeLmra: readonly RecordAction[] = defaultRulebook()
  .templates.flatMap(({ checklists }) => checklists)
  .filter(({ kind }) => kind === 'lmra')
  .flatMap(({ key, questions }) => questions.map((one) => answer(key, one.key, 'yes')));
