/**
 * CSV with places. Pure.
 *
 * Each line is parsed by itself: a quote that is not closed spoils its own line and not all that follow, and every
 * mistake has the line that people see in their editor. A cell with a line break in it is thereby refused.
 */
import { CsvError, parse } from 'csv-parse/sync';

export interface CsvCell {
  text: string;
  /** Of its first character in the line, from 1. */
  column: number;
}

export type CsvLine =
  | { line: number; cells: CsvCell[]; fault: null }
  | { line: number; column: number; what: string; fault: 'QUOTE_UNENDED' | 'QUOTE_MISPLACED' };

const delimiters = [';', ',', '\t'] as const;
type Delimiter = (typeof delimiters)[number];

/** The delimiter of a header: the one that stands in it most. */
function delimiterOf(header: string): Delimiter {
  const counts = delimiters.map((one) => header.split(one).length);
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ';';
}

/** Where the cells of a line begin, counted from 0: after each delimiter that is not in quotes. */
function starts(line: string, delimiter: Delimiter): number[] {
  const found = [0];
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '"') quoted = !quoted;
    if (line[at] === delimiter && !quoted) found.push(at + 1);
  }
  return found;
}

function cellsOf(line: string, delimiter: Delimiter): CsvCell[] {
  const [texts = []] = parse(line, { delimiter, relax_column_count: true, record_delimiter: '\n' });
  const places = starts(line, delimiter);
  return texts.map((cell, at) => {
    const start = places[at] ?? 0;
    const blank = /^\s*/.exec(line.slice(start).split(delimiter)[0] ?? '')?.[0].length ?? 0;
    return { text: cell.trim(), column: start + blank + 1 };
  });
}

function broken(line: number, source: string, delimiter: Delimiter, thrown: CsvError): CsvLine {
  const unended = thrown.code === 'CSV_QUOTE_NOT_CLOSED';
  const column = starts(source, delimiter).at(unended ? -1 : Number(thrown['column'] ?? 0)) ?? 0;
  return {
    line,
    column: column + 1,
    what: source.slice(column),
    fault: unended ? 'QUOTE_UNENDED' : 'QUOTE_MISPLACED',
  };
}

const lineEnd = /\r\n|\r|\n/;

/** How many lines of a text have anything on them, and how long the longest is; costs little, whatever is in it. */
export function csvSize(text: string): { lines: number; longest: number } {
  const lines = text.split(lineEnd);
  return {
    lines: lines.filter((line) => /[^\s;,]/.test(line)).length,
    longest: lines.reduce((longest, line) => Math.max(longest, line.length), 0),
  };
}

/** The lines of a text that have anything on them, the header first. Never throws. */
export function csvLines(text: string): CsvLine[] {
  const lines = text.split(lineEnd);
  const delimiter = delimiterOf(lines.find((line) => line.trim() !== '') ?? '');
  return lines.flatMap((source, at): CsvLine[] => {
    if (source.trim() === '') return [];
    const line = at + 1;
    try {
      const cells = cellsOf(source, delimiter);
      // Spreadsheets write lines of delimiters alone below what was filled in.
      return cells.every((cell) => cell.text === '') ? [] : [{ line, cells, fault: null }];
    } catch (thrown) {
      if (thrown instanceof CsvError) return [broken(line, source, delimiter, thrown)];
      throw thrown;
    }
  });
}
