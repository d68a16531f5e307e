/**
 * The checks that no file can be put to by itself: rules against each other and against the document. Pure.
 *
 * Invariant: a book that is in force has none of these mistakes.
 */
import { pointer, read } from '../../contract/pointer.ts';
import type { RuleMistake } from '../../contract/rules/rule-mistake.ts';
import type { Rulebook } from '../../contract/rules/rulebook.ts';
import { mistakeAt } from './reading.ts';
import { shown } from './text.ts';
import { catalogueFindings } from './together/catalogues.ts';
import { groundOf, type Finding, type Ground } from './together/finding.ts';
import { statusModelFindings } from './together/status-models.ts';
import { templateFindings } from './together/templates.ts';
import { workFormFindings } from './together/work-forms.ts';

export function ruleFindings(ground: Ground): Finding[] {
  return [
    ...catalogueFindings(ground),
    ...statusModelFindings(ground),
    ...workFormFindings(ground),
    ...templateFindings(ground),
  ];
}

/** What was found there: of a whole model, form or file, its name would be, or nothing. */
export function whatIsAt(book: Rulebook, { kind, path }: Finding): string {
  const value = read(book[kind], pointer(path));
  if (typeof value !== 'object' || value === null) return shown(value);
  if (Array.isArray(value)) return path.length > 0 ? shown(value) : '';
  return 'name' in value ? shown(value.name) : '';
}

/** What is wrong with a book that is in no file. */
export function ruleMistakes(book: Rulebook): RuleMistake[] {
  return ruleFindings(groundOf(book)).map((found) =>
    mistakeAt(found.kind, null, pointer(found.path), whatIsAt(book, found), found.why),
  );
}
