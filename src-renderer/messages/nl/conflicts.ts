/** Velden die door twee kanten gewijzigd zijn. */
import type { Texts } from '../en.ts';

export const conflicts: Texts['conflicts'] = {
  explains:
    'Jij en het platform hebben deze velden allebei gewijzigd. Kies per veld welke waarde telt; de andere blijft in de geschiedenis.',
  field: 'Veld',
  was: 'Was',
  mine: 'Van mij',
  platform: 'Platform',
  take: 'Nemen',
  takeFor: (field) => `Wiens waarde voor ${field}`,
  settle: 'Gebruik mijn keuze',
  left: (count) => `${count} nog niet gekozen`,
  settled: 'Opgelost. Je keuze telt.',
};
