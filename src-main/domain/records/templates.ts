/** Which templates a task has, and what in them is asked. Pure. */
import type { TaskRecord } from '../../contract/record.ts';
import type { Rulebook } from '../../contract/rules/rulebook.ts';
import type { Checklist, MainTaskTemplate, Question, Template } from '../../contract/rules/template.ts';

const fits = (template: Template, taskType: string) =>
  template.taskTypes.length === 0 || template.taskTypes.includes(taskType);

/** The templates of a task: those that come by themselves, and those that were added by hand. */
export function templatesOf(book: Rulebook, taskType: string, record: TaskRecord): Template[] {
  return book.templates.filter(
    (template) => record.templates.includes(template.key) || (template.automatic && fits(template, taskType)),
  );
}

/** The templates that may still be added by hand. */
export function availableTemplates(book: Rulebook, taskType: string, record: TaskRecord): Template[] {
  return book.templates.filter(
    (template) => !template.automatic && fits(template, taskType) && !record.templates.includes(template.key),
  );
}

/** A question of these templates, with its checklist. */
export function questionOf(
  templates: readonly Template[],
  checklist: string,
  question: string,
): { checklist: Checklist; question: Question } | null {
  for (const list of templates.flatMap(({ checklists }) => checklists)) {
    const found = list.key === checklist && list.questions.find(({ key }) => key === question);
    if (found) return { checklist: list, question: found };
  }
  return null;
}

/** A main task of these templates. */
export function mainTaskOf(templates: readonly Template[], mainTask: string): MainTaskTemplate | null {
  return templates.flatMap(({ mainTasks }) => mainTasks).find(({ key }) => key === mainTask) ?? null;
}
