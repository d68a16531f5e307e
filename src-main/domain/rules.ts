/** The rules of an environment in one hand: status models, work forms and the party we act for. */
import type { TaskDocument } from '../contract/document/task-document.ts';
import type { TransitionView } from '../contract/task-view.ts';
import type { WorkForm } from '../contract/work-form.ts';
import { applyPatch } from './patch.ts';
import {
  checkTransition,
  isEnded,
  modelOf,
  transitionsFrom,
  type Party,
  type StatusModel,
  type Verdict,
} from './status-model.ts';

export interface Rules {
  formOf(taskType: string): WorkForm | null;
  isEnded(document: TaskDocument): boolean;
  /** Checks the step from a status to that of `document`. A task type without a model may do anything. */
  check(from: string, document: TaskDocument): Verdict;
  /** What the user may do next, with the fields that still stand in the way. */
  transitions(document: TaskDocument): TransitionView[];
}

/** Binds the data of an environment to the rules. */
export function rulesOf(models: readonly StatusModel[], forms: readonly WorkForm[], party: Party): Rules {
  const model = (taskType: string) => modelOf(models, taskType);
  const formOf = (taskType: string) => forms.find((form) => form.taskType === taskType) ?? null;
  const required = (taskType: string) =>
    formOf(taskType)
      ?.fields.filter((field) => field.required)
      .map((field) => field.field) ?? [];

  function check(from: string, document: TaskDocument): Verdict {
    const known = model(document.taskType);
    return known
      ? checkTransition(known, from, document, party, required(document.taskType))
      : { kind: 'allowed' };
  }

  return {
    formOf,
    check,
    isEnded: (document) => isEnded(model(document.taskType), document.mainStatus),
    transitions(document) {
      const known = model(document.taskType);
      if (!known) return [];
      return transitionsFrom(known, document.mainStatus, party).map((to) => {
        const verdict = check(document.mainStatus, applyPatch(document, { mainStatus: to }));
        return { to, needs: verdict.kind === 'needs' ? verdict.missing : [] };
      });
    },
  };
}
