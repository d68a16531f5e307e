/** What an entry is about, in words that stay true when the templates change: for the history. Pure. */
import type { RecordAction, RecordSubject, TaskRecord } from '../../contract/record.ts';
import type { Rulebook } from '../../contract/rules/rulebook.ts';
import { mainTaskOf, questionOf, templatesOf } from './templates.ts';

const inBoth = (text: string) => ({ nl: text, en: text });

/** The subject of an action on a record, as it is before the action. */
export function subjectOf(
  book: Rulebook,
  taskType: string,
  record: TaskRecord,
  action: RecordAction,
): RecordSubject {
  const templates = templatesOf(book, taskType, record);
  switch (action.kind) {
    case 'answer': {
      const found = questionOf(templates, action.checklist, action.question);
      return { names: found?.question.names ?? inBoth(action.question), value: action.value };
    }
    case 'done': {
      const mainTask = mainTaskOf(templates, action.mainTask);
      const subTask = mainTask?.subTasks.find(({ key }) => key === action.subTask);
      const names = (action.subTask === null ? mainTask : subTask)?.names;
      return { names: names ?? inBoth(action.mainTask), value: action.done ? 'done' : 'open' };
    }
    case 'addTemplate':
    case 'removeTemplate': {
      const names = book.templates.find(({ key }) => key === action.template)?.names;
      const value = action.kind === 'addTemplate' ? 'added' : 'removed';
      return { names: names ?? inBoth(action.template), value };
    }
    case 'bookMaterial':
      return {
        names: inBoth(action.line.description),
        value: `${action.line.quantity} ${action.line.unit}`,
      };
    case 'bookHours':
      return {
        names: inBoth(`${action.line.description}, ${action.line.person}`),
        value: `${action.line.minutes} min`,
      };
    case 'removeLine': {
      const line = [...record.materials, ...record.hours].find(({ lineId }) => lineId === action.lineId);
      return { names: inBoth(line?.description ?? action.lineId), value: 'removed' };
    }
  }
}
