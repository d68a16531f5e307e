/** The value of any field as people read it: status by name, moment in the zone, number with its unit. */
import { Note, Reason } from '@contract/document/task-document.ts';
import type { Texts } from '../../messages/en.ts';
import type { Formats } from '../../messages/formats.ts';
import { nameOf } from '../../messages/name-of.ts';
import { isEmptyValue } from './pointers.ts';
import { inputOf } from './known-inputs.ts';

/** What words are made with; `Language` fits. */
export interface Wording {
  texts: Texts;
  formats: Formats;
}

const isoMoment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;

/** Codes that have names, by the field they stand in. */
function namesFor({ names }: Texts, pointer: string): Readonly<Record<string, string>> | null {
  if (/(^|\/)mainStatus$/.test(pointer) || pointer === '/inTaskStatus') return names.statuses;
  if (/(^|\/)taskType$/.test(pointer)) return names.taskTypes;
  if (pointer === '/priority') return names.priorities;
  if (pointer === '/sla/status') return names.slaStatuses;
  return null;
}

/** One reason as it is read: code and explanation. */
export function reasonText({ code, text }: Reason): string {
  return [code, text].filter(Boolean).join(' · ');
}

/** The words for a value at a pointer. */
export function fieldText({ texts, formats }: Wording, pointer: string, value: unknown, now: number): string {
  if (isEmptyValue(value)) return texts.frame.empty;
  if (typeof value === 'boolean') return value ? texts.frame.yes : texts.frame.no;
  if (typeof value === 'number') return formats.quantity(value, inputOf(pointer)?.unit);
  if (typeof value === 'string') {
    const names = namesFor(texts, pointer);
    if (names) return nameOf(names, value);
    return isoMoment.test(value) ? formats.moment(value, now) : value;
  }
  const note = Note.safeParse(value);
  if (note.success && pointer.startsWith('/notes/')) return note.data.text;
  const reasons = Reason.array().safeParse(value);
  if (reasons.success) return reasons.data.map(reasonText).join('; ');
  return Array.isArray(value) ? value.map(String).join(', ') : JSON.stringify(value);
}
