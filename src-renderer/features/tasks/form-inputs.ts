/**
 * The inputs of a work form for one task: a field is one input, a list of fibres is a row of inputs for each fibre. Pure.
 *
 * Invariant: what is typed for a fibre is kept under the number of that fibre, so that it never slides to another one
 * when the platform tells the fibres in another order.
 */
import { pointer, read } from '@contract/pointer.ts';
import type { FormField, FormRows, WorkForm } from '@contract/rules/work-form.ts';

export interface FormInput {
  /** Where what is typed is kept. */
  key: string;
  /** JSON pointer of the field in a document, as a status model names it when it is empty. */
  pointer: string;
  field: FormField;
  rows: FormRows | null;
  fibre: string | number | null;
  /** What the document has. */
  value: unknown;
}

function listAt(document: unknown, at: string): unknown[] {
  const list = read(document, at);
  return Array.isArray(list) ? (list as unknown[]) : [];
}

/** The fibres a task is about, as its connections number them; one of several when nothing is said. */
export function fibreNumbers(document: unknown): (string | number)[] {
  const several = listAt(document, '/ConnectionMultiInfo');
  const connections = several.length > 0 ? several : [read(document, '/ConnectionInfo')];
  return connections.map((connection, at) => {
    const fibre = read(connection, '/fibre');
    return typeof fibre === 'string' || typeof fibre === 'number' ? fibre : at + 1;
  });
}

const isOfFibre = (row: unknown, fibre: string | number) => String(read(row, '/fibre')) === String(fibre);

function inputsOfRows(rows: FormRows, document: unknown): FormInput[] {
  const filled = listAt(document, rows.field);
  return fibreNumbers(document).flatMap((fibre, at) => {
    const row = filled.find((one) => isOfFibre(one, fibre));
    return rows.each.map((field) => ({
      key: rows.field + pointer([fibre]) + field.field,
      pointer: rows.field + pointer([at]) + field.field,
      field,
      rows,
      fibre,
      value: read(row, field.field),
    }));
  });
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
  const cellsOf = (fibre: string | number) =>
    Object.fromEntries(
      typed
        .filter(({ input }) => input.rows === rows && String(input.fibre) === String(fibre))
        .map(({ input, value }) => [input.field.field.slice(1), value]),
    );
  const kept = before.map((row) => {
    const fibre = read(row, '/fibre');
    const number = typeof fibre === 'string' || typeof fibre === 'number' ? fibre : null;
    return number === null ? row : { ...(row as object), ...cellsOf(number) };
  });
  const added = fibreNumbers(document)
    .filter((fibre) => !before.some((row) => isOfFibre(row, fibre)))
    .map((fibre) => ({ fibre, ...cellsOf(fibre) }))
    .filter((row) => Object.keys(row).length > 1);
  return [...kept, ...added];
}

/** True when a row that need not be there is not there either. */
export function isIdleRow(
  { rows, fibre }: FormInput,
  document: unknown,
  isTyped: (fibre: string | number) => boolean,
): boolean {
  if (rows === null || fibre === null || rows.required || isTyped(fibre)) return false;
  return !listAt(document, rows.field).some((row) => isOfFibre(row, fibre));
}

/** The rows of the list that belong to a fibre of the task, with their places in it. */
export function fibreRows(
  rows: FormRows,
  document: unknown,
): { fibre: string | number; row: unknown; at: number }[] {
  const list = listAt(document, rows.field);
  return fibreNumbers(document).flatMap((fibre) => {
    const at = list.findIndex((row) => isOfFibre(row, fibre));
    return at < 0 ? [] : [{ fibre, row: list[at], at }];
  });
}

/** The pointers into the document of everything that a form shows. */
export function shownInForm(form: WorkForm, document: unknown): string[] {
  return form.fields.flatMap((field) => {
    if (field.input !== 'fibres') return [field.field];
    return fibreRows(field, document).flatMap(({ at }) =>
      ['/fibre', ...field.each.map((cell) => cell.field)].map((name) => field.field + pointer([at]) + name),
    );
  });
}
