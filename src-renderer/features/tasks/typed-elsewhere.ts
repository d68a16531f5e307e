/**
 * What was typed in the other parts of a task and not saved. A step that ends the task takes it along: afterwards it
 * could neither be seen nor saved any more. Pure.
 */
import type { EditPatch } from '@contract/document/patch.ts';
import type { TaskDetail } from '@contract/task-view.ts';
import type { Texts } from '../../messages/en.ts';
import type { RuleCatalogues } from '../../messages/rule-names.ts';
import { readInputs } from '../fields/typed-fields.ts';
import type { Problem } from '../fields/typed-value.ts';
import { editInputs, editPatch } from './edit-fields.ts';

export interface TypedElsewhere {
  patch: EditPatch;
  /** What was typed, by the key of its input. */
  typed: Map<string, string>;
  /** What can't be read, by the key of its input: the step has to wait for it. */
  problems: Map<string, Problem>;
}

/** The work form and the note are not among it: they are taken along by themselves. */
export function typedElsewhere(
  detail: Pick<TaskDetail, 'document' | 'writable' | 'ended'>,
  draft: ReadonlyMap<string, string>,
  texts: Texts,
  rules: RuleCatalogues | null,
): TypedElsewhere {
  const pointers = detail.writable.filter((pointer) => !pointer.startsWith('/work/'));
  const inputs = editInputs(detail, pointers, texts, rules).filter(({ key }) => draft.has(key));
  const { touched, problems } = readInputs(inputs, draft);
  return {
    patch: touched.length > 0 ? editPatch(detail.document, touched) : {},
    typed: new Map(inputs.map(({ key }) => [key, draft.get(key) ?? ''])),
    problems,
  };
}
