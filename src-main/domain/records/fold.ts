/**
 * From entries to the record of a task. Pure.
 *
 * Invariants: the same entries always give the same record; an entry that repeats another changes nothing but, where it
 * answers, who answered last; a line is taken off by its own id only.
 */
import type { RecordEntry, TaskRecord } from '../../contract/record.ts';

export const emptyRecord: TaskRecord = { templates: [], answers: [], done: [], materials: [], hours: [] };

const others = <Line extends { lineId: string }>(lines: readonly Line[], lineId: string) =>
  lines.filter((line) => line.lineId !== lineId);

/** The record after one more entry. */
export function withEntry(record: TaskRecord, { action, at, by }: RecordEntry): TaskRecord {
  switch (action.kind) {
    case 'answer': {
      const { checklist, question, value } = action;
      const rest = record.answers.filter((one) => one.checklist !== checklist || one.question !== question);
      return {
        ...record,
        answers: value === null ? rest : [...rest, { checklist, question, value, at, by }],
      };
    }
    case 'done': {
      const { mainTask, subTask, done } = action;
      const rest = record.done.filter((one) => one.mainTask !== mainTask || one.subTask !== subTask);
      return { ...record, done: done ? [...rest, { mainTask, subTask, at, by }] : rest };
    }
    case 'addTemplate':
      return { ...record, templates: [...new Set([...record.templates, action.template])] };
    case 'removeTemplate':
      return { ...record, templates: record.templates.filter((key) => key !== action.template) };
    case 'bookMaterial':
      return { ...record, materials: [...others(record.materials, action.line.lineId), action.line] };
    case 'bookHours':
      return { ...record, hours: [...others(record.hours, action.line.lineId), action.line] };
    case 'removeLine':
      return {
        ...record,
        materials: others(record.materials, action.lineId),
        hours: others(record.hours, action.lineId),
      };
  }
}

/** The record of these entries, in their order. */
export function recordOf(entries: readonly RecordEntry[]): TaskRecord {
  return entries.reduce(withEntry, emptyRecord);
}

/** What was booked: euro in cents, and minutes. A quantity may be a fraction, an amount is rounded by the line. */
export function totalsOf({ materials, hours }: TaskRecord): {
  materialCents: number;
  hoursCents: number;
  minutes: number;
} {
  return {
    materialCents: materials.reduce((sum, line) => sum + Math.round(line.quantity * line.priceCents), 0),
    hoursCents: hours.reduce((sum, line) => sum + Math.round((line.minutes * line.rateCents) / 60), 0),
    minutes: hours.reduce((sum, line) => sum + line.minutes, 0),
  };
}
