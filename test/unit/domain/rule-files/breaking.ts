/** Good files of rules, and ways of breaking them. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect } from 'vitest';
import type {
  RuleFault,
  RuleMistake,
  RuleMistakes,
} from '../../../../src-main/contract/rules/rule-mistake.ts';
import type { RuleKind } from '../../../../src-main/contract/rules/rulebook.ts';
import { checkRuleFile } from '../../../../src-main/domain/rule-files/check.ts';
import { defaultRulebook } from '../../../../src-main/domain/rules/default-rules.ts';

export const goodFiles = {
  labels: 'labels.json',
  reasonCodes: 'reason-codes.json',
  statusModels: 'status-models.json',
  workForms: 'work-forms.json',
  articles: 'articles.csv',
  hourlyRates: 'hourly-rates.csv',
} satisfies Partial<Record<RuleKind, string>>;

export const goodKinds = Object.keys(goodFiles) as (keyof typeof goodFiles)[];

export function goodFile(kind: keyof typeof goodFiles): string {
  return readFileSync(resolve(import.meta.dirname, '../../../fixtures/rules', goodFiles[kind]), 'utf8');
}

/** What a break must lead to: each mistake by line and column, pointer, what was found, and why it is none. */
export type Expected = [
  line: number | null,
  column: number | null,
  pointer: string | null,
  what: string,
  why: RuleFault,
];

export interface Break {
  name: string;
  /** What stands once in the good file, and what stands there instead. */
  change: [find: string, put: string][];
  leadsTo: Expected[];
}

export function broken(text: string, change: Break['change']): string {
  return change.reduce((changed, [find, put]) => {
    expect(changed.split(find), `"${find}" stands once in the file`).toHaveLength(2);
    return changed.replace(find, () => put);
  }, text);
}

export function mistakesOf(kind: RuleKind, file: string | Uint8Array): RuleMistakes {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file;
  return checkRuleFile(defaultRulebook(), kind, bytes).mistakes ?? { mistakes: [], more: 0 };
}

export const toExpected = ({ line, column, pointer, what, why }: RuleMistake): Expected => [
  line,
  column,
  pointer,
  what,
  why,
];

/** The mistakes of a good file that is broken this way, which all have to be in the rules of its own kind. */
export function resultOf(kind: keyof typeof goodFiles, { change }: Pick<Break, 'change'>): Expected[] {
  const { mistakes } = mistakesOf(kind, broken(goodFile(kind), change));
  expect(mistakes.map((mistake) => mistake.kind)).toEqual(mistakes.map(() => kind));
  return mistakes.map(toExpected);
}

/** The mistakes of a file that is broken in several ways at once, and those that each way leads to by itself. */
export function brokenTogether(
  kind: keyof typeof goodFiles,
  breaks: readonly Break[],
  names: readonly string[],
) {
  const chosen = names.map((name) => {
    const found = breaks.find((one) => one.name === name);
    if (!found) throw new Error(`there is no break "${name}"`);
    return found;
  });
  const inOrder = (all: readonly Expected[]) =>
    [...all].sort(([line, column], [otherLine, otherColumn]) =>
      line === otherLine ? (column ?? 0) - (otherColumn ?? 0) : (line ?? 0) - (otherLine ?? 0),
    );
  return {
    found: inOrder(resultOf(kind, { change: chosen.flatMap(({ change }) => change) })),
    expected: inOrder(chosen.flatMap(({ leadsTo }) => leadsTo)),
  };
}
