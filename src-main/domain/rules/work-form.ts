/** What a work form asks of a task, and what of it is still missing. */
import { fibreRows } from '../../contract/document/fibre-rows.ts';
import type { TaskDocument } from '../../contract/document/task-document.ts';
import { isEmpty, pointer, read } from '../../contract/pointer.ts';
import type { Rulebook } from '../../contract/rules/rulebook.ts';
import type { FormRows, WorkForm } from '../../contract/rules/work-form.ts';

/** The form of a task type, or null when nothing is asked. */
export function formOf(book: Rulebook, taskType: string): WorkForm | null {
  return book.workForms.find((form) => form.taskTypes.includes(taskType)) ?? null;
}

function missingInRows(document: TaskDocument, rows: FormRows): string[] {
  return fibreRows(document, rows.field).flatMap(({ at, row }) => {
    if (row === undefined && !rows.required) return [];
    return rows.each
      .filter((field) => field.required && isEmpty(read(row, field.field)))
      .map((field) => rows.field + pointer([at]) + field.field);
  });
}

/** JSON pointers of the required fields that are empty. */
export function missingInForm(book: Rulebook, document: TaskDocument): string[] {
  return (formOf(book, document.taskType)?.fields ?? []).flatMap((field) => {
    if (field.input === 'fibres') return missingInRows(document, field);
    return field.required && isEmpty(read(document, field.field)) ? [field.field] : [];
  });
}
