/** The rules as they ship, as far as the order of values goes. */
import { RulesView } from '../../src-main/contract/rule-file-methods.ts';
import { defaultRulebook } from '../../src-main/domain/rules/default-rules.ts';

const book = defaultRulebook();

export const shippedView = RulesView.parse({
  taskTypes: book.taskTypes,
  statuses: book.statusModels.statuses,
  reasonCodes: book.reasonCodes,
  labels: book.labels,
  priorities: book.priorities,
  files: [],
});
