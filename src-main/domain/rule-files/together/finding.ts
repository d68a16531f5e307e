/** What the checks of a whole rulebook work on, and what they find. */
import { pointer } from '../../../contract/pointer.ts';
import type { RuleFault } from '../../../contract/rules/rule-mistake.ts';
import type { Rulebook, RuleKind } from '../../../contract/rules/rulebook.ts';
import type { Path } from '../json-text.ts';

export interface Finding {
  kind: RuleKind;
  path: Path;
  why: RuleFault;
}

export interface Ground {
  book: Rulebook;
  /** The line on which something stands, where the file of its kind is at hand. */
  lineOf: (kind: RuleKind, path: Path) => number | null;
  /** The pointer of a path, in the file of its kind. */
  pointerOf: (kind: RuleKind, path: Path) => string;
}

/** A book by itself, without files. */
export const groundOf = (book: Rulebook): Ground => ({
  book,
  lineOf: () => null,
  pointerOf: (_kind, path) => pointer(path),
});

export interface Named {
  name: string;
  path: Path;
}

/** Names of which there must be one each: those that were there before, with where they first stood. */
export function namesTwice({ lineOf, pointerOf }: Ground, kind: RuleKind, all: readonly Named[]): Finding[] {
  const first = new Map<string, Path>();
  return all.flatMap(({ name, path }) => {
    const before = first.get(name);
    if (before === undefined) {
      first.set(name, path);
      return [];
    }
    const why = {
      code: 'TWICE',
      firstLine: lineOf(kind, before),
      firstPointer: pointerOf(kind, before),
    } as const;
    return [{ kind, path, why }];
  });
}

/** A list of texts with the path of each. */
export const each = (list: readonly string[], at: Path): Named[] =>
  list.map((name, index) => ({ name, path: [...at, index] }));
