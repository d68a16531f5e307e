/** A file of rules in place of those in force: what would be wrong, or the rules as they would be. Pure. */
import { pointer } from '../../contract/pointer.ts';
import {
  mostMistakes,
  type RuleFaultCode,
  type RuleMistake,
  type RuleMistakes,
} from '../../contract/rules/rule-mistake.ts';
import type { Rulebook, RuleKind } from '../../contract/rules/rulebook.ts';
import type { Path } from './json-text.ts';
import { readRuleFile } from './read.ts';
import { mistakeAt, type RuleReading } from './reading.ts';
import { ruleFindings, whatIsAt } from './rule-mistakes.ts';
import type { Finding, Ground } from './together/finding.ts';

export type RuleCheck = { book: Rulebook; mistakes: null } | { book: null; mistakes: RuleMistakes };

/** As many as are worth reading at once, in the order of the file; those in other rules come after. */
export function firstMistakes(kind: RuleKind, mistakes: readonly RuleMistake[]): RuleMistakes {
  const sorted = [...mistakes].sort(
    (one, other) =>
      Number(one.kind !== kind) - Number(other.kind !== kind) ||
      (one.line ?? 0) - (other.line ?? 0) ||
      (one.column ?? 0) - (other.column ?? 0),
  );
  return { mistakes: sorted.slice(0, mostMistakes), more: Math.max(0, sorted.length - mostMistakes) };
}

/** What is said of the ways through a model: it takes the whole model to know. */
const ofWays: readonly RuleFaultCode[] = [
  'STATUS_UNREACHABLE',
  'END_WITHOUT_WAY_IN',
  'NO_WAY_TO_AN_END',
  'STATUS_WITHOUT_WAY_OUT',
];

/**
 * What has mistakes of its own is not in the book that is checked (`sound-part.ts`), so what is said of the rest
 * counts, but not that something is missing. `path` is that in the file.
 */
function isSure(found: Finding, path: Path, kind: RuleKind, own: readonly RuleMistake[]): boolean {
  if (own.length === 0) return true;
  const { code } = found.why;
  if (found.kind !== kind || code === 'DEFAULT_PRIORITIES') return false;
  const isBroken = (part: string) => own.some((mistake) => mistake.pointer?.startsWith(part) ?? false);
  if (code === 'STATUS_UNDECLARED') return !isBroken('/statuses');
  if (code === 'MODELS_AMBIGUOUS') return !isBroken('/models');
  return !ofWays.includes(code) || !isBroken(`${pointer(path.slice(0, 2))}/`);
}

/** The mistakes of a book in which the file of `reading` is; those of other kinds have no line. */
export function together(kind: RuleKind, book: Rulebook, reading: RuleReading<RuleKind>): RuleMistake[] {
  const inFile = (path: Finding['path']) => reading.pathInFile(path);
  const ground: Ground = {
    book,
    lineOf: (of, path) => (of === kind ? (reading.placeOf(inFile(path))?.line ?? null) : null),
    pointerOf: (of, path) => pointer(of === kind ? inFile(path) : path),
  };
  return ruleFindings(ground)
    .filter((found) => isSure(found, inFile(found.path), kind, reading.mistakes))
    .map((found) => {
      const ours = found.kind === kind;
      const path = ours ? inFile(found.path) : found.path;
      const place = ours ? reading.placeOf(path) : null;
      return mistakeAt(found.kind, place, pointer(path), whatIsAt(book, found), found.why);
    });
}

/**
 * Checks a file against the rules in force; `book` is those with the file in place of what they have of its kind.
 * Every mistake is named: those of the file by line, those it would make of other rules by pointer. Never throws.
 */
export function checkRuleFile(inForce: Rulebook, kind: RuleKind, bytes: Uint8Array): RuleCheck {
  const reading = readRuleFile(kind, bytes);
  const book = reading.value === null ? null : { ...inForce, [kind]: reading.value };
  const mistakes = book ? [...reading.mistakes, ...together(kind, book, reading)] : reading.mistakes;
  if (book && mistakes.length === 0) return { book, mistakes: null };
  return { book: null, mistakes: firstMistakes(kind, mistakes) };
}
