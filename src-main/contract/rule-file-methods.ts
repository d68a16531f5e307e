/** The rules as windows know them, and the files they come from (domain reference 10.1). */
import { z } from 'zod';
import { LabelRules, PriorityRules, ReasonCodes } from './rules/catalogues.ts';
import { RuleMistakes } from './rules/rule-mistake.ts';
import { RuleKind } from './rules/rulebook.ts';
import { Status } from './rules/status-model.ts';
import { TaskTypes } from './rules/task-type.ts';

/** Where the rules of one kind come from. */
export const RuleFileState = z.object({
  kind: RuleKind,
  source: z.enum(['shipped', 'imported']),
  /** The name under which it is exported: of an imported file its own. */
  fileName: z.string(),
  importedAt: z.iso.datetime().nullable(),
  importedBy: z.string().nullable(),
  /** How many models, codes, forms or lines it has. */
  entries: z.number().int(),
  /** An imported file that this version can't use, and why: what ships counts instead. */
  unfit: RuleMistakes.extend({ fileName: z.string() }).nullable(),
});
export type RuleFileState = z.infer<typeof RuleFileState>;

export const RulesView = z.object({
  taskTypes: TaskTypes,
  statuses: z.array(Status),
  reasonCodes: ReasonCodes,
  labels: LabelRules,
  priorities: PriorityRules,
  /** One for each kind, in the order of the rulebook. */
  files: z.array(RuleFileState),
});
export type RulesView = z.infer<typeof RulesView>;

export const ruleFileMethods = {
  'rules.view': { input: z.strictObject({}), output: RulesView },
} as const;
