/**
 * Names that are data: of task types, statuses, priorities and reasons, as the rules of the environment have them. What
 * the rules name wins over what the catalogue of texts knows; what neither names is shown raw.
 */
import type { LabelRule, PriorityRule, ReasonCode } from '@contract/rules/catalogues.ts';
import type { Status } from '@contract/rules/status-model.ts';
import type { TaskType } from '@contract/rules/task-type.ts';
import type { Names } from '@contract/rules/words.ts';
import type { Texts } from './en.ts';

/** What the window needs of the rules. */
export interface RuleCatalogues {
  readonly taskTypes: readonly TaskType[];
  readonly statuses: readonly Status[];
  readonly priorities: readonly PriorityRule[];
  readonly reasonCodes: readonly ReasonCode[];
  readonly labels: readonly LabelRule[];
}

/** What is known of the rules now: nothing before they are read. */
export interface KnownRules {
  readonly view: RuleCatalogues | null;
}

/** The texts with the names of the rules in them. */
export function withRuleNames(texts: Texts, rules: RuleCatalogues | null): Texts {
  if (!rules) return texts;
  const named = (entries: readonly (readonly [string, Names | undefined])[]) =>
    Object.fromEntries(entries.flatMap(([code, names]) => (names ? [[code, names[texts.locale]]] : [])));
  const { taskTypes, statuses, priorities, reasonCodes } = rules;
  const names = {
    ...texts.names,
    taskTypes: { ...texts.names.taskTypes, ...named(taskTypes.map((one) => [one.name, one.names])) },
    statuses: { ...texts.names.statuses, ...named(statuses.map((one) => [one.name, one.names])) },
    transitions: { ...texts.names.transitions, ...named(statuses.map((one) => [one.name, one.step])) },
    priorities: { ...texts.names.priorities, ...named(priorities.map((one) => [one.name, one.names])) },
    reasonNames: Object.fromEntries(reasonCodes.map((one) => [one.code, Object.values(one.names)])),
    reasonCodes: { ...texts.names.reasonCodes, ...named(reasonCodes.map((one) => [one.code, one.names])) },
  };
  return { ...texts, names };
}
