/** The labels of the catalogue that a task may still get. Pure. */
import type { TaskDocument } from '@contract/document/task-document.ts';
import type { LabelRule } from '@contract/rules/catalogues.ts';
import type { RuleCatalogues } from '../../messages/rule-names.ts';

/** In the order of the catalogue; those that are on the task already are left out. */
export function labelsOnOffer(
  { taskType, labels }: Pick<TaskDocument, 'taskType' | 'labels'>,
  rules: RuleCatalogues | null,
): LabelRule[] {
  const there = new Set((labels ?? []).map(({ name }) => name));
  return (rules?.labels ?? [])
    .filter((label) => label.active && !there.has(label.name))
    .filter(({ taskTypes }) => taskTypes.length === 0 || taskTypes.includes(taskType));
}
