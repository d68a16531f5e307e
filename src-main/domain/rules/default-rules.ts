/** The rules that ship with Patchdesk: the data of `resources/rules`. */
import labels from '../../../resources/rules/labels.json' with { type: 'json' };
import priorities from '../../../resources/rules/priorities.json' with { type: 'json' };
import reasonCodes from '../../../resources/rules/reason-codes.json' with { type: 'json' };
import statusModels from '../../../resources/rules/status-models.json' with { type: 'json' };
import taskTypes from '../../../resources/rules/task-types.json' with { type: 'json' };
import templates from '../../../resources/rules/templates.json' with { type: 'json' };
import workForms from '../../../resources/rules/work-forms.json' with { type: 'json' };
import { parseInput } from '../../contract/errors.ts';
import type { Party } from '../../contract/rules/party.ts';
import { Rulebook } from '../../contract/rules/rulebook.ts';
import { rulesOf, type Rules } from './rules.ts';

/** The rulebook that ships. No prices: every contractor has his own. Throws INPUT_INVALID naming each mistake. */
export function defaultRulebook(): Rulebook {
  const parts = { taskTypes, statusModels, reasonCodes, labels, priorities, workForms, templates };
  return parseInput(Rulebook, { ...parts, articles: [], hourlyRates: [] }, 'resources/rules');
}

/** The default rules with `party` acting. */
export function defaultRules(party: Party): Rules {
  return rulesOf(defaultRulebook(), party);
}
