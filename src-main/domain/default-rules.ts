/** The rules that ship with Patchdesk: the data of `resources`. */
import statusModels from '../../resources/status-models.json' with { type: 'json' };
import workForms from '../../resources/work-forms.json' with { type: 'json' };
import { parseInput } from '../contract/errors.ts';
import { WorkForms } from '../contract/work-form.ts';
import { rulesOf, type Rules } from './rules.ts';
import { StatusModels, type Party } from './status-model.ts';

/** The default rules with `party` acting. Throws INPUT_INVALID naming the file and the mistake. */
export function defaultRules(party: Party): Rules {
  return rulesOf(
    parseInput(StatusModels, statusModels, 'resources/status-models.json'),
    parseInput(WorkForms, workForms, 'resources/work-forms.json'),
    party,
  );
}
