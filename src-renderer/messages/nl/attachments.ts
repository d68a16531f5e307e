/** Bijlagen: de kaart, en waarom een bestand niet werd aangenomen. */
import type { attachments as english } from '../en/attachments.ts';
import { megabytes } from '../file-size.ts';

const size = (bytes: number) => megabytes('nl-NL', bytes);

export const attachments: typeof english = {
  issues: {
    fileName: () =>
      'de naam is leeg, te lang, of bevat een map of een teken dat niet in een bestandsnaam mag',
    extension: ({ extension, allowed }) =>
      `${extension === '' ? 'het heeft geen extensie' : `de extensie ${extension.toUpperCase()} mag niet`}; ` +
      `wel mogen ${allowed.join(', ').toUpperCase()}`,
    empty: () => 'het is leeg',
    fileTooLarge: ({ size: has, most }) =>
      `het is ${size(has)}, een bestand mag hoogstens ${size(most)} zijn`,
    taskTooLarge: ({ size: has, most }) =>
      `hiermee worden de bestanden van deze taak samen ${size(has)}, hoogstens ${size(most)} mag`,
    tooManyFiles: ({ files, most }) =>
      `het zou bestand ${files} van deze taak zijn, hoogstens ${most} mogen er zijn`,
  },
  absences: {
    unreachable:
      'het staat nog niet op dit apparaat en het platform is nu niet bereikbaar. Probeer het later opnieuw',
    notFound: 'het platform heeft de inhoud niet',
    mismatch: 'het platform stuurde een inhoud die niet is wat er in de taak staat',
    expired: 'het is ouder dan 104 weken; het platform heeft het verwijderd',
    damaged: 'de inhoud op dit apparaat is beschadigd',
  },
  none: 'Nog geen bestanden.',
  add: 'Bestanden toevoegen',
  hint: (most, files) =>
    `Sleep bestanden hierheen, plak een foto, of kies ze. Hoogstens ${most} per bestand en ${files} bestanden per taak.`,
  drop: 'Laat los om toe te voegen',
  adding: 'Opslaan…',
  added: (fileName) => `${fileName} opgeslagen; het gaat weg zodra het platform bereikbaar is`,
  notAdded: (fileName) => `${fileName} is niet toegevoegd`,
  retry: 'Opnieuw proberen',
  dismiss: 'Deze melding sluiten',
  show: (fileName) => `${fileName} tonen`,
  save: (fileName) => `${fileName} opslaan`,
  saveFile: 'Opslaan',
  close: 'Sluiten',
};
