/** The data that the rules of an environment start from: what ships in `resources`. */
import statusModels from '../../resources/status-models.json' with { type: 'json' };
import workForms from '../../resources/work-forms.json' with { type: 'json' };
import { parseInput } from '../contract/errors.ts';
import { WorkForms } from '../contract/work-form.ts';
import { rulesOf, type Rules } from '../domain/rules.ts';
import { StatusModels, type Party } from '../domain/status-model.ts';

/** The default rules for a party. Throws INPUT_INVALID naming the file and the mistake. */
export function defaultRules(party: Party): Rules {
  return rulesOf(
    parseInput(StatusModels, statusModels, 'resources/status-models.json'),
    parseInput(WorkForms, workForms, 'resources/work-forms.json'),
    party,
  );
}
