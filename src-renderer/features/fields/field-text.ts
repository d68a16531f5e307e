/** The value of any field as people read it: status by name, moment in the zone, number with its unit. */
import { Attachment, Label, Note, Reason } from '@contract/document/task-document.ts';
import type { Texts } from '../../messages/en.ts';
import type { Formats } from '../../messages/formats.ts';
import { fieldNameOf, generalPointer, nameOf } from '../../messages/name-of.ts';
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
  if (/^\/incidentInfo\/(open|hold|close)Reason(\/code)?$/.test(pointer)) return names.reasonCodes;
  if (/(^|\/)reasons\/\d+\/code$/.test(pointer)) return names.reasonCodes;
  if (pointer === '/sla/status') return names.slaStatuses;
  if (pointer === '/incidentInfo/subType') return names.incidentSubTypes;
  return null;
}

/** One reason as it is read: what its code is called, and the explanation. */
export function reasonText({ names }: Texts, { code, text }: Reason): string {
  const name = nameOf(names.reasonCodes, code);
  // A platform often repeats the name of the code as the text, in its own language.
  const isName = text === name || (names.reasonNames[code] ?? []).includes(text ?? '');
  return [name, isName ? null : text].filter(Boolean).join(' · ');
}

/** An object in one line: each filled field with its name. */
function objectText(wording: Wording, pointer: string, value: object, now: number): string {
  return Object.entries(value)
    .filter(([, inner]) => !isEmptyValue(inner))
    .map(([name, inner]) => {
      const at = `${pointer}/${name}`;
      const known = fieldNameOf(wording.texts.fields, at);
      return `${known === at ? name : known} ${fieldText(wording, at, inner, now)}`;
    })
    .join(', ');
}

/** The words for a value at a pointer. */
export function fieldText(wording: Wording, pointer: string, value: unknown, now: number): string {
  const { texts, formats } = wording;
  if (isEmptyValue(value)) return texts.frame.empty;
  if (typeof value === 'boolean') return value ? texts.frame.yes : texts.frame.no;
  if (typeof value === 'number') return formats.quantity(value, inputOf(generalPointer(pointer))?.unit);
  if (typeof value === 'string') {
    const names = namesFor(texts, pointer);
    if (names) return nameOf(names, value);
    if (pointer === '/contactDetails/language') return formats.language(value);
    return isoMoment.test(value) ? formats.moment(value, now) : value;
  }
  const note = Note.safeParse(value);
  if (note.success && pointer.startsWith('/notes/')) return note.data.text;
  const attachment = Attachment.safeParse(value);
  if (attachment.success && pointer.startsWith('/attachments/')) return attachment.data.fileName;
  const label = Label.safeParse(value);
  if (label.success && pointer.startsWith('/labels/')) return labelText(texts, label.data);
  const reasons = Reason.array().safeParse(Array.isArray(value) ? value : [value]);
  if (reasons.success) return reasons.data.map((reason) => reasonText(texts, reason)).join('; ');
  if (!Array.isArray(value)) return objectText(wording, pointer, value as object, now);
  const items: unknown[] = value;
  const isPlain = items.every((item) => typeof item !== 'object' || item === null);
  return items
    .map((item, at) => (isPlain ? String(item) : fieldText(wording, `${pointer}/${at}`, item, now)))
    .join(isPlain ? ', ' : '; ');
}

/** A label, and that it is private where it is. */
function labelText({ detail }: Texts, { name, isPrivate }: Label): string {
  return isPrivate ? `${name} (${detail.isPrivate})` : name;
}
