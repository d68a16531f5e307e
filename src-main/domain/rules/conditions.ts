/** What still stands in the way of a step: the conditions of a transition against what is known of a task. */
import type { OutTaskSummary, TaskDocument } from '../../contract/document/task-document.ts';
import { isEmpty, read } from '../../contract/pointer.ts';
import type { Rulebook } from '../../contract/rules/rulebook.ts';
import type { Condition, OutTasksAre, ReasonUse } from '../../contract/rules/status-model.ts';
import type { Unmet } from '../../contract/rules/unmet.ts';
import { missingInForm } from './work-form.ts';

/**
 * What the contractor's own records still lack, by the condition that asks for it. They are kept locally:
 * what does not keep them passes null, and these conditions count as met.
 */
export type RecordFacts = Readonly<
  Record<'lmra' | 'checklists' | 'mainTasks' | 'attachments', readonly Unmet[]>
>;

export interface Facts {
  document: TaskDocument;
  book: Rulebook;
  records: RecordFacts | null;
}

/** The active codes of a use for a task type, in the order of the catalogue. */
export function reasonCodesFor(book: Rulebook, use: ReasonUse, taskType: string): string[] {
  return book.reasonCodes
    .filter((reason) => reason.active && reason.uses.includes(use))
    .filter((reason) => reason.taskTypes.length === 0 || reason.taskTypes.includes(taskType))
    .map((reason) => reason.code);
}

/** One of the reasons must be a code of this use; where the catalogue has none for it, any reason will do. */
function unmetReason({ document, book }: Facts, use: ReasonUse): Unmet[] {
  const given = (document.reasons ?? []).map((reason) => reason.code);
  const codes = reasonCodesFor(book, use, document.taskType);
  const met = codes.length === 0 ? given.length > 0 : given.some((code) => codes.includes(code));
  return met ? [] : [{ kind: 'reason', use, codes }];
}

function isAs(task: OutTaskSummary, wanted: OutTasksAre): boolean {
  const inStatus = wanted.in === undefined || wanted.in.includes(task.mainStatus ?? '');
  return inStatus && (wanted.planned === undefined || !isEmpty(task.planned));
}

/** Whether the outTasks of an inTask are as a condition wants them. Of no outTask at all nothing is said. */
export function outTasksAre(outTasks: readonly OutTaskSummary[], wanted: OutTasksAre): boolean {
  if (outTasks.length === 0) return wanted.are === 'none';
  if (wanted.are === 'every') return outTasks.every((task) => isAs(task, wanted));
  const some = outTasks.some((task) => isAs(task, wanted));
  return wanted.are === 'some' ? some : !some;
}

/** What is lacking for one condition; empty when it is met. */
export function unmet(condition: Condition, facts: Facts): Unmet[] {
  const { document, book, records } = facts;
  switch (condition.kind) {
    case 'filled':
      return isEmpty(read(document, condition.field)) ? [{ kind: 'field', field: condition.field }] : [];
    case 'reason':
      return unmetReason(facts, condition.use);
    case 'workForm':
      return missingInForm(book, document).map((field) => ({ kind: 'field', field }));
    case 'outTasks':
      return outTasksAre(document.outTasks ?? [], condition) ? [] : [condition];
    default:
      return [...(records?.[condition.kind] ?? [])];
  }
}
