/** Rules as a file, where they did not come from one. Pure. */
import type { Rulebook, RuleKind } from '../../contract/rules/rulebook.ts';
import { amountOf } from '../../contract/amount.ts';
import { columns } from './price-list.ts';
import { isPriceList } from './read.ts';

/** Quoted where it has to be. */
function cell(text: string): string {
  return /[;"\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The text of the rules of a kind; read again it gives the same rules. A price list without lines is its header. */
export function writeRules(book: Rulebook, kind: RuleKind): string {
  if (!isPriceList(kind)) return `${JSON.stringify(book[kind], null, 2)}\n`;
  const lines = book[kind].map((line: object) => {
    const values = new Map(Object.entries(line));
    return columns[kind].map(({ name, longest }) =>
      longest === null ? amountOf(Number(values.get(`${name}Cents`))) : cell(String(values.get(name))),
    );
  });
  return [columns[kind].map(({ name }) => name), ...lines].map((line) => `${line.join(';')}\n`).join('');
}
