/** Forms against the document: each field is one that somebody may write, by an input that fits it. Pure. */
import { Api } from '../../../contract/document/values.ts';
import { Party } from '../../../contract/rules/party.ts';
import type { FormField, FormRows, WorkForm } from '../../../contract/rules/work-form.ts';
import { mayWrite } from '../../document/writable.ts';
import type { Path } from '../json-text.ts';
import { documentField, inputsFor } from './document-field.ts';
import { each, namesTwice, type Finding, type Ground, type Named } from './finding.ts';

const kind = 'workForms';

/** Whether anybody may write a field in the documents of a form's task types. */
function isWritable({ book }: Ground, form: WorkForm, field: string): boolean {
  const apis = book.taskTypes
    .filter(({ name }) => form.taskTypes.includes(name))
    .flatMap((type) => type.apis);
  // Of task types that are not known nothing is known; that they are not is said of them.
  const possible = apis.length > 0 ? apis : Api.options;
  return possible.some((api) => Party.options.some((party) => mayWrite(api, party, field)));
}

/** `pointer` is that of the field in the document: of a row, with the list before it. */
function ofField(
  ground: Ground,
  form: WorkForm,
  one: FormField | FormRows,
  pointer: string,
  at: Path,
): Finding[] {
  const field = documentField(pointer);
  const found: Finding[] = [];
  const say = (name: string, why: Finding['why']) => found.push({ kind, path: [...at, name], why });
  if (!field) say('field', { code: 'DOCUMENT_FIELD_UNKNOWN' });
  else if (!isWritable(ground, form, pointer.replace('/*', ''))) {
    say('field', { code: 'DOCUMENT_FIELD_NOT_WRITABLE' });
  } else {
    const fitting = inputsFor(field);
    if (!fitting.includes(one.input)) say('input', { code: 'INPUT_MISFIT', field: pointer, fitting });
  }
  if (one.hint !== undefined && !documentField(one.hint)) say('hint', { code: 'DOCUMENT_FIELD_UNKNOWN' });
  return found;
}

function ofInput(one: FormField, at: Path): Finding[] {
  const { input, options, least, most } = one;
  const found: Finding[] = [];
  if (input === 'choice' && !options)
    found.push({ kind, path: [...at, 'input'], why: { code: 'CHOICE_WITHOUT_OPTIONS' } });
  if (input !== 'choice' && options)
    found.push({ kind, path: [...at, 'options'], why: { code: 'OPTIONS_WITHOUT_CHOICE' } });
  if (least !== undefined && most !== undefined && least > most)
    found.push({ kind, path: [...at, 'least'], why: { code: 'LEAST_OVER_MOST', least, most } });
  return found;
}

const namedFields = (fields: readonly { field: string }[], at: Path): Named[] =>
  fields.map(({ field }, index) => ({ name: field, path: [...at, index, 'field'] }));

function ofForm(ground: Ground, form: WorkForm, index: number): Finding[] {
  const at = [index, 'fields'];
  return [
    ...namesTwice(ground, kind, namedFields(form.fields, at)),
    ...form.fields.flatMap((one, place) => {
      const path = [...at, place];
      const own = ofField(ground, form, one, one.field, path);
      if (one.input !== 'fibres') return [...own, ...ofInput(one, path)];
      const rows = [...path, 'each'];
      // Of a list that does not fit nothing can be said about its rows.
      const ofRows =
        own.length > 0
          ? []
          : one.each.flatMap((cell, row) =>
              ofField(ground, form, cell, `${one.field}/*${cell.field}`, [...rows, row]),
            );
      return [
        ...own,
        ...namesTwice(ground, kind, namedFields(one.each, rows)),
        ...ofRows,
        ...one.each.flatMap((cell, row) => ofInput(cell, [...rows, row])),
      ];
    }),
  ];
}

export function workFormFindings(ground: Ground): Finding[] {
  const { workForms } = ground.book;
  const taskTypes = workForms.flatMap((form, index) => each(form.taskTypes, [index, 'taskTypes']));
  return [
    // A task type with two forms would get the first of them only.
    ...namesTwice(ground, kind, taskTypes),
    ...workForms.flatMap((form, index) => ofForm(ground, form, index)),
  ];
}
