/**
 * A list as a CSV file that a Dutch Excel opens right with a double click: semicolons, CRLF, UTF-8 with its mark, dates as
 * 23-11-2026 14:30 in Dutch time, codes as texts. Pure.
 */
import { isMomentColumn, type ListColumn } from '@contract/list/columns.ts';
import type { TaskRow } from '@contract/task-view.ts';
import { wallTimeOf } from '@contract/zoned.ts';
import { cellText, type Wording } from '../lists/value-text.ts';

const byteOrderMark = '\uFEFF';
const lineEnd = '\r\n';

/** What Excel shows as it was written: a whole number without leading zeros that is not too long for it. */
const plainNumber = /^(0|[1-9]\d{0,10})$/;
/** Excel makes a number, a date or a time of these: 0012, 12E34, 1-11, 10/11, +31612345678. */
const looksLikeNumber = /^(?=.*\d)[\d\s+\-.,/:%€eE]+$/;
/** And of a name of a month with digits, in Dutch and in English: MAR1, 3 okt. */
const looksLikeDate =
  /^(\d{1,4}[\s\-/.]?)?(jan|feb|mrt|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)[a-z]*[\s\-/.]?(\d{1,4})?$/i;
/** What Excel would take for a formula. */
const looksLikeFormula = /^[=@\t\r+-]/;

function takenForAnother(text: string): boolean {
  if (plainNumber.test(text)) return false;
  return looksLikeNumber.test(text) || (/\d/.test(text) && looksLikeDate.test(text));
}

/** One cell. */
export function csvCell(text: string): string {
  const harmless = () => (looksLikeFormula.test(text) ? `'${text}` : text);
  const asText = takenForAnother(text) ? `="${text}"` : harmless();
  return /[;"\r\n]|^\s|\s$/.test(asText) ? `"${asText.replaceAll('"', '""')}"` : asText;
}

/** A moment as Excel reads dates in the Netherlands. */
export function csvMoment(at: string): string {
  const [day = '', time = ''] = wallTimeOf(Date.parse(at)).split('T');
  return `${day.split('-').reverse().join('-')} ${time}`;
}

function cell(row: TaskRow, column: ListColumn, wording: Wording): string {
  if (!isMomentColumn(column)) return csvCell(cellText(row, column, wording));
  const at = row[column];
  return at === null ? '' : csvMoment(at);
}

const line = (cells: readonly string[]): string => cells.join(';') + lineEnd;

/** The first line, with the mark that tells Excel how letters are written. */
export function csvHeading(columns: readonly ListColumn[], { texts }: Pick<Wording, 'texts'>): string {
  return byteOrderMark + line(columns.map((column) => csvCell(texts.lists.columns[column])));
}

export function csvLines(rows: readonly TaskRow[], columns: readonly ListColumn[], wording: Wording): string {
  return rows.map((row) => line(columns.map((column) => cell(row, column, wording)))).join('');
}

/** A name that every file system takes. */
export function csvFileName(view: string, day: string): string {
  const name = view.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '');
  return `${[name === '' ? 'patchdesk' : name, day].join(' ')}.csv`;
}
