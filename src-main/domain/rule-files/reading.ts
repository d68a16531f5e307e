/** What reading a file of rules comes to, whatever it is written in. */
import type { RuleFault, RuleMistake } from '../../contract/rules/rule-mistake.ts';
import type { Rulebook, RuleKind } from '../../contract/rules/rulebook.ts';
import type { Path } from './json-text.ts';
import type { Place } from './text.ts';

/** Where something of the rules stands in a file; null when it is in no file that is known. */
export type PlaceOf = (path: Path) => Place | null;

export interface RuleReading<Kind extends RuleKind> {
  /**
   * The rules; with mistakes, the part of them that has none, so that it can be checked further. Null when there is
   * nothing to check.
   */
  value: Rulebook[Kind] | null;
  mistakes: RuleMistake[];
  placeOf: PlaceOf;
  /** The path in the file of a path in `value`, which lacks what has mistakes. */
  pathInFile: (path: Path) => Path;
}

/** A mistake at a place of the file. */
export function mistakeAt(
  kind: RuleKind,
  place: Place | null,
  pointer: string | null,
  what: string,
  why: RuleFault,
): RuleMistake {
  return { kind, line: place?.line ?? null, column: place?.column ?? null, pointer, what, why };
}
