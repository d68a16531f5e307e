/** Records as files: one task whole as JSON, the bookings of all as CSV for the books. Pure. */
import type { TaskDocument } from '../../contract/document/task-document.ts';
import type { TaskRecord } from '../../contract/record.ts';
import { streetLine } from '../street-line.ts';

export interface RecordedTask {
  document: TaskDocument;
  record: TaskRecord;
}

/** One task: who did what, to the last answer. */
export function recordJson({ document, record }: RecordedTask, exportedAt: string): string {
  const { id, taskType, mainStatus, address, PoPInfo } = document;
  const task = {
    id,
    taskType,
    mainStatus,
    street: streetLine(address),
    city: address?.city,
    pop: PoPInfo?.popName,
  };
  return `${JSON.stringify({ exportedAt, task, record }, null, 2)}\n`;
}

/** A text that a spreadsheet takes for a formula is made a text again; what needs quotes gets them. */
function cell(value: string | number | null | undefined): string {
  const text = value === null || value === undefined ? '' : String(value);
  const harmless = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** A decimal comma, as Dutch spreadsheets read it. */
const comma = (value: number) => String(value).replace('.', ',');
const euro = (cents: number) => (cents / 100).toFixed(2).replace('.', ',');

const header = [
  'taskId',
  'taskType',
  'place',
  'kind',
  'code',
  'description',
  'person',
  'day',
  'quantity',
  'unit',
];

/** What was booked on all tasks, a line each, with a header; lines end with CRLF as spreadsheets like it. */
export function bookingsCsv(tasks: readonly RecordedTask[]): string {
  const lines = tasks.flatMap(({ document, record }) => {
    const place = [streetLine(document.address), document.address?.city].filter(Boolean).join(', ');
    const task = [document.id, document.taskType, place].map(cell);
    const materials = record.materials.map(({ article, description, unit, quantity, priceCents }) => [
      ...task,
      ...['material', article, description, null, null].map(cell),
      comma(quantity),
      cell(unit),
      euro(priceCents),
      euro(Math.round(quantity * priceCents)),
    ]);
    const hours = record.hours.map(({ jobCode, description, person, day, minutes, rateCents }) => [
      ...task,
      ...['hours', jobCode, description, person, day].map(cell),
      comma(Math.round((minutes / 60) * 100) / 100),
      'h',
      euro(rateCents),
      euro(Math.round((minutes * rateCents) / 60)),
    ]);
    return [...materials, ...hours];
  });
  return [[...header, 'price', 'amount'], ...lines].map((line) => `${line.join(';')}\r\n`).join('');
}
