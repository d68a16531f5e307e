/** In which fields two documents differ, as JSON pointers (contract section 4). */
import type { FieldChange } from '../../contract/change.ts';
import type { TaskDocument } from '../../contract/document/task-document.ts';
import { isFields, ownField, pointer, read, type Fields } from '../../contract/pointer.ts';
import { same } from '../same.ts';

/**
 * Pointers of the fields that are not the same, in the order of `offered`, then those only `own` has. Objects are
 * entered, also where the other side has none; a list is one field. Absent and null differ.
 */
export function differences(own: unknown, offered: unknown, path: readonly string[] = []): string[] {
  if (!isFields(offered) || (own !== undefined && own !== null && !isFields(own))) {
    return same(own, offered) ? [] : [pointer(path)];
  }
  const before: Fields = isFields(own) ? own : {};
  const names = [...new Set([...Object.keys(offered), ...Object.keys(before)])];
  const within = names.flatMap((name) =>
    differences(ownField(before, name), ownField(offered, name), [...path, name]),
  );
  // An empty object where there was nothing differs, though no field in it does.
  return within.length === 0 && !isFields(own) ? [pointer(path)] : within;
}

/** What each version has anew, and so tells nobody anything. */
const stamps = ['/version', '/updatedAt'];

/** How the entries of a list of the platform are told apart. */
const keyed = { notes: 'id', attachments: 'id', labels: 'name' } as const;

function entriesOf(document: TaskDocument, list: keyof typeof keyed): Fields {
  const entries: readonly Fields[] = document[list] ?? [];
  return Object.fromEntries(entries.map((entry) => [String(entry[keyed[list]]), entry]));
}

/** What one version of a document changed on the one before, field by field and entry by entry: from, to. */
export function changesBetween(before: TaskDocument, after: TaskDocument): FieldChange[] {
  const lists = Object.keys(keyed) as (keyof typeof keyed)[];
  const inLists = (field: string) => lists.some((list) => field === `/${list}`);
  const fields = differences(before, after)
    .filter((field) => !stamps.includes(field) && !inLists(field))
    .map((field) => ({ field, from: read(before, field) ?? null, to: read(after, field) ?? null }));
  const entries = lists.flatMap((list) => {
    const [earlier, later] = [entriesOf(before, list), entriesOf(after, list)];
    return [...new Set([...Object.keys(earlier), ...Object.keys(later)])].map((key) => ({
      field: pointer([list, key]),
      from: ownField(earlier, key) ?? null,
      to: ownField(later, key) ?? null,
    }));
  });
  return [...fields, ...entries.filter(({ from, to }) => !same(from, to))];
}
