/** What differs from kind to kind of rules when they are files. */
import type { Rulebook, RuleKind } from '../../contract/rules/rulebook.ts';

/** The name of the file that rules are exported to when they were never imported. */
export const shippedFileNames: Readonly<Record<RuleKind, string>> = {
  taskTypes: 'task-types.json',
  statusModels: 'status-models.json',
  reasonCodes: 'reason-codes.json',
  labels: 'labels.json',
  priorities: 'priorities.json',
  workForms: 'work-forms.json',
  templates: 'templates.json',
  articles: 'articles.csv',
  hourlyRates: 'hourly-rates.csv',
};

/** How many models, codes, forms or lines a book has of a kind. */
export function entriesOf(book: Rulebook, kind: RuleKind): number {
  return kind === 'statusModels' ? book.statusModels.models.length : book[kind].length;
}
