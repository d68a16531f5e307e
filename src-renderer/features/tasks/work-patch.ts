/** From what was typed in a work form to the patch that saves it. Pure. */
import { EditPatch } from '@contract/document/patch.ts';
import type { TransitionView } from '@contract/task-view.ts';
import type { WorkForm } from '@contract/work-form.ts';
import { read } from '@contract/pointer.ts';
import { buildFrom, isEmptyValue } from '../fields/pointers.ts';
import { meantBy, sameValue, type Problem } from '../fields/typed-value.ts';

export interface TypedWork {
  /** Just the touched fields; a cleared one is null. */
  patch: EditPatch;
  /** How many fields differ from the document. */
  touched: number;
  problems: Map<string, Problem>;
}

/** Reads the typed fields of a form. A field typed back to what the document has is not touched. */
export function readWork(form: WorkForm, document: unknown, typed: ReadonlyMap<string, string>): TypedWork {
  const values = new Map<string, unknown>();
  const problems = new Map<string, Problem>();
  for (const { field, input } of form.fields) {
    const text = typed.get(field);
    if (text === undefined) continue;
    const meant = meantBy(input, text);
    if ('problem' in meant) problems.set(field, meant.problem);
    else if (!sameValue(input, meant.value, read(document, field))) values.set(field, meant.value);
  }
  return { patch: EditPatch.parse(buildFrom(values)), touched: values.size, problems };
}

/** The required fields that would still be empty with what was typed. */
export function missingFields(
  form: WorkForm,
  document: unknown,
  typed: ReadonlyMap<string, string>,
): string[] {
  return form.fields
    .filter(
      ({ field, required }) => required && isEmptyValue(typed.get(field)?.trim() ?? read(document, field)),
    )
    .map(({ field }) => field);
}

/** The needed fields that are empty in the document and in what was typed, and those that were typed empty. */
export function stillNeeded(
  { to, needs }: TransitionView,
  form: WorkForm | null,
  document: unknown,
  typed: ReadonlyMap<string, string>,
): string[] {
  const inForm = new Set(form?.fields.map(({ field }) => field) ?? []);
  const empty = needs.filter((field) => !inForm.has(field) || isEmptyValue(typed.get(field)?.trim()));
  const emptied =
    form && to === 'DELIVERED'
      ? missingFields(form, document, typed).filter((field) => typed.has(field))
      : [];
  return [...new Set([...empty, ...emptied])];
}

/** What was typed in the fields of a form: what to forget once it is saved. */
export function typedIn(form: WorkForm, typed: ReadonlyMap<string, string>): Map<string, string> {
  return new Map(form.fields.map(({ field }) => [field, typed.get(field) ?? '']));
}
