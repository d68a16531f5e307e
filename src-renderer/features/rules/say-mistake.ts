/** A mistake of a file in the words of one language, and a list of them as a text that can be passed on. */
import type { RuleMistake } from '@contract/rules/rule-mistake.ts';
import type { RuleKind } from '@contract/rules/rulebook.ts';
import type { Texts } from '../../messages/en.ts';
import { sayFault } from '../../messages/say.ts';

export interface SaidMistake {
  line: string;
  column: string;
  /** The pointer, and of other rules than those of the file which. */
  pointer: string;
  what: string;
  why: string;
}

/** `kind` is that of the file that was read. */
export function sayMistake(texts: Texts, kind: RuleKind, mistake: RuleMistake): SaidMistake {
  const elsewhere = mistake.kind === kind ? [] : [texts.rules.inOther(texts.rules.kinds[mistake.kind])];
  return {
    line: mistake.line === null ? '' : String(mistake.line),
    column: mistake.column === null ? '' : String(mistake.column),
    pointer: [...(mistake.pointer ? [mistake.pointer] : []), ...elsewhere].join(' '),
    what: mistake.what,
    why: sayFault(texts, mistake.why),
  };
}

/** Columns with tabs between them, as a spreadsheet and a mail take it. */
export function mistakesAsText(texts: Texts, kind: RuleKind, mistakes: readonly RuleMistake[]): string {
  const { columns } = texts.rules;
  const rows = [columns, ...mistakes.map((mistake) => sayMistake(texts, kind, mistake))];
  return rows
    .map(({ line, column, pointer, what, why }) => [line, column, pointer, what, why].join('\t'))
    .join('\n');
}
