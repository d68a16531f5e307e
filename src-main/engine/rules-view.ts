/** The rules in force, as windows know them. */
import type { RuleFileState, RulesView } from '../contract/rule-file-methods.ts';
import type { Party } from '../contract/rules/party.ts';
import { RuleKind } from '../contract/rules/rulebook.ts';
import type { ComposedRules } from '../domain/rule-files/compose.ts';
import { entriesOf, shippedFileNames } from '../domain/rule-files/kinds.ts';
import type { StoredRuleFile } from '../store/rule-files.ts';

type FileState = Omit<RuleFileState, 'kind' | 'entries'>;

function stateOf(kind: RuleKind, { unfit }: ComposedRules, file: StoredRuleFile | undefined): FileState {
  const misfit = unfit.get(kind) ?? null;
  return {
    source: file && !misfit ? 'imported' : 'shipped',
    fileName: file?.fileName ?? shippedFileNames[kind],
    importedAt: file?.importedAt ?? null,
    importedBy: file?.importedBy ?? null,
    unfit: misfit,
  };
}

/** `files` are all that are kept, those that can't be used among them; labels are those that the party may put on. */
export function rulesView(
  composed: ComposedRules,
  files: ReadonlyMap<RuleKind, StoredRuleFile>,
  party: Party,
): RulesView {
  const { book } = composed;
  return {
    taskTypes: book.taskTypes,
    statuses: book.statusModels.statuses,
    reasonCodes: book.reasonCodes,
    labels: book.labels.filter(({ parties }) => parties.length === 0 || parties.includes(party)),
    priorities: book.priorities,
    files: RuleKind.options.map((kind) => ({
      kind,
      ...stateOf(kind, composed, files.get(kind)),
      entries: entriesOf(book, kind),
    })),
  };
}
