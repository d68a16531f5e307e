/**
 * Two documents that came of one base, field by field (contract section 10). Pure.
 *
 * Invariants: a field that one side changed has that side's value; what both changed alike is no conflict; lists that
 * only grow are the union by id, labels the union of what each put on less what each took off; anything else that both
 * changed is a conflict, of which the document has `theirs` until a person settles it. Merging the result with the same
 * `theirs` again changes nothing. Absent and null are different values.
 */
import type { FieldConflict } from '../../contract/change.ts';
import type { Attachment, Label, Note, TaskDocument } from '../../contract/document/task-document.ts';
import { keptByPlatform } from '../../contract/document/field-table.ts';
import { isFields, ownField, pointer, type Fields } from '../../contract/pointer.ts';
import { same } from '../same.ts';

export interface Merged {
  document: TaskDocument;
  conflicts: FieldConflict[];
}

type Entry = Note | Attachment;

const asList = <Item>(value: unknown): readonly Item[] => (Array.isArray(value) ? (value as Item[]) : []);

/** What there was, in its order, then what came, by time and id: the same from whichever side it is seen. */
function union(base: unknown, ours: unknown, theirs: unknown): Entry[] {
  const known = new Set(asList<Entry>(base).map(({ id }) => id));
  const all = new Map([...asList<Entry>(ours), ...asList<Entry>(theirs)].map((entry) => [entry.id, entry]));
  const old = asList<Entry>(base).flatMap(({ id }) => all.get(id) ?? []);
  const added = [...all.values()].filter(({ id }) => !known.has(id));
  const order = (entry: Entry) => `${entry.createdAt ?? ''} ${entry.id}`;
  return [...old, ...added.sort((one, other) => (order(one) < order(other) ? -1 : 1))];
}

/** Labels are elements of a set by name. One that either side took off is off. */
function mergeLabels(base: unknown, ours: unknown, theirs: unknown): Label[] {
  const byName = (list: unknown) => new Map(asList<Label>(list).map((label) => [label.name, label]));
  const [before, mine, yours] = [byName(base), byName(ours), byName(theirs)];
  const names = [...new Set([...before.keys(), ...[...mine.keys(), ...yours.keys()].sort()])];
  return names.flatMap((name) => {
    const [was, left, right] = [before.get(name), mine.get(name), yours.get(name)];
    if (same(was, left)) return right ?? [];
    if (same(was, right)) return left ?? [];
    if (left && right) return join(left, right);
    return was ? [] : (left ?? right ?? []);
  });
}

/** Both put it on, or both changed it: private wins, so that a merge tells nobody; else always the same one. */
function join(one: Label, other: Label): Label {
  const rank = (label: Label) => `${label.isPrivate === true ? 0 : 1} ${JSON.stringify(label)}`;
  return rank(one) <= rank(other) ? { ...other, ...one } : { ...one, ...other };
}

function mergeValue(
  base: unknown,
  ours: unknown,
  theirs: unknown,
  path: string[],
  conflicts: FieldConflict[],
): unknown {
  if (same(ours, theirs) || same(base, ours)) return theirs;
  if (same(base, theirs)) return ours;
  const [root] = path;
  if (path.length === 1 && root !== undefined) {
    const isList = root === 'notes' || root === 'attachments' || root === 'labels';
    // One emptied the list, the other took it away: it is empty.
    if (isList && !Array.isArray(ours) && !Array.isArray(theirs)) return null;
    if (root === 'notes' || root === 'attachments') return union(base, ours, theirs);
    if (root === 'labels') return mergeLabels(base, ours, theirs);
    if ((keptByPlatform as readonly string[]).includes(root)) return theirs;
  }
  if (isFields(ours) && isFields(theirs))
    return mergeFields(isFields(base) ? base : {}, ours, theirs, path, conflicts);
  conflicts.push({ field: pointer(path), base, ours, theirs });
  return theirs;
}

function mergeFields(
  base: Fields,
  ours: Fields,
  theirs: Fields,
  path: string[],
  conflicts: FieldConflict[],
): Fields {
  const names = [...new Set([...Object.keys(theirs), ...Object.keys(ours)])];
  return Object.fromEntries(
    names.flatMap((name) => {
      const merged = mergeValue(
        ownField(base, name),
        ownField(ours, name),
        ownField(theirs, name),
        [...path, name],
        conflicts,
      );
      return merged === undefined ? [] : [[name, merged]];
    }),
  );
}

/** Merges two documents that came of `base`. */
export function mergeDocuments(base: TaskDocument, ours: TaskDocument, theirs: TaskDocument): Merged {
  const conflicts: FieldConflict[] = [];
  const document = mergeFields(base, ours, theirs, [], conflicts) as TaskDocument;
  return { document, conflicts };
}
