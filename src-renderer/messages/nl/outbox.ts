/** Wijzigingen: Uitgaand, de melding van een weigering, en ontvangstbewijzen. */
import type { Texts } from '../en.ts';

export const outbox: Texts['outbox'] = {
  title: 'Uitgaand',
  explains:
    'Alles wat je gewijzigd hebt, tot het platform het bevestigd heeft. Niets verdwijnt hier vanzelf.',
  refused: 'Geweigerd',
  underWay: 'Wachtend en onderweg',
  ended: 'Bevestigd en ingetrokken',
  count: (count) => `${count} ${count === 1 ? 'wijziging' : 'wijzigingen'}`,
  emptyTitle: 'Er wacht niets',
  emptyText:
    'Wat je in een taak wijzigt verschijnt hier en blijft staan tot het platform het bevestigd heeft.',
  failedTitle: 'Uitgaand kon niet gelezen worden',
  made: (moment, by) => `${moment} door ${by}`,
  tries: (count) => (count === 1 ? '1 keer geprobeerd' : `${count} keer geprobeerd`),
  to: 'wordt',
  noteAdded: 'Notitie toegevoegd',
  statusStep: 'Status',
  receipt: (moment) => `Geaccepteerd ${moment}`,
  receiptVersion: (version) => `platformversie ${version}`,
  receiptIndication: (id) => `indicatie ${id}`,
  refusal: {
    title: 'Het platform heeft deze wijziging geweigerd',
    at: (moment) => `Geweigerd ${moment}`,
    youTyped: (value) => `Je typte: ${value}`,
    parked: 'Ze blijft hier staan tot je haar verbetert, opnieuw verstuurt of intrekt.',
    correct: 'Verbeteren',
    correctAndSend: 'Verbeteren en opnieuw versturen',
    resend: 'Opnieuw versturen',
    withdraw: 'Intrekken',
    withdrawQuestion: 'Deze wijziging intrekken? Wat je typte blijft in de geschiedenis van de taak staan.',
    withdrawConfirm: 'Intrekken',
    keep: 'Laten staan',
    corrected: 'Verbeterd en opnieuw in de rij gezet',
    resent: 'Opnieuw in de rij gezet',
    withdrawn: 'Ingetrokken',
    sameValue: 'Wijzig eerst minstens één waarde.',
  },
};
