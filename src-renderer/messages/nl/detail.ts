/** Delen van de taak die ter plekke gewijzigd kunnen worden. */
import type { Texts } from '../en.ts';

export const detail: Texts['detail'] = {
  edit: 'Wijzigen',
  editPart: (part) => `${part} wijzigen`,
  save: 'Opslaan',
  saved: 'Opgeslagen. De wijziging staat bij Uitgaand.',
  incident: 'Storing',
  handling: 'Behandeling',
  outTasks: 'outTasks',
  inTask: 'inTask',
  follows: (value) => `volgt "dienst verstoord": ${value}`,
  listHint: "Meer dan een: met komma's ertussen",
  assigneeHint: 'Alleen binnen je eigen organisatie kun je een persoon noemen.',
  labels: {
    remove: (label) => `${label} eraf halen`,
    add: 'Label toevoegen',
    name: 'Label',
    private: 'Alleen voor mijn eigen organisatie',
    put: 'Label toevoegen',
  },
  isPrivate: 'privé',
};
