/** All rules of an environment as data: one kind a file, each of them shipped with a default and replaceable. */
import { z } from 'zod';
import { LabelRules, PriorityRules, ReasonCodes } from './catalogues.ts';
import { StatusModels } from './status-model.ts';
import { TaskTypes } from './task-type.ts';
import { Article, HourlyRate, Templates } from './template.ts';
import { WorkForms } from './work-form.ts';

export const Rulebook = z.strictObject({
  taskTypes: TaskTypes,
  statusModels: StatusModels,
  reasonCodes: ReasonCodes,
  labels: LabelRules,
  priorities: PriorityRules,
  workForms: WorkForms,
  templates: Templates,
  /** Price lists, imported as CSV. */
  articles: z.array(Article),
  hourlyRates: z.array(HourlyRate),
});
export type Rulebook = z.infer<typeof Rulebook>;

export const RuleKind = z.enum(Object.keys(Rulebook.shape) as [keyof Rulebook, ...(keyof Rulebook)[]]);
export type RuleKind = keyof Rulebook;
