/** Why an action can't be recorded; null when it can. Pure. */
import type { RecordAction, TaskRecord } from '../../contract/record.ts';
import type { RecordRefusal } from '../../contract/record-refusal.ts';
import type { Rulebook } from '../../contract/rules/rulebook.ts';
import type { Template } from '../../contract/rules/template.ts';
import { answers } from './answers.ts';
import { availableTemplates, mainTaskOf, questionOf, templatesOf } from './templates.ts';

function answerRefusal(
  templates: readonly Template[],
  { checklist, question, value }: Extract<RecordAction, { kind: 'answer' }>,
): RecordRefusal | null {
  const found = questionOf(templates, checklist, question);
  if (!found) return { why: 'unknownQuestion', what: `${checklist}/${question}` };
  return value === null || answers(found.question, value) ? null : { why: 'noAnswer', what: value };
}

/** Whether something was filled in that only this template asks for: it would be out of sight without it. */
function isFilled(template: Template, record: TaskRecord): boolean {
  const lists = template.checklists.map(({ key }) => key);
  const tasks = template.mainTasks.map(({ key }) => key);
  return (
    record.answers.some(({ checklist }) => lists.includes(checklist)) ||
    record.done.some(({ mainTask }) => tasks.includes(mainTask))
  );
}

function removalRefusal(
  templates: readonly Template[],
  record: TaskRecord,
  key: string,
): RecordRefusal | null {
  const template = templates.find((one) => one.key === key);
  if (!template || !record.templates.includes(key)) return { why: 'unknownTemplate', what: key };
  return isFilled(template, record) ? { why: 'templateInUse', what: key } : null;
}

/** Why `action` can't be recorded for a task of this type; null when it can. */
export function refusalOf(
  book: Rulebook,
  taskType: string,
  record: TaskRecord,
  action: RecordAction,
): RecordRefusal | null {
  const templates = templatesOf(book, taskType, record);
  switch (action.kind) {
    case 'answer':
      return answerRefusal(templates, action);
    case 'done': {
      const mainTask = mainTaskOf(templates, action.mainTask);
      const known = action.subTask === null || mainTask?.subTasks.some(({ key }) => key === action.subTask);
      return mainTask && known
        ? null
        : { why: 'unknownMainTask', what: `${action.mainTask}/${action.subTask ?? ''}` };
    }
    case 'addTemplate': {
      const available = availableTemplates(book, taskType, record).some(({ key }) => key === action.template);
      const repeated = record.templates.includes(action.template);
      return available || repeated ? null : { why: 'unknownTemplate', what: action.template };
    }
    case 'removeTemplate':
      return removalRefusal(templates, record, action.template);
    case 'bookMaterial':
      return bookedFrom(book.articles, 'article', action.line.article);
    case 'bookHours':
      return bookedFrom(book.hourlyRates, 'jobCode', action.line.jobCode);
    case 'removeLine':
      return null; // gone already is gone
  }
}

/** A line of a price list has to be in it; one typed by hand names none. */
function bookedFrom<Key extends string>(
  list: readonly Record<Key, string>[],
  key: Key,
  code: string | null,
): RecordRefusal | null {
  if (code === null || list.some((line) => line[key] === code)) return null;
  return { why: 'notInPriceList', what: code };
}
