/** The rules as windows know them, and the files they come from (domain reference 10.1). */
import { z } from 'zod';
import { LabelRules, PriorityRules, ReasonCodes } from './rules/catalogues.ts';
import { RuleFile } from './rules/rule-file.ts';
import { RuleMistakes } from './rules/rule-mistake.ts';
import { RuleKind } from './rules/rulebook.ts';
import { Status } from './rules/status-model.ts';
import { TaskTypes } from './rules/task-type.ts';

/** Where the rules of one kind come from. */
export const RuleFileState = z.object({
  kind: RuleKind,
  source: z.enum(['shipped', 'imported']),
  /** The name under which it is exported: of an imported file its own, even where that can't be used. */
  fileName: z.string(),
  importedAt: z.iso.datetime().nullable(),
  importedBy: z.string().nullable(),
  /** How many models, codes, forms or lines it has. */
  entries: z.number().int(),
  /** Why the file that was imported can't be used, by a version that knows other rules: what ships counts instead. */
  unfit: RuleMistakes.nullable(),
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
  /** What would be wrong with a file; changes nothing. `entries` is null when anything is. */
  'rules.check': {
    input: RuleFile,
    output: RuleMistakes.extend({ entries: z.number().int().nullable() }),
  },
  /** Puts a file in the place of the rules of its kind. With any mistake it is RULE_FILE_REFUSED and nothing changes. */
  'rules.import': { input: RuleFile, output: z.object({ entries: z.number().int() }) },
  /** An imported file as it came in, byte for byte; what ships in the form that we write. */
  'rules.export': {
    input: z.strictObject({ kind: RuleKind }),
    output: RuleFile.pick({ fileName: true, content: true }),
  },
  /** Back to what ships. RULE_FILE_REFUSED where an imported file of another kind can't do without this one. */
  'rules.reset': { input: z.strictObject({ kind: RuleKind }), output: z.object({}) },
} as const;
