/** What the fields of a form are called in it: their own name where they have one, with the fibre where there are more. */
import type { WorkForm } from '@contract/rules/work-form.ts';
import type { Texts } from '../../messages/en.ts';
import { fieldNameOf } from '../../messages/name-of.ts';
import { inputsOfForm, type FormInput } from './form-inputs.ts';

type Named = Pick<WorkForm['fields'][number], 'field' | 'names'>;

/** The name of a field of a form; `within` is the list that it is a row of. */
export function formFieldName(texts: Texts, field: Named, within = ''): string {
  return field.names?.[texts.locale] ?? fieldNameOf(texts.fields, within + field.field);
}

function inputName(texts: Texts, { field, rows, fibre }: FormInput): string {
  const name = formFieldName(texts, field, rows ? `${rows.field}/*` : '');
  return fibre === null ? name : `${name} (${texts.tasks.detail.fibreNumber(fibre).toLowerCase()})`;
}

/** Names any field by its pointer: as the form calls it where it is in it, else as everywhere. */
export function formNames(
  texts: Texts,
  form: WorkForm | null,
  document: unknown,
): (pointer: string) => string {
  const inputs = form ? inputsOfForm(form, document) : [];
  const named = new Map(inputs.map((input) => [input.pointer, inputName(texts, input)]));
  return (pointer) => named.get(pointer) ?? fieldNameOf(texts.fields, pointer);
}

/** The same by the keys under which a draft keeps what was typed. */
export function draftNames(texts: Texts, form: WorkForm | null, document: unknown): (key: string) => string {
  const inputs = form ? inputsOfForm(form, document) : [];
  const named = new Map(inputs.map((input) => [input.key, inputName(texts, input)]));
  return (key) => named.get(key) ?? fieldNameOf(texts.fields, key);
}
