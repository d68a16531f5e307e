/**
 * A CSV file of plan dates, as a spreadsheet writes it: a heading, then one task a line. Pure.
 *
 * Dates are read as the Netherlands write them (23-11-2026 14:30) and as ISO does. A day without a time keeps the time the
 * task is planned at now, else it is the start of the working day.
 */
import { mostPlanFileBytes, type Plan, type Unreadable } from '../contract/list-methods.ts';
import { PatchdeskError } from '../contract/errors.ts';
import { momentOf, wallTimeOf } from '../contract/zoned.ts';
import { csvLines, csvSize, type CsvLine } from './csv-lines.ts';
import { decode, shown } from './rule-files/text.ts';

/** How the columns are called, folded; the headings of our own export are among them. */
const headings = {
  taskId: ['taskid', 'task id', 'taak-id', 'taak id', 'taakid', 'taaknummer', 'task'],
  planned: ['planned', 'planned at', 'planned from', 'gepland', 'gepland op', 'gepland van', 'plandatum'],
  plannedUntil: ['planneduntil', 'planned until', 'until', 'gepland tot', 'tot'],
} as const;

const startOfDay = '08:00';
const earliestYear = 1900;
export const mostPlanLines = 5000;
/** No task ID, date or address comes near this, however many columns there are. */
const longestLine = 100_000;

/** A moment as it was written: a day with or without a time, or a moment of its own zone. */
type Written = { day: string; time: string | null } | { moment: string } | null;

export interface PlanRow {
  line: number;
  taskId: string;
  planned: Written;
  /** Undefined where the file has no such column. */
  plannedUntil: Written | undefined;
}

export type ReadLine = { row: PlanRow } | { line: number; taskId: string; unreadable: Unreadable };

const dutch = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[ ,T]+(\d{1,2})[:.](\d{2})(?::\d{2})?)?$/;
const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?)?$/;
const zoned = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

function written(text: string): Written | undefined {
  if (text === '') return null;
  if (zoned.test(text)) {
    const at = Date.parse(text);
    if (Number.isNaN(at) || Number(text.slice(0, 4)) < earliestYear) return undefined;
    return { moment: new Date(at).toISOString() };
  }
  const found = dutch.exec(text);
  const [year, month, day, hour, minute] = found
    ? [found[3], found[2], found[1], found[4], found[5]]
    : (iso.exec(text)?.slice(1) ?? []);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  // No plan is that old: a digit is missing.
  if (Number(year) < earliestYear) return undefined;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const parsed = new Date(`${date}T00:00:00Z`);
  // 31 June is no day, though a computer may take it for 1 July.
  if (Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== date) return undefined;
  if (hour === undefined || minute === undefined) return { day: date, time: null };
  if (Number(hour) > 23 || Number(minute) > 59) return undefined;
  return { day: date, time: `${hour.padStart(2, '0')}:${minute}` };
}

type Columns = { [Name in keyof typeof headings]: number };

function columnsOf(heading: CsvLine): { columns: Columns; found: string[] } {
  const found = heading.fault === null ? heading.cells.map(({ text }) => text) : [];
  const names = found.map((name) => name.toLowerCase().replace(/[_\s]+/g, ' '));
  const at = (name: keyof typeof headings) =>
    names.findIndex((one) => (headings[name] as readonly string[]).includes(one));
  return {
    columns: { taskId: at('taskId'), planned: at('planned'), plannedUntil: at('plannedUntil') },
    found,
  };
}

function readLine(line: CsvLine, columns: Columns, seen: Set<string>): ReadLine {
  if (line.fault !== null) {
    return { line: line.line, taskId: '', unreadable: { kind: 'quote', text: shown(line.what) } };
  }
  const cell = (at: number) => (at < 0 ? '' : (line.cells[at]?.text ?? ''));
  // Our own files have codes as texts for Excel, and Excel may write them so too.
  const taskId = cell(columns.taskId).replace(/^="(.*)"$/, '$1');
  const refuse = (kind: Unreadable['kind'], text: string): ReadLine => ({
    line: line.line,
    taskId,
    unreadable: { kind, text: shown(text) },
  });
  if (taskId === '') return refuse('noTaskId', '');
  if (seen.has(taskId)) return refuse('twice', taskId);
  seen.add(taskId);
  const planned = written(cell(columns.planned));
  if (planned === undefined) return refuse('noDate', cell(columns.planned));
  const until = columns.plannedUntil < 0 ? null : written(cell(columns.plannedUntil));
  if (until === undefined) return refuse('noDate', cell(columns.plannedUntil));
  return {
    row: { line: line.line, taskId, planned, plannedUntil: columns.plannedUntil < 0 ? undefined : until },
  };
}

/** The lines of a file of plan dates. Throws PLAN_FILE_REFUSED where it is none. */
export function readPlanDates(fileName: string, content: Uint8Array): ReadLine[] {
  const refused = (reason: 'notText' | 'noHeading' | 'empty' | 'tooLong', found: string[] = []) =>
    new PatchdeskError('PLAN_FILE_REFUSED', { fileName: shown(fileName), reason, found });
  if (content.length > mostPlanFileBytes) throw refused('tooLong');
  const { text, invalid } = decode(content);
  if (invalid.length > 0 || text.includes('\0')) throw refused('notText');
  const size = csvSize(text);
  if (size.lines > mostPlanLines + 1 || size.longest > longestLine) throw refused('tooLong');
  const [heading, ...lines] = csvLines(text);
  if (!heading) throw refused('empty');
  const { columns, found } = columnsOf(heading);
  if (columns.taskId < 0 || columns.planned < 0) throw refused('noHeading', found.slice(0, 30).map(shown));
  if (lines.length === 0) throw refused('empty', found.slice(0, 30).map(shown));
  const seen = new Set<string>();
  return lines.map((line) => readLine(line, columns, seen));
}

function momentFor(value: Written, now: string | null): string | null {
  if (value === null) return null;
  if ('moment' in value) return value.moment;
  const wallNow = now === null ? null : wallTimeOf(Date.parse(now));
  const kept = wallNow?.slice('YYYY-MM-DDT'.length);
  const wall = `${value.day}T${value.time ?? kept ?? startOfDay}`;
  // A file has neither seconds nor the hour that comes twice: what says the same stays as it is.
  return wall === wallNow ? now : momentOf(wall);
}

/** What a line plans for a task that is planned like `now`: an end that is not named moves along. */
export function plannedBy(row: Pick<PlanRow, 'planned' | 'plannedUntil'>, now: Plan): Plan {
  const planned = momentFor(row.planned, now.planned);
  if (planned === null) return { planned: null, plannedUntil: null };
  if (row.plannedUntil !== undefined) {
    return { planned, plannedUntil: momentFor(row.plannedUntil, now.plannedUntil) };
  }
  if (now.planned === null || now.plannedUntil === null) return { planned, plannedUntil: now.plannedUntil };
  const lasts = Date.parse(now.plannedUntil) - Date.parse(now.planned);
  const end = lasts >= 0 ? new Date(Date.parse(planned) + lasts).toISOString() : now.plannedUntil;
  return { planned, plannedUntil: end };
}
