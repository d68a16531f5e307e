import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RuleMistake } from '../../../../src-main/contract/rules/rule-mistake.ts';
import { RuleKind, type Rulebook } from '../../../../src-main/contract/rules/rulebook.ts';
import { checkRuleFile } from '../../../../src-main/domain/rule-files/check.ts';
import { composeRules } from '../../../../src-main/domain/rule-files/compose.ts';
import { readRuleText } from '../../../../src-main/domain/rule-files/read.ts';
import { ruleMistakes } from '../../../../src-main/domain/rule-files/rule-mistakes.ts';
import { writeRules } from '../../../../src-main/domain/rule-files/write.ts';
import { defaultRulebook } from '../../../../src-main/domain/rules/default-rules.ts';
import { goodFile, goodKinds } from './breaking.ts';

const anyKind = fc.constantFrom(...RuleKind.options);

/** Bytes, texts and JSON of any kind, and good files with a piece cut out, doubled or replaced. */
const mangled = fc
  .tuple(
    fc.constantFrom(...goodKinds),
    fc.nat(2000),
    fc.nat(40),
    fc.string({ unit: 'grapheme', maxLength: 10 }),
  )
  .map(([kind, at, length, put]) => {
    const text = goodFile(kind);
    return text.slice(0, at) + put + text.slice(at + length);
  });
const encoded = (text: string) => new TextEncoder().encode(text);
const anyFile = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 200 }).map(encoded),
  fc.json().map(encoded),
  fc.constantFrom('[', '{"a":', '"', '\\', ';;;\n"', '[[').map((one) => encoded(one.repeat(5000))),
  mangled.map(encoded),
);

/** A price list in our own form. */
const anyArticles = fc.uniqueArray(
  fc.record({
    article: fc.stringMatching(/^[\w;",-]{1,20}$/),
    description: fc.stringMatching(/^[\w"][\w ;",é-]{0,30}\w$/),
    unit: fc.constantFrom('m', 'stuk'),
    priceCents: fc.nat(10_000_000),
  }),
  { minLength: 1, selector: ({ article }) => article },
);

describe('whatever a file is', () => {
  it('it is rules without a mistake, or named mistakes; it never throws and never touches the rules in force', () => {
    const inForce = defaultRulebook();
    const before = JSON.stringify(inForce);
    fc.assert(
      fc.property(anyKind, anyFile, (kind, bytes) => {
        const { book, mistakes } = checkRuleFile(inForce, kind, bytes);
        if (book) expect(ruleMistakes(book)).toEqual([]);
        else {
          expect(mistakes.mistakes.length).toBeGreaterThan(0);
          for (const mistake of mistakes.mistakes) RuleMistake.parse(mistake);
        }
        expect(JSON.stringify(inForce)).toBe(before);
      }),
      { numRuns: 1000 },
    );
  });

  it('the rules that are composed of it have no mistake', () => {
    const shipped = defaultRulebook();
    const some = fc.constantFrom<readonly [RuleKind, Uint8Array]>(
      ...goodKinds.map((kind) => [kind, encoded(goodFile(kind))] as const),
      [
        'taskTypes',
        encoded(writeRules({ ...shipped, taskTypes: shipped.taskTypes.slice(0, 3) }, 'taskTypes')),
      ],
      [
        'reasonCodes',
        encoded(writeRules({ ...shipped, reasonCodes: shipped.reasonCodes.slice(0, 1) }, 'reasonCodes')),
      ],
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(some, fc.tuple(anyKind, anyFile)), { maxLength: 6 }), (files) => {
        const { book } = composeRules(shipped, new Map(files));
        expect(ruleMistakes(book)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

describe('rules that are written', () => {
  it('are those that ship, which have no mistakes, when they are read back', () => {
    const book = defaultRulebook();
    expect(ruleMistakes(book)).toEqual([]);
    for (const kind of RuleKind.options.filter((one) => book[one as 'labels'].length !== 0)) {
      expect(readRuleText(kind, writeRules(book, kind))).toMatchObject({ mistakes: [], value: book[kind] });
    }
  });

  it('are any price list, when they are read back', () => {
    fc.assert(
      fc.property(anyArticles, (articles) => {
        const book: Rulebook = { ...defaultRulebook(), articles };
        expect(readRuleText('articles', writeRules(book, 'articles'))).toMatchObject({
          mistakes: [],
          value: articles,
        });
      }),
    );
  });
});
