/** The rules the platform holds a contractor to: the data that ships in `resources`. */
import statusModels from '../../../resources/status-models.json' with { type: 'json' };
import workForms from '../../../resources/work-forms.json' with { type: 'json' };
import { parseInput } from '../../contract/errors.ts';
import { WorkForms } from '../../contract/work-form.ts';
import { rulesOf, type Rules } from '../../domain/rules.ts';
import { StatusModels } from '../../domain/status-model.ts';

/** The default rules, with the contractor as acting party. Throws INPUT_INVALID naming the file and the mistake. */
export function contractorRules(): Rules {
  return rulesOf(
    parseInput(StatusModels, statusModels, 'resources/status-models.json'),
    parseInput(WorkForms, workForms, 'resources/work-forms.json'),
    'contractor',
  );
}
