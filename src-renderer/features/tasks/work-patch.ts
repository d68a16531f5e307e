/** From what was typed in a work form to the patch that saves it. Pure. */
import { EditPatch } from '@contract/document/patch.ts';
import type { Unmet } from '@contract/rules/unmet.ts';
import type { WorkForm } from '@contract/rules/work-form.ts';
import type { TransitionView } from '@contract/task-view.ts';
import { buildFrom, isEmptyValue } from '../fields/pointers.ts';
import { readInputs } from '../fields/typed-fields.ts';
import type { Problem } from '../fields/typed-value.ts';
import { inputsOfForm, isIdleRow, writtenRows, type FormInput } from './form-inputs.ts';

type Typed = ReadonlyMap<string, string>;

export interface TypedWork {
  /** Just the touched fields; a cleared one is null, a touched list is whole. */
  patch: EditPatch;
  /** How many fields differ from the document. */
  touched: number;
  /** What can't be read, by the key of its input. */
  problems: Map<string, Problem>;
}

/** Reads the typed fields of a form. A field typed back to what the document has is not touched. */
export function readWork(form: WorkForm, document: unknown, typed: Typed): TypedWork {
  const inputs = inputsOfForm(form, document).map((input) => ({ ...input, kind: input.field }));
  const { touched, problems } = readInputs(inputs, typed);
  const values = new Map<string, unknown>();
  for (const { input, value } of touched) {
    if (input.rows) values.set(input.rows.field, writtenRows(input.rows, document, touched));
    else values.set(input.pointer, value);
  }
  return { patch: EditPatch.parse(buildFrom(values)), touched: touched.length, problems };
}

/** The required inputs that would still be empty with what was typed. */
function missingInputs(form: WorkForm, document: unknown, typed: Typed): FormInput[] {
  const inputs = inputsOfForm(form, document);
  const filledIn = (input: FormInput) => !isEmptyValue(typed.get(input.key)?.trim() ?? input.value);
  const isTyped = (fibre: string) =>
    inputs.some((input) => input.fibre === fibre && !isEmptyValue(typed.get(input.key)?.trim()));
  return inputs.filter(
    (input) => input.field.required && !filledIn(input) && !isIdleRow(input, document, isTyped),
  );
}

/** The keys of the required inputs that would still be empty. */
export function missingFields(form: WorkForm, document: unknown, typed: Typed): string[] {
  return missingInputs(form, document, typed).map(({ key }) => key);
}

/** What still stands in the way of a step with what was typed: an empty field that was filled in does not. */
export function stillUnmet(
  { to, unmet }: Pick<TransitionView, 'to' | 'unmet'>,
  form: WorkForm | null,
  document: unknown,
  typed: Typed,
): Unmet[] {
  const inputs = new Map((form ? inputsOfForm(form, document) : []).map((input) => [input.pointer, input]));
  const left = unmet.filter((one) => {
    const input = one.kind === 'field' ? inputs.get(one.field) : undefined;
    return input === undefined || isEmptyValue(typed.get(input.key)?.trim());
  });
  const named = new Set(left.map((one) => (one.kind === 'field' ? one.field : '')));
  const emptied =
    form && to === 'DELIVERED'
      ? missingInputs(form, document, typed).filter(({ key, rows }) => typed.has(key) || rows !== null)
      : [];
  const added = emptied.filter((input) => !named.has(input.pointer));
  return [...left, ...added.map((input): Unmet => ({ kind: 'field', field: input.pointer }))];
}

/** What was typed in the fields of a form: what to forget once it is saved. */
export function typedIn(form: WorkForm, document: unknown, typed: Typed): Map<string, string> {
  return new Map(inputsOfForm(form, document).map(({ key }) => [key, typed.get(key) ?? '']));
}
