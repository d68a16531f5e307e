/** Wat er gezegd wordt als het platform niet te gebruiken is: wat er te zien is, wat het betekent en wat je kunt doen. */
import type { TlsFault, Trouble } from '@contract/trouble.ts';
import type { TroubleText, TroubleTexts } from '../en/troubles.ts';

const kept = 'Alles is hier opgeslagen en gaat weg zodra het weer kan.';
const goOn = 'Werk gewoon door; we proberen het vanzelf opnieuw.';
const seconds = (ms: number) => `${String(Number((ms / 1000).toFixed(1))).replace('.', ',')} s`;

const tlsFaults: Readonly<Record<TlsFault, Omit<TroubleText, 'explains'>>> = {
  expired: {
    says: 'Het certificaat van het platform is verlopen',
    advice:
      'Controleer de datum en tijd van dit apparaat. Kloppen die, meld het dan bij de helpdesk: die moet het vernieuwen.',
  },
  notYetValid: {
    says: 'Het certificaat van het platform is nog niet geldig',
    advice: 'Controleer de datum en tijd van dit apparaat. Kloppen die, meld het dan bij de helpdesk.',
  },
  unknownIssuer: {
    says: 'Het certificaat van het platform is van een onbekende uitgever',
    advice:
      'Moet je je bij dit netwerk aanmelden, doe dat dan in je browser. Vraag je beheerder in een bedrijfsnetwerk om het certificaat van de eigen uitgever, om aan Patchdesk toe te voegen.',
  },
  wrongName: {
    says: 'Het certificaat staat op een andere naam dan het platform',
    advice:
      'Moet je je bij dit netwerk aanmelden, doe dat dan in je browser. Laat anders je beheerder het adres van het platform nakijken.',
  },
  revoked: {
    says: 'Het certificaat van het platform is ingetrokken',
    advice: 'Meld het bij de helpdesk. Werk er niet omheen.',
  },
  protocol: {
    says: 'Geen veilige verbinding met het platform',
    advice:
      'Vraag je beheerder of er een firewall of proxy tussen zit en of het adres van het platform klopt.',
  },
};

const proxyWays: Readonly<
  Record<Extract<Trouble, { kind: 'proxyFailed' }>['why'], (proxy: string) => Omit<TroubleText, 'explains'>>
> = {
  unreachable: (proxy) => ({
    says: 'De proxy antwoordt niet',
    advice: `Controleer of je op het netwerk van ${proxy} zit, of laat de proxy uit de instellingen halen.`,
  }),
  credentials: (proxy) => ({
    says: 'De proxy wil een gebruikersnaam en wachtwoord',
    advice: `Vraag je beheerder wat er voor ${proxy} ingevuld moet worden.`,
  }),
  denied: (proxy) => ({
    says: 'De proxy laat ons niet door',
    advice: `Vraag je beheerder om ${proxy} open te zetten voor het platform.`,
  }),
  noWay: (proxy) => ({
    says: 'De proxy komt niet bij het platform',
    advice: `Werk gewoon door. Gaan andere sites ook niet open, meld dan aan je beheerder dat ${proxy} niet naar buiten kan.`,
  }),
};

