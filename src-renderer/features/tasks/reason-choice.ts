/** The reason codes that fit a step. Pure. */
import type { TaskDocument } from '@contract/document/task-document.ts';
import type { RuleCatalogues } from '../../messages/rule-names.ts';
import type { Asking } from './asked-fields.ts';

/** The codes that the step named; where it named none, those of the catalogue for its use and the task type. */
export function codesFor(
  { use, codes }: NonNullable<Asking['reason']>,
  { taskType }: Pick<TaskDocument, 'taskType'>,
  rules: RuleCatalogues | null,
): string[] {
  if (codes.length > 0) return codes;
  return (rules?.reasonCodes ?? [])
    .filter((reason) => reason.active && reason.uses.includes(use))
    .filter((reason) => reason.taskTypes.length === 0 || reason.taskTypes.includes(taskType))
    .map((reason) => reason.code);
}
