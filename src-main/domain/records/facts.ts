/** What a record still lacks, by the condition of the status model that asks for it (domain reference 6.7, 8.5). Pure. */
import type { TaskRecord } from '../../contract/record.ts';
import type { TaskDocument } from '../../contract/document/task-document.ts';
import type { Rulebook } from '../../contract/rules/rulebook.ts';
import type { Checklist, Template } from '../../contract/rules/template.ts';
import type { Unmet } from '../../contract/rules/unmet.ts';
import { mimeTypeOf } from '../attachments.ts';
import type { RecordFacts } from '../rules/conditions.ts';
import { templatesOf } from './templates.ts';

/**
 * The risk assessment as it stands. It is about the moment before the work: after an interruption it is made again, so
 * answers from before `interruptedAt` (ISO 8601, null when there was none) do not count.
 */
function lmraOf(list: Checklist, record: TaskRecord, interruptedAt: string | null): Unmet[] {
  const valid = record.answers.filter(
    (one) => one.checklist === list.key && (interruptedAt === null || one.at > interruptedAt),
  );
  const answerTo = (key: string) => valid.find(({ question }) => question === key)?.value;
  const unsafe = list.questions.some(
    ({ key, stopsAt }) => stopsAt !== undefined && answerTo(key) === stopsAt,
  );
  const open = list.questions.some(({ key, required }) => required && answerTo(key) === undefined);
  return unsafe || open ? [{ kind: 'lmra', checklist: list.key, names: list.names, unsafe }] : [];
}

function questionsOf(list: Checklist, record: TaskRecord): Unmet[] {
  return list.questions
    .filter(({ key, required, stopsAt }) => {
      const given = record.answers.find((one) => one.checklist === list.key && one.question === key)?.value;
      return (required && given === undefined) || (stopsAt !== undefined && given === stopsAt);
    })
    .map(({ key, names }) => ({ kind: 'question', checklist: list.key, question: key, names }));
}

/** A main task is done when it says so, or when all that it consists of is. */
function openMainTasks({ mainTasks }: Template, record: TaskRecord): Unmet[] {
  const isDone = (mainTask: string, subTask: string | null) =>
    record.done.some((one) => one.mainTask === mainTask && one.subTask === subTask);
  return mainTasks
    .filter(({ key, required, subTasks }) => {
      const bySubTasks = subTasks.length > 0 && subTasks.every((one) => isDone(key, one.key));
      return required && !isDone(key, null) && !bySubTasks;
    })
    .map(({ key, names }) => ({ kind: 'mainTask', mainTask: key, names }));
}

/** Files that have to be there under a prescribed name, whatever the extension (domain reference 6.1). */
function missingFiles({ attachments }: Template, document: TaskDocument): Unmet[] {
  const there = (document.attachments ?? [])
    .filter(({ fileName }) => mimeTypeOf(fileName) !== null)
    .map(({ fileName }) => fileName.slice(0, fileName.lastIndexOf('.')).toLowerCase());
  return attachments
    .filter(({ fileName, required }) => required && !there.includes(fileName.toLowerCase()))
    .map(({ fileName, names }) => ({ kind: 'attachment', fileName, names }));
}

/** What the record of a task still lacks. */
export function recordFacts(
  book: Rulebook,
  document: TaskDocument,
  record: TaskRecord,
  interruptedAt: string | null,
): RecordFacts {
  const templates = templatesOf(book, document.taskType, record);
  const lists = templates.flatMap(({ checklists }) => checklists);
  return {
    lmra: lists.filter(({ kind }) => kind === 'lmra').flatMap((list) => lmraOf(list, record, interruptedAt)),
    checklists: lists.filter(({ kind }) => kind === 'checklist').flatMap((list) => questionsOf(list, record)),
    mainTasks: templates.flatMap((template) => openMainTasks(template, record)),
    attachments: templates.flatMap((template) => missingFiles(template, document)),
  };
}
