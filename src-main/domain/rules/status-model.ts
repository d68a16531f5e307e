/**
 * Which model a task has, and which steps it allows (domain reference 3.1, 3.4). The models themselves are data.
 *
 * The same functions check a step in the form, before it is saved or served, and in the sandbox.
 *
 * Invariant: an end status has no way out, whatever a file says (`ruleMistakes` refuses such a file).
 */
import type { Api } from '../../contract/document/values.ts';
import type { Party } from '../../contract/rules/party.ts';
import type { StatusModel, Transition } from '../../contract/rules/status-model.ts';

/** What a model is chosen by. */
export interface ModelKey {
  api: Api;
  cluster: string | null;
  module: string | null;
  taskType: string;
  subType: string | null;
  organization: string | null;
}

/** The keys from the one that weighs most: what names the task closer beats what names its surroundings. */
const keys = [
  ['organizations', 'organization'],
  ['subTypes', 'subType'],
  ['taskTypes', 'taskType'],
  ['modules', 'module'],
  ['clusters', 'cluster'],
] as const;

function matches(model: StatusModel, task: ModelKey): boolean {
  if (!model.active || model.api !== task.api) return false;
  return keys.every(([list, name]) => {
    const value = task[name];
    return model[list].length === 0 || (value !== null && model[list].includes(value));
  });
}

/** Which keys a model names, as a number: the more it weighs, the more specific the model. */
function weight(model: StatusModel): number {
  return keys.reduce((sum, [list]) => sum * 2 + (model[list].length > 0 ? 1 : 0), 0);
}

/** The model of a task: the most specific that matches, the first of equals; null when none does. */
export function modelOf(models: readonly StatusModel[], task: ModelKey): StatusModel | null {
  const found = models.filter((model) => matches(model, task));
  return found.reduce<StatusModel | null>(
    (best, model) => (best === null || weight(model) > weight(best) ? model : best),
    null,
  );
}

const overlap = (one: readonly string[], other: readonly string[]) =>
  one.length === 0 ? other.length === 0 : one.some((name) => other.includes(name));

/** True when two models can match the same task and neither is more specific: a file must not leave that open. */
export function areAmbiguous(one: StatusModel, other: StatusModel): boolean {
  if (!one.active || !other.active || one.api !== other.api) return false;
  return keys.every(([list]) => overlap(one[list], other[list]));
}

/** True when nothing may change any more (domain reference 3.1). Without a model nothing is known to be an end. */
export function isEndStatus(model: StatusModel | null, status: string): boolean {
  return model?.ends.includes(status) ?? false;
}

/** The steps between two statuses, whoever may take them. */
export function stepsBetween(model: StatusModel, from: string, to: string): Transition[] {
  return model.transitions.filter((step) => step.from.includes(from) && step.to === to);
}

/** The steps into a status from any other and from itself, whoever may take them. */
export function stepsInto(model: StatusModel, to: string): Transition[] {
  return model.transitions.filter((step) => step.to === to);
}

/** The statuses that `by` may set from `from`, in the order of the model; `from` itself where that is a step. */
export function targetsFrom(model: StatusModel, from: string, by: Party): string[] {
  const steps = model.transitions.filter((step) => step.from.includes(from) && step.by.includes(by));
  return [...new Set(steps.map((step) => step.to))];
}
