/** Price lists from CSV: materials by the unit, work by the hour (domain reference 6.7, A-31). Pure. */
import type { RuleFault, RuleMistake } from '../../contract/rules/rule-mistake.ts';
import type { Rulebook } from '../../contract/rules/rulebook.ts';
import { centsOf } from '../../contract/amount.ts';
import { csvLines, type CsvCell, type CsvLine } from '../csv-lines.ts';
import { mistakeAt, type RuleReading } from './reading.ts';
import { shown } from './text.ts';

export type PriceListKind = 'articles' | 'hourlyRates';

interface Column {
  /** As the field is called; also the name in the header that we write. */
  name: string;
  /** Other names in a header, without regard to case. */
  also: readonly string[];
  /** At most so many characters; an amount has none. */
  longest: number | null;
}

/** Of each list: the columns, of which the first is the key of a line and the last the amount. */
export const columns: Readonly<Record<PriceListKind, readonly Column[]>> = {
  articles: [
    { name: 'article', also: ['artikel'], longest: 64 },
    { name: 'description', also: ['omschrijving'], longest: 255 },
    { name: 'unit', also: ['eenheid'], longest: 16 },
    { name: 'price', also: ['prijs'], longest: null },
  ],
  hourlyRates: [
    { name: 'jobCode', also: ['code'], longest: 64 },
    { name: 'description', also: ['omschrijving'], longest: 255 },
    { name: 'rate', also: ['tarief'], longest: null },
  ],
};

type Found = (line: number, column: number | null, what: string, why: RuleFault) => void;
type Whole = Extract<CsvLine, { fault: null }>;

const isNamed = (column: Column, cell: CsvCell) =>
  [column.name, ...column.also].some((name) => name.toLowerCase() === cell.text.toLowerCase());

/** The other list, when the header is wholly that of it: somebody took the wrong file. */
function otherList(kind: PriceListKind, { cells }: Whole): PriceListKind | null {
  const other = kind === 'articles' ? 'hourlyRates' : 'articles';
  const has = (of: PriceListKind) =>
    columns[of].every((column) => cells.some((cell) => isNamed(column, cell)));
  return has(other) && !has(kind) ? other : null;
}

/** Where each column is in the header, or null when the header lacks any. */
function positions(kind: PriceListKind, header: Whole, found: Found): Map<Column, number> | null {
  const known = columns[kind];
  const at = new Map<Column, number>();
  for (const [index, cell] of header.cells.entries()) {
    const column = known.find((one) => isNamed(one, cell));
    const first = column && at.get(column);
    if (!column) {
      found(header.line, cell.column, shown(cell.text), {
        code: 'COLUMN_UNKNOWN',
        known: known.map((one) => one.name),
      });
    } else if (first === undefined) at.set(column, index);
    else {
      const why = { code: 'COLUMN_TWICE', firstColumn: header.cells[first]?.column ?? 1 } as const;
      found(header.line, cell.column, shown(cell.text), why);
    }
  }
  for (const column of known) {
    if (at.has(column)) continue;
    found(header.line, null, '', { code: 'COLUMN_MISSING', column: column.name, accepted: [...column.also] });
  }
  return at.size === known.length ? at : null;
}

/** The value of a cell: its text, or the cents of an amount; null with a mistake. */
function valueOf(column: Column, cell: CsvCell, line: number, found: Found): string | number | null {
  const complain = (why: RuleFault) => {
    found(line, cell.column, shown(cell.text), why);
    return null;
  };
  if (cell.text === '') return complain({ code: 'CELL_EMPTY', column: column.name });
  if (column.longest === null) {
    const amount = centsOf(cell.text);
    return 'cents' in amount ? amount.cents : complain(amount.fault);
  }
  if (cell.text.length > column.longest) return complain({ code: 'TEXT_TOO_LONG', most: column.longest });
  return cell.text;
}

/** Reads a price list. Never throws. */
export function readPriceList<Kind extends PriceListKind>(kind: Kind, text: string): RuleReading<Kind> {
  const mistakes: RuleMistake[] = [];
  const found: Found = (line, column, what, why) => {
    const place = { line, column: column ?? 1 };
    mistakes.push({ ...mistakeAt(kind, place, null, what, why), column });
  };
  const finish = (values: unknown[] | null): RuleReading<Kind> => ({
    value: values as Rulebook[Kind] | null,
    mistakes,
    placeOf: () => null,
    pathInFile: (path) => path,
  });

  const [header, ...lines] = csvLines(text);
  if (!header) found(1, null, '', { code: 'FILE_EMPTY' });
  for (const one of [header, ...lines]) {
    if (one?.fault) found(one.line, one.column, shown(one.what), { code: one.fault });
  }
  if (!header || header.fault) return finish(null);
  const other = otherList(kind, header);
  if (other) {
    const what = shown(header.cells.map((cell) => cell.text).join(' | '));
    found(header.line, null, what, { code: 'OTHER_LIST', kind: other });
    return finish(null);
  }
  const at = positions(kind, header, found);
  if (lines.length === 0) found(header.line, null, '', { code: 'NO_LINES' });
  if (!at) return finish(null);

  const [key] = columns[kind];
  const firstLines = new Map<string, number>();
  const values = lines.map((line) => {
    if (line.fault) return null;
    const { cells } = line;
    if (cells.length !== header.cells.length) {
      const why = { code: 'CELL_COUNT', expected: header.cells.length, found: cells.length } as const;
      found(line.line, null, shown(cells.map((cell) => cell.text).join(' | ')), why);
      return null;
    }
    const entry = [...at].map(([column, index]) => {
      const cell = cells[index] ?? { text: '', column: 1 };
      const value = valueOf(column, cell, line.line, found);
      if (column === key && value !== null) notTwice(String(value), cell.column, line.line);
      return [column.longest === null ? `${column.name}Cents` : column.name, value] as const;
    });
    return entry.some(([, value]) => value === null) ? null : Object.fromEntries(entry);
  });

  function notTwice(value: string, column: number, line: number): void {
    const firstLine = firstLines.get(value);
    if (firstLine === undefined) firstLines.set(value, line);
    else found(line, column, shown(value), { code: 'TWICE', firstLine, firstPointer: null });
  }

  mistakes.sort((one, other) => (one.line ?? 0) - (other.line ?? 0));
  return finish(values.filter((value) => value !== null));
}
