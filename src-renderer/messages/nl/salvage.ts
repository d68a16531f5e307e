/** Wat er uit een beschadigde database gered is. */
import type { Texts } from '../en.ts';

export const salvage: Texts['salvage'] = {
  title: 'De gegevens op dit apparaat waren beschadigd',
  happened: (moment) =>
    `Ontdekt ${moment}. Wat nog leesbaar was is overgenomen en het beschadigde bestand is bewaard.`,
  allChangesKept: (count, shown) =>
    ({ 1: 'Je wijziging is gered.', 2: 'Beide wijzigingen zijn gered.' })[count] ??
    `Alle ${shown} wijzigingen zijn gered.`,
  changesKept: (count, shown) => (count === 1 ? '1 wijziging is gered.' : `${shown} wijzigingen zijn gered.`),
  noChanges: 'Er stonden geen wijzigingen in.',
  noChangesKept: 'Geen enkele wijziging was nog leesbaar.',
  changesLost: (count, shown) =>
    count === 1 ? '1 wijziging was niet meer leesbaar.' : `${shown} wijzigingen waren niet meer leesbaar.`,
  checkTasks: (taskIds) => `Kijk na of het platform ze heeft: ${taskIds}.`,
  moreTasks: (shown) => `nog ${shown}`,
  checkLatest: 'Kijk in de taken na wat je het laatst gedaan hebt.',
  changesMayBeLost: 'Er kunnen meer wijzigingen geweest zijn, waar niets meer van te vinden is.',
  historyLost: (count, shown) =>
    count === 1
      ? '1 regel van de geschiedenis was niet meer leesbaar.'
      : `${shown} regels van de geschiedenis waren niet meer leesbaar.`,
  tasksToFetch: (count, shown) =>
    count === 1
      ? '1 taak wordt opnieuw opgehaald zodra het platform antwoordt.'
      : `${shown} taken worden opnieuw opgehaald zodra het platform antwoordt.`,
  noTaskToFetch: 'Er hoeft geen taak opnieuw opgehaald te worden.',
  taskIdsUnreadable:
    'Welke taken er waren is niet meer te zien; ze verschijnen zodra het platform ze opnieuw stuurt.',
  file: 'Het beschadigde bestand, voor de helpdesk:',
  fileName: 'pad van het beschadigde bestand',
  dismiss: 'Sluiten',
  failed: 'Of er gegevens beschadigd waren kon niet gelezen worden',
};
