/**
 * Status models: which status may follow which, for whom and under what condition (domain reference 3.1, 3.4).
 *
 * A model is data, configured by the network owner; the default set is `resources/status-models.json`. The same
 * functions check a transition in the form, before serving and in the sandbox.
 *
 * Invariant: an end status has no way out, whatever a file says (`parseStatusModels` refuses such a file).
 */
import { z } from 'zod';
import type { TaskDocument } from '../contract/document/task-document.ts';
import { isEmpty, read } from '../contract/pointer.ts';

export const Party = z.enum(['contractor', 'noc', 'networkOwner', 'activeOperator', 'platform']);
export type Party = z.infer<typeof Party>;

const Transition = z.strictObject({
  from: z.array(z.string()).min(1),
  to: z.string(),
  by: z.array(Party).min(1),
  /** JSON pointers to fields that may not be empty. */
  needs: z.array(z.string().startsWith('/')).default([]),
  /** The required fields of the work form may not be empty. */
  needsWork: z.boolean().default(false),
});

export const StatusModel = z.strictObject({
  name: z.string(),
  api: z.enum(['outTask', 'inTask']),
  /** Empty: every type that no other model names. */
  taskTypes: z.array(z.string()),
  start: z.string(),
  ends: z.array(z.string()).min(1),
  transitions: z.array(Transition),
});
export type StatusModel = z.infer<typeof StatusModel>;

export const StatusModels = z.array(StatusModel).superRefine((models, context) => {
  for (const [at, model] of models.entries()) {
    for (const [step, { from }] of model.transitions.entries()) {
      const ended = from.filter((status) => model.ends.includes(status));
      if (ended.length > 0) {
        context.addIssue({
          code: 'custom',
          path: [at, 'transitions', step, 'from'],
          message: `${ended.join(', ')} is an end status: nothing may follow it`,
        });
      }
    }
  }
});

/** The model of a task type: the one that names it, else the one for all others. */
export function modelOf(models: readonly StatusModel[], taskType: string): StatusModel | null {
  const ofApi = models.filter((model) => model.api === 'outTask');
  return (
    ofApi.find((model) => model.taskTypes.includes(taskType)) ??
    ofApi.find((model) => model.taskTypes.length === 0) ??
    null
  );
}

/** What a transition comes to: allowed, unknown to the model, or lacking fields. */
export type Verdict =
  { kind: 'allowed' } | { kind: 'notAllowed'; allowed: string[] } | { kind: 'needs'; missing: string[] };

/** True when nothing may change any more (domain reference 3.1). Without a model nothing is known to be an end. */
export function isEnded(model: StatusModel | null, status: string): boolean {
  return model?.ends.includes(status) ?? false;
}

/** The statuses that `by` may set from `from`. */
export function transitionsFrom(model: StatusModel, from: string, by: Party): string[] {
  const targets = model.transitions.filter((step) => step.from.includes(from) && step.by.includes(by));
  return [...new Set(targets.map((step) => step.to))];
}

/**
 * Checks the step from `from` to the status of `document`, with the fields as they are in `document`.
 * `required` are the pointers that the work form demands. Staying in a status is no step and always allowed.
 */
export function checkTransition(
  model: StatusModel,
  from: string,
  document: TaskDocument,
  by: Party,
  required: readonly string[],
): Verdict {
  const to = document.mainStatus;
  if (from === to) return { kind: 'allowed' };
  const step = model.transitions.find(
    (one) => one.from.includes(from) && one.to === to && one.by.includes(by),
  );
  if (!step) return { kind: 'notAllowed', allowed: transitionsFrom(model, from, by) };
  const demanded = [...step.needs, ...(step.needsWork ? required : [])];
  const missing = demanded.filter((pointer) => isEmpty(read(document, pointer)));
  return missing.length > 0 ? { kind: 'needs', missing } : { kind: 'allowed' };
}
