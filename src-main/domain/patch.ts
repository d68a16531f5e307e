/**
 * Applying a patch to a document, and telling what it touches.
 *
 * Invariants: applying twice gives what applying once gives; what the patch does not name is left as it is,
 * unknown fields included; `null` empties, absent leaves untouched; notes and attachments are appended by id, never
 * replaced; labels are put on and taken off.
 */
import type { FieldChange } from '../contract/change.ts';
import type { LabelsPatch, TaskPatch } from '../contract/document/patch.ts';
import type { Label, TaskDocument } from '../contract/document/task-document.ts';
import { isEmpty, isFields, ownField, pointer, read, steps, type Fields } from '../contract/pointer.ts';
import { same } from './same.ts';

/** A group without a touched field in it touches nothing: it must not turn an empty group into an object. */
function touches(value: unknown): boolean {
  return isFields(value) ? Object.values(value).some(touches) : value !== undefined;
}

/** Sets the named fields; objects are entered, anything else (lists and null too) is put in place whole. */
export function setFields(target: unknown, patch: Fields): Fields {
  const before: Fields = isFields(target) ? target : {};
  const set = Object.entries(patch).filter(([, value]) => touches(value));
  return {
    ...before,
    ...Object.fromEntries(
      set.map(([name, value]) => [name, isFields(value) ? setFields(ownField(before, name), value) : value]),
    ),
  };
}

/** Adds what is not there yet by id; the order of what is there stays. */
export function appendById<Item extends { id: string }>(
  present: readonly Item[],
  added: readonly Item[],
): Item[] {
  const known = new Set(present.map((item) => item.id));
  return [...present, ...added.filter((item) => !known.has(item.id))];
}

/**
 * Takes labels off by name and puts labels on. One that is there under the same name is replaced in its place; it stays
 * private unless it is taken off as well, so that whoever put it on meanwhile is not given away.
 */
export function relabel(present: readonly Label[], { add, remove }: LabelsPatch): Label[] {
  const added = new Map(add.map((label) => [label.name, label]));
  const kept = present
    .filter(({ name }) => added.has(name) || !remove.includes(name))
    .map((label) => {
      const staysPrivate = label.isPrivate === true && !remove.includes(label.name);
      return { ...label, ...added.get(label.name), ...(staysPrivate && { isPrivate: true }) };
    });
  const there = new Set(kept.map(({ name }) => name));
  return [...kept, ...[...added.values()].filter(({ name }) => !there.has(name))];
}

/** The document with the patch in it. */
export function applyPatch(document: TaskDocument, patch: TaskPatch): TaskDocument {
  const { notes, attachments, labels, ...fields } = patch;
  const changed = setFields(document, fields) as TaskDocument;
  return {
    ...changed,
    ...(notes && { notes: appendById(document.notes ?? [], notes) }),
    ...(attachments && { attachments: appendById(document.attachments ?? [], attachments) }),
    ...(labels && { labels: relabel(document.labels ?? [], labels) }),
  };
}

function leaves(patch: Fields, path: string[] = []): { field: string; to: unknown }[] {
  return Object.entries(patch).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const here = [...path, name];
    return isFields(value) ? leaves(value, here) : [{ field: pointer(here), to: value }];
  });
}

/** The patch with the given fields emptied, where the document has them filled and the patch does not set them. */
export function emptying(document: TaskDocument, patch: TaskPatch, pointers: readonly string[]): TaskPatch {
  return pointers
    .filter((field) => read(patch, field) === undefined && !isEmpty(read(document, field)))
    .reduce<Fields>((filled, field) => {
      const empty = Array.isArray(read(document, field)) ? [] : null;
      const nested = steps(field).reduceRight<unknown>((inner, step) => ({ [step]: inner }), empty);
      return setFields(filled, nested as Fields);
    }, patch);
}

/** Every field a patch touches: a note or file as one entry at `/notes/<id>`, a label at `/labels/<name>`. */
export function touchedFields(patch: TaskPatch): { field: string; to: unknown }[] {
  const { notes = [], attachments = [], labels, ...fields } = patch;
  const entry = (list: string, key: string, to: unknown) => ({ field: pointer([list, key]), to });
  const replaced = new Set(labels?.add.map(({ name }) => name));
  return [
    ...leaves(fields),
    ...(labels?.remove ?? [])
      .filter((name) => !replaced.has(name))
      .map((name) => entry('labels', name, null)),
    ...(labels?.add ?? []).map((label) => entry('labels', label.name, label)),
    ...notes.map((note) => entry('notes', note.id, note)),
    ...attachments.map((attachment) => entry('attachments', attachment.id, attachment)),
  ];
}

/** What stands at the place of a touched field; entries of lists are found by their key. */
function valueAt(document: TaskDocument, field: string): unknown {
  const [list, key] = steps(field);
  if (list === 'labels') return document.labels?.find(({ name }) => name === key) ?? null;
  return read(document, field) ?? null;
}

/** What a patch changes on a document: from, to. */
export function fieldChanges(document: TaskDocument, patch: TaskPatch): FieldChange[] {
  return touchedFields(patch).map(({ field, to }) => ({ field, from: valueAt(document, field), to }));
}

/** True when applying the patch leaves the document as it is. */
export function changesNothing(document: TaskDocument, patch: TaskPatch): boolean {
  return same(document, applyPatch(document, patch));
}

/** Two patches as one: the later wins field by field, what is appended in either is kept. */
export function combine(earlier: TaskPatch, later: TaskPatch): TaskPatch {
  const { notes: notesBefore = [], attachments: filesBefore = [], labels: labelsBefore, ...first } = earlier;
  const { notes: notesAfter = [], attachments: filesAfter = [], labels: labelsAfter, ...second } = later;
  const notes = appendById(notesBefore, notesAfter);
  const attachments = appendById(filesBefore, filesAfter);
  const labels =
    labelsBefore && labelsAfter ? combineLabels(labelsBefore, labelsAfter) : (labelsAfter ?? labelsBefore);
  return {
    ...(setFields(first, second) as Omit<TaskPatch, 'notes' | 'attachments' | 'labels'>),
    ...(notes.length > 0 && { notes }),
    ...(attachments.length > 0 && { attachments }),
    ...(labels && { labels }),
  };
}

function combineLabels(earlier: LabelsPatch, later: LabelsPatch): LabelsPatch {
  return { add: relabel(earlier.add, later), remove: [...new Set([...earlier.remove, ...later.remove])] };
}

/** The patch without the fields at these pointers, or null when nothing of it is left. */
export function dropFields(patch: TaskPatch, dropped: readonly string[]): TaskPatch | null {
  const { notes, attachments, labels, ...fields } = patch;
  const rest: TaskPatch = {
    ...(without(fields, dropped, []) as TaskPatch),
    ...(notes && { notes }),
    ...(attachments && { attachments }),
    ...(labels && { labels }),
  };
  return touchedFields(rest).length === 0 ? null : rest;
}

function without(fields: Fields, dropped: readonly string[], path: string[]): Fields {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      const here = [...path, name];
      if (dropped.includes(pointer(here))) return [];
      return [[name, isFields(value) ? without(value, dropped, here) : value]];
    }),
  );
}
