/** The rules in force, as windows know them. */
import type { RuleFileState, RulesView } from '../contract/rule-file-methods.ts';
import { RuleKind, type Rulebook } from '../contract/rules/rulebook.ts';
import { entriesOf, shippedFileNames } from '../domain/rule-files/kinds.ts';

/** What is known of the imported file of a kind; nothing is, of what ships. */
export type ImportedState = Pick<
  RuleFileState,
  'source' | 'fileName' | 'importedAt' | 'importedBy' | 'unfit'
>;

const shipped = (kind: RuleKind): ImportedState => ({
  source: 'shipped',
  fileName: shippedFileNames[kind],
  importedAt: null,
  importedBy: null,
  unfit: null,
});

export function rulesView(book: Rulebook, imported: ReadonlyMap<RuleKind, ImportedState>): RulesView {
  return {
    taskTypes: book.taskTypes,
    statuses: book.statusModels.statuses,
    reasonCodes: book.reasonCodes,
    labels: book.labels,
    priorities: book.priorities,
    files: RuleKind.options.map((kind) => ({
      kind,
      ...(imported.get(kind) ?? shipped(kind)),
      entries: entriesOf(book, kind),
    })),
  };
}
