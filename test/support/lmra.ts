/** The risk assessment of the default templates, all answered with yes. */
import type { RecordAction } from '../../src-main/contract/record.ts';
import { defaultRulebook } from '../../src-main/domain/rules/default-rules.ts';

export const safeLmra: readonly RecordAction[] = defaultRulebook()
  .templates.flatMap(({ checklists }) => checklists)
  .filter(({ kind }) => kind === 'lmra')
  .flatMap(({ key, questions }) =>
    questions.map((one): RecordAction => ({
      kind: 'answer',
      checklist: key,
      question: one.key,
      value: 'yes',
    })),
  );
