/** Wat een statusstap in de weg staat, en wie er een mag zetten. */
import type { Texts } from '../en.ts';

export const unmet: Texts['unmet'] = {
  fields: (fields) => `Vul in: ${fields}`,
  reason: (uses, codes) => (codes === '' ? `Geef een reden ${uses}` : `Geef een reden ${uses}: ${codes}`),
  uses: {
    OPEN: 'voor het openen',
    HOLD: 'voor het on hold zetten',
    CLOSE: 'voor het sluiten',
    CANCEL: 'voor het annuleren',
  },
  lmra: (name) => `Beantwoord "${name}" (risicoanalyse)`,
  unsafe: (name) => `Volgens "${name}" is het niet veilig om te beginnen`,
  question: (name) => `Beantwoord "${name}"`,
  mainTask: (name) => `Rond "${name}" af`,
  attachment: (name, fileName) => `Voeg het bestand "${name}" toe (${fileName})`,
  outTasks: {
    every: (what) => `Elke outTask moet ${what} zijn`,
    some: (what) => `Minstens één outTask moet ${what} zijn`,
    none: (what) => `Geen outTask mag ${what} zijn`,
    planned: 'op een datum gepland',
    there: 'aanwezig',
    or: 'of',
    and: 'en',
  },
  parties: {
    contractor: 'de aannemer',
    noc: 'het NOC',
    networkOwner: 'de netwerkeigenaar',
    activeOperator: 'de actieve operator',
    platform: 'het platform',
  },
};
