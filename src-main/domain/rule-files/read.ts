/** Reads a file of rules of any kind. Pure. */
import { mostRuleFileBytes } from '../../contract/rules/rule-file.ts';
import type { RuleMistake } from '../../contract/rules/rule-mistake.ts';
import type { RuleKind } from '../../contract/rules/rulebook.ts';
import { readJsonRules, type JsonKind } from './json-rules.ts';
import { readPriceList, type PriceListKind } from './price-list.ts';
import { mistakeAt, type RuleReading } from './reading.ts';
import { decode } from './text.ts';

export const isPriceList = (kind: RuleKind): kind is PriceListKind =>
  kind === 'articles' || kind === 'hourlyRates';

/** Reads the text of a file; the byte order mark, if it had one, is not part of it. Never throws. */
export function readRuleText(kind: RuleKind, text: string): RuleReading<RuleKind> {
  return isPriceList(kind) ? readPriceList(kind, text) : readJsonRules<JsonKind>(kind, text);
}

/** Reads the bytes of a file. Never throws: whatever it is, what comes back is rules or named mistakes. */
export function readRuleFile(kind: RuleKind, bytes: Uint8Array): RuleReading<RuleKind> {
  const refused = (mistakes: RuleMistake[]): RuleReading<RuleKind> => ({
    value: null,
    mistakes,
    placeOf: () => null,
    pathInFile: (path) => path,
  });
  if (bytes.length > mostRuleFileBytes) {
    return refused([mistakeAt(kind, null, null, '', { code: 'FILE_TOO_LARGE', most: mostRuleFileBytes })]);
  }
  // No text has a zero byte; a picture or a workbook has one near its beginning.
  if (bytes.includes(0)) return refused([mistakeAt(kind, null, null, '', { code: 'NOT_TEXT' })]);
  const { text, invalid } = decode(bytes);
  if (invalid.length === 0) return readRuleText(kind, text);
  return refused(invalid.map((found) => mistakeAt(kind, found, null, found.bytes, { code: 'NOT_UTF8' })));
}