export const troubles: TroubleTexts = {
  noNetwork: ({ cause }) => ({
    says: 'Geen netwerk op dit apparaat',
    explains: `Dit apparaat zit op geen enkel netwerk (${cause}). ${kept}`,
    advice:
      'Zet wifi aan of sluit een kabel aan. Of werk gewoon door: we proberen het zodra er een netwerk is.',
  }),
  nameNotResolved: ({ host, cause }) => ({
    says: 'Het adres van het platform is niet te vinden',
    explains: `Dit netwerk kent ${host} niet (${cause}). Meestal kan het dan even niet naar buiten. ${kept}`,
    advice:
      'Kijk of andere sites in je browser wel opengaan. Zo ja, laat je beheerder dan het adres van het platform nakijken.',
  }),
  notConnected: ({ why, cause }) =>
    ({
      refused: {
        says: 'Het platform neemt geen verbindingen aan',
        explains: `De andere kant weigert de verbinding (${cause}): er draait niets, of een firewall weigert namens het platform. ${kept}`,
        advice: `${goOn} Blijft het zo, meld het dan bij de helpdesk.`,
      },
      reset: {
        says: 'De verbinding met het platform brak af',
        explains: `Ze brak midden in een antwoord af, of ging onderweg verloren (${cause}). ${kept}`,
        advice: `${goOn} Gebeurt het vaak, probeer dan een ander netwerk.`,
      },
      noRoute: {
        says: 'Dit netwerk heeft geen weg naar het platform',
        explains: `Er is een netwerk, maar er komt niets van bij het platform (${cause}). ${kept}`,
        advice: 'Probeer een ander netwerk, of de VPN van je bedrijf.',
      },
    })[why],
  cut: ({ cause }) => ({
    says: 'De verbinding wordt verbroken vóór er een antwoord is',
    explains: `De andere kant neemt onze verbinding aan en sluit haar voor er iets gezegd is (${cause}). Sommige toelatingslijsten doen dat met adressen die ze niet kennen; een platform dat vastloopt doet het ook. Welk van beide kunnen we niet zien. ${kept}`,
    advice:
      'Gebruik het bedrijfsnetwerk of de VPN. Is het daar hetzelfde, vraag de helpdesk dan of je adres is toegelaten en of het platform een storing heeft.',
  }),
  tlsFailed: ({ why, host, cause }) => ({
    ...tlsFaults[why],
    explains: `De veilige verbinding met ${host} kwam niet tot stand (${cause}), dus er is niets over verzonden. ${kept}`,
  }),
  timedOut: ({ waitingFor, limitMs }) => ({
    says:
      waitingFor === 'connection' ? 'Verbinding maken duurt te lang' : 'Het platform antwoordt niet op tijd',
    explains: `${waitingFor === 'connection' ? 'Er kwam geen verbinding met het platform' : 'Er was verbinding, maar er kwam geen antwoord'}${limitMs === null ? ' op tijd' : ` binnen ${seconds(limitMs)}`}. ${kept}`,
    advice: `${goOn} Bij weinig bereik helpt een plek met meer bereik.`,
  }),
  captivePortal: ({ address }) => ({
    says: 'Bij dit netwerk moet je je eerst aanmelden',
    explains: `In plaats van het antwoord van het platform kwam er een pagina${address === null ? '' : ` van ${address}`}, zoals netwerken in hotels, treinen en voor gasten dat doen. ${kept}`,
    advice: 'Meld je in je browser aan bij dit netwerk en druk dan op "Nu proberen".',
  }),
  proxyFailed: ({ why, proxy, status, cause }) => ({
    ...proxyWays[why](proxy ?? 'de proxy'),
    explains: `Het is de proxy${proxy === null ? '' : ` ${proxy}`} die in de weg zit, niet het platform (${status === null ? cause : `die antwoordde ${status}`}). ${kept}`,
  }),
  unreachable: ({ cause }) => ({
    says: 'Geen verbinding met het platform',
    explains: `Het platform gaf geen antwoord (${cause}). ${kept}`,
    advice: goOn,
  }),
  tokenRefused: ({ why }) =>
    ({
      credentials: {
        says: 'Het platform weigert onze toegang',
        explains: 'Het client-ID of het geheim wordt niet geaccepteerd. Tot dan wordt er niets verzonden.',
        advice: 'Vraag je beheerder om een nieuw client-ID en geheim.',
      },
      token: {
        says: 'Het platform weigert onze toegang',
        explains:
          'Ons client-ID en geheim worden geaccepteerd, maar de toegang die ze gaven niet, ook niet opnieuw. Tot dan wordt er niets verzonden.',
        advice: 'Vraag je beheerder of dit System het platform nog mag gebruiken.',
      },
      fixed: {
        says: 'Het platform weigert ons toegangstoken',
        explains: 'Het vaste toegangstoken wordt niet geaccepteerd. Tot dan wordt er niets verzonden.',
        advice: 'Vraag je beheerder om een nieuw toegangstoken.',
      },
      expired: {
        says: 'Ons toegangstoken is verlopen',
        explains: 'Het vaste toegangstoken zegt zelf dat zijn tijd om is. Er wordt niets mee verzonden.',
        advice:
          'Vraag je beheerder om een nieuw toegangstoken. Is het nieuw, controleer dan de datum en tijd van dit apparaat.',
      },
    })[why ?? 'credentials'],
  notWhitelisted: ({ clientIp, told }) => ({
    says: clientIp === null ? 'Dit netwerk is niet toegelaten' : `Adres ${clientIp} is niet toegelaten`,
    explains: `${
      {
        problem: 'Het platform antwoordt alleen adressen op zijn lijst, en dat van ons staat er niet op.',
        page: 'Een gateway vóór het platform wees ons af met een pagina (403): die laat alleen adressen op zijn lijst door.',
        empty:
          'We werden zonder een woord afgewezen (403), zoals een gateway doet met adressen die niet op zijn lijst staan.',
      }[told ?? 'problem']
    } Intussen wordt er niets verzonden; alles is hier opgeslagen.`,
    advice: `Gebruik het bedrijfsnetwerk of de VPN, of vraag de helpdesk om ${clientIp ?? 'het adres van dit netwerk'} toe te laten.`,
  }),
  platformDown: ({ status }) => ({
    says: 'Het platform is nu even niet beschikbaar',
    explains: `Het antwoordde ${status}: er is onderhoud, het start opnieuw, of het heeft het te druk. ${kept}`,
    advice: `${goOn} We wachten zo lang als gevraagd wordt.`,
  }),
  platformFault: ({ status }) => ({
    says: 'Het platform heeft een storing',
    explains: `Het antwoordde ${status}: er ging iets van hemzelf stuk. ${kept}`,
    advice: `${goOn} Blijft het zo, meld het dan bij de helpdesk.`,
  }),
  tooFast: () => ({
    says: 'Het platform vraagt ons te wachten',
    explains: `Het kreeg te veel aanroepen van ons. ${kept}`,
    advice: 'Je hoeft niets te doen: we wachten zo lang als gevraagd en gaan dan vanzelf verder.',
  }),
  answerInvalid: ({ what }) => ({
    says: 'Het platform gaf een antwoord dat we niet begrijpen',
    explains: `Wat er kwam is niet wat is afgesproken (${what}). ${kept}`,
    advice: `Er is niets verloren. Geef dit door aan de helpdesk: ${what}`,
  }),
  notPermitted: ({ code }) => ({
    says: 'Niet toegestaan door het platform',
    explains: `Jouw organisatie mag dit niet${code === null ? '' : ` (${code})`}. Het is opzijgezet; al het andere gaat door.`,
    advice: 'Vraag het de netwerkeigenaar.',
  }),
  notVisible: () => ({
    says: 'Niet meer zichtbaar',
    explains: 'Het platform toont deze taak niet meer aan jouw organisatie.',
    advice: 'Vraag de netwerkeigenaar of dat klopt.',
  }),
  refused: ({ status, title }) => ({
    says: 'Het platform weigert de aanvraag',
    explains: `Het antwoordde ${status}${title === null ? '' : `: ${title}`}. Het is opzijgezet; al het andere gaat door.`,
    advice: 'Verbeter de wijziging of trek haar in.',
  }),
  storeFailed: ({ reason }) => ({
    says: 'Dit apparaat kan niet opslaan',
    explains: `Tot dat weer lukt wordt er niets verzonden (${reason}).`,
    advice: 'Maak schijfruimte vrij, dan gaat het vanzelf verder; zo niet, start Patchdesk dan opnieuw.',
  }),
};
