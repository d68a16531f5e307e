/** The rules in force: those that ship, with the imported files over them. Pure. */
import type { RuleMistakes } from '../../contract/rules/rule-mistake.ts';
import type { Rulebook, RuleKind } from '../../contract/rules/rulebook.ts';
import { firstMistakes, together } from './check.ts';
import { readRuleFile } from './read.ts';
import type { RuleReading } from './reading.ts';

export interface ComposedRules {
  book: Rulebook;
  /** The files that could not be used: they were taken by an earlier version, by other rules than these. */
  unfit: ReadonlyMap<RuleKind, RuleMistakes>;
}

type Fitting = ReadonlyMap<RuleKind, RuleReading<RuleKind>>;

function overlay(shipped: Rulebook, fitting: Fitting): Rulebook {
  const values = [...fitting].map(([kind, { value }]) => [kind, value] as const);
  return { ...shipped, ...Object.fromEntries(values) };
}

/** The mistakes a book has, by the file they are in; files of which nothing is said are left out. */
function guilty(book: Rulebook, fitting: Fitting): Map<RuleKind, RuleMistakes> {
  const found = new Map<RuleKind, RuleMistakes>();
  for (const [kind, reading] of fitting) {
    const own = together(kind, book, reading).filter((mistake) => mistake.kind === kind);
    if (own.length > 0) found.set(kind, firstMistakes(kind, own));
  }
  return found;
}

/**
 * Lays imported files over the rules that ship. A file with mistakes is left out, and so are files that do not fit
 * the rest: first those in which the misfit is, and where it is in what ships, all of them. Never throws; with no
 * files it is the rules that ship.
 */
export function composeRules(shipped: Rulebook, files: ReadonlyMap<RuleKind, Uint8Array>): ComposedRules {
  const unfit = new Map<RuleKind, RuleMistakes>();
  let fitting: Fitting = new Map([...files].map(([kind, bytes]) => [kind, readRuleFile(kind, bytes)]));
  for (const [kind, { mistakes }] of fitting) {
    if (mistakes.length > 0) unfit.set(kind, firstMistakes(kind, mistakes));
  }
  for (;;) {
    fitting = new Map([...fitting].filter(([kind]) => !unfit.has(kind)));
    const book = overlay(shipped, fitting);
    const [first] = fitting;
    const all = first ? together(first[0], book, first[1]) : [];
    if (all.length === 0) return { book, unfit };
    const named = guilty(book, fitting);
    for (const kind of named.size > 0 ? named.keys() : fitting.keys()) {
      unfit.set(kind, named.get(kind) ?? firstMistakes(kind, all));
    }
  }
}
