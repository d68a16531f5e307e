/**
 * The inputs of a work form for one task: a field is one input, a list of fibres is a row of inputs for each fibre. Pure.
 *
 * Invariant: what is typed for a fibre is kept under the number of that fibre, so that it never slides to another one
 * when the platform tells the fibres in another order.
 */
import { fibreRows, listAt, type FibreRow } from '@contract/document/fibre-rows.ts';
import { pointer, read } from '@contract/pointer.ts';
import type { FormField, FormRows, WorkForm } from '@contract/rules/work-form.ts';

export interface FormInput {
  /** Where what is typed is kept. */
  key: string;
  /** JSON pointer of the field in a document, as a status model names it when it is empty. */
  pointer: string;
  field: FormField;
  rows: FormRows | null;
  /** Its name among the fibres of the task (`FibreRow.name`). */
  fibre: string | null;
  /** What the document has. */
  value: unknown;
}

function inputsOfRows(rows: FormRows, document: unknown): FormInput[] {
  return fibreRows(document, rows.field).flatMap(({ name, at, row }) =>
    rows.each.map((field) => ({
      key: rows.field + pointer([name]) + field.field,
      pointer: rows.field + pointer([at]) + field.field,
      field,
      rows,
      fibre: name,
      value: read(row, field.field),
    })),
  );
}

/** All inputs, in the order of the form. */
export function inputsOfForm(form: WorkForm, document: unknown): FormInput[] {
  return form.fields.flatMap((field) => {
    if (field.input === 'fibres') return inputsOfRows(field, document);
    const at = field.field;
    return [{ key: at, pointer: at, field, rows: null, fibre: null, value: read(document, at) }];
  });
}

/** The whole list of fibres with what was typed in it; rows and fields that the form does not know stay. */
export function writtenRows(
  rows: FormRows,
  document: unknown,
  typed: readonly { input: FormInput; value: unknown }[],
): unknown[] {
  const before = listAt(document, rows.field);
  const places = fibreRows(document, rows.field);
  const cellsOf = (name: string | undefined) =>
    Object.fromEntries(
      typed
        .filter(({ input }) => input.rows === rows && input.fibre === name)
        .map(({ input, value }) => [input.field.field.slice(1), value]),
    );
  const kept = before.map((row, place) => {
    const own = places.find(({ at }) => at === place);
    return own ? { ...(row as object), ...cellsOf(own.name) } : row;
  });
  const added = places
    .filter(({ row }) => row === undefined)
    .map(({ fibre, name }) => ({ fibre, ...cellsOf(name) }))
    .filter((row) => Object.keys(row).length > 1);
  return [...kept, ...added];
}

/** True when a row that need not be there is not there either. */
export function isIdleRow(
  { rows, fibre }: FormInput,
  document: unknown,
  isTyped: (fibre: string) => boolean,
): boolean {
  if (rows === null || fibre === null || rows.required || isTyped(fibre)) return false;
  return fibreRows(document, rows.field).every((one) => one.name !== fibre || one.row === undefined);
}

/** The rows of fibres of the task in which something was filled in. */
export function filledRows(rows: FormRows, document: unknown): FibreRow[] {
  return fibreRows(document, rows.field).filter(({ row }) => row !== undefined);
}

/** The pointers into the document of everything that a form shows. */
export function shownInForm(form: WorkForm, document: unknown): string[] {
  return form.fields.flatMap((field) => {
    if (field.input !== 'fibres') return [field.field];
    return filledRows(field, document).flatMap(({ at }) =>
      ['/fibre', ...field.each.map((cell) => cell.field)].map((name) => field.field + pointer([at]) + name),
    );
  });
}
