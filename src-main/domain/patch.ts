/**
 * Applying a patch to a document, and telling what it touches.
 *
 * Invariants: applying twice gives what applying once gives; what the patch does not name is left as it is,
 * unknown fields included; `null` empties, absent leaves untouched; notes are appended by id, never replaced.
 */
import type { FieldChange } from '../contract/change.ts';
import type { TaskPatch } from '../contract/document/patch.ts';
import type { Note, TaskDocument } from '../contract/document/task-document.ts';
import { pointer, read } from '../contract/pointer.ts';
import { same } from './same.ts';

type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A group without a touched field in it touches nothing: it must not turn an empty group into an object. */
function touches(value: unknown): boolean {
  return isFields(value) ? Object.values(value).some(touches) : value !== undefined;
}

/** Sets the named fields; objects are entered, anything else (lists and null too) is put in place whole. */
export function setFields(target: unknown, patch: Fields): Fields {
  const result: Fields = isFields(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (!touches(value)) continue;
    result[name] = isFields(value) ? setFields(result[name], value) : value;
  }
  return result;
}

function appendNotes(present: readonly Note[], added: readonly Note[]): Note[] {
  const known = new Set(present.map((note) => note.id));
  return [...present, ...added.filter((note) => !known.has(note.id))];
}

/** The document with the patch in it. */
export function applyPatch(document: TaskDocument, patch: TaskPatch): TaskDocument {
  const { notes, ...fields } = patch;
  const changed = setFields(document, fields) as TaskDocument;
  return notes === undefined ? changed : { ...changed, notes: appendNotes(document.notes ?? [], notes) };
}

function leaves(patch: Fields, path: string[] = []): { field: string; to: unknown }[] {
  return Object.entries(patch).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const here = [...path, name];
    return isFields(value) ? leaves(value, here) : [{ field: pointer(here), to: value }];
  });
}

/** Every field a patch touches, notes as one entry a note at `/notes/<id>`. */
export function touchedFields(patch: TaskPatch): { field: string; to: unknown }[] {
  const { notes = [], ...fields } = patch;
  return [...leaves(fields), ...notes.map((note) => ({ field: pointer(['notes', note.id]), to: note }))];
}

/** What a patch changes on a document: from, to. */
export function fieldChanges(document: TaskDocument, patch: TaskPatch): FieldChange[] {
  return touchedFields(patch).map(({ field, to }) => ({ field, from: read(document, field) ?? null, to }));
}

/** True when applying the patch leaves the document as it is. */
export function changesNothing(document: TaskDocument, patch: TaskPatch): boolean {
  return same(document, applyPatch(document, patch));
}

/** Two patches as one: the later wins field by field, notes of both are kept. */
export function combine(earlier: TaskPatch, later: TaskPatch): TaskPatch {
  const { notes: before = [], ...first } = earlier;
  const { notes: added = [], ...second } = later;
  const notes = appendNotes(before, added);
  const fields = setFields(first, second) as Omit<TaskPatch, 'notes'>;
  return notes.length > 0 ? { ...fields, notes } : fields;
}
