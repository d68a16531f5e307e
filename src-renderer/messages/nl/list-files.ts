import type { Texts } from '../en.ts';

export const listFiles: Texts['listFiles'] = {
  label: 'Meer voor deze lijst',
  export: 'Opslaan als CSV',
  exportHint: 'Alle taken van deze lijst met hun kolommen, voor Excel.',
  exported: (fileName, count, shown) => `${fileName}: ${shown} ${count === 1 ? 'taak' : 'taken'}`,
  import: 'Plandatums uit CSV…',
  importHint: 'Een bestand met de kolommen Taaknummer en Gepland. Je ziet vooraf wat er verandert.',
  unreadableFile: 'Dit bestand kon niet gelezen worden.',
  previewTitle: 'Plandatums uit een bestand',
  summary: (changes, same, refused) =>
    `${changes} te wijzigen · ${same} al gelijk · ${refused} niet mogelijk`,
  take: 'Overnemen',
  takeOf: (taskId) => `${taskId} overnemen`,
  line: (line) => `regel ${line}`,
  until: (start, end) => `${start} tot ${end}`,
  same: (plan) => `${plan}: al gelijk`,
  unreadable: {
    noTaskId: () => 'Geen taaknummer in deze regel',
    noDate: (text) => `“${text}” is geen datum (23-11-2026 14:30)`,
    twice: (text) => `${text} staat al in het bestand, in een eerdere regel`,
    quote: (text) => `Een aanhalingsteken staat verkeerd: ${text}`,
  },
  cancel: 'Annuleren',
  apply: (count, shown) => (count === 1 ? '1 plandatum overnemen' : `${shown} plandatums overnemen`),
  moved: (count, shown, taskIds) =>
    `${shown} ${count === 1 ? 'taak is' : 'taken zijn'} veranderd sinds dit werd getoond, en ${count === 1 ? 'blijft zoals die is' : 'blijven zoals ze zijn'} (${taskIds}${count > 5 ? ', …' : ''}). Kies het bestand opnieuw om te zien wat het nu zou veranderen.`,
  applied: (count, shown) =>
    `${shown} ${count === 1 ? 'plandatum' : 'plandatums'} opgeslagen. Ze staan bij Uitgaand.`,
};
