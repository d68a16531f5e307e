/** Wat er gezegd wordt als iets mislukt: in gewone woorden, met wat eraan te doen is. */
import type { FieldRule } from '@contract/document/field-issue.ts';
import type { EndpointTlsFault } from '@contract/errors.ts';
import type { FailureTexts } from '../en/failures.ts';
import { sayIssues } from '../attachment-issues.ts';
import { nameOf } from '../name-of.ts';
import { attachments } from './attachments.ts';
import { names } from './names.ts';

const list = <Code>(raw: readonly Code[], name: (one: Code) => string) => raw.map(name).join(', ');

const fieldRules: Readonly<Record<FieldRule, string>> = {
  neverChanged: 'kan nooit gewijzigd worden',
  ownOrganizationOnly: 'kan alleen iemand van je eigen organisatie zijn',
  unknownPriority: 'is geen prioriteit die de regels kennen',
  endsBeforeStart: 'ligt voor het begin',
  unknownTaskType: 'is geen taaktype dat de regels kennen',
  notOfThisApi: 'past niet bij dit soort taak',
};

const tlsFaults: Readonly<Record<EndpointTlsFault, string>> = {
  certificate: 'het certificaat is geen leesbare PEM-tekst',
  key: 'de sleutel is geen leesbare PEM-tekst',
  keyLocked: 'de sleutel zit op slot met een wachtwoord; lever er een zonder aan',
  noPair: 'de sleutel hoort niet bij het certificaat',
  refused: 'het voldoet niet aan wat TLS tegenwoordig vraagt; laat een nieuw maken',
};

export const failures: FailureTexts = {
  INPUT_INVALID: ({ where, issues }) =>
    `Wat werd aangereikt past niet (${where}): ${issues.map((issue) => `${issue.path || '/'} ${issue.message}`).join('; ')}`,
  TASK_UNKNOWN: ({ taskId }) => `Taak ${taskId} staat niet op dit apparaat.`,
  TASK_ENDED: ({ mainStatus }, { status }) =>
    `De taak is ${status(mainStatus).toLowerCase()}; er kan niets meer aan gewijzigd worden.`,
  TRANSITION_NOT_ALLOWED: ({ from, to, model, allowed, others }, { status, party }) =>
    [
      `Volgens het statusmodel "${model}" kun je niet van ${status(from)} naar ${status(to)}.`,
      allowed.length > 0
        ? `Wel mogelijk vanaf hier: ${list(allowed, status)}.`
        : 'Er is geen andere status mogelijk.',
      ...(others.length > 0 ? [`Deze stap kan gezet worden door ${list(others, party)}.`] : []),
    ].join(' '),
  TRANSITION_NEEDS: ({ to, model, unmet }, words) =>
    `Het statusmodel "${model}" vraagt meer voor ${words.status(to)}. ${words.unmet(unmet)}.`,
  FIELD_NOT_WRITABLE: ({ fields, party }, words) =>
    `Als ${words.party(party).replace(/^(de|het) /, '')} mag je dit niet wijzigen: ${list(fields, words.field)}.`,
  FIELD_RULE: ({ issues }, { field }) =>
    `Dit gaat tegen een regel van het platform in: ${list(issues, (issue) => `${field(issue.path)} ${fieldRules[issue.rule]}`)}.`,
  RECORD_REFUSED: ({ why, what }) =>
    ({
      unknownQuestion: `Deze vraag bestaat niet meer (${what}).`,
      unknownMainTask: `Deze hoofdtaak bestaat niet meer (${what}).`,
      unknownTemplate: `Dit sjabloon past hier niet (${what}).`,
      noAnswer: `"${what}" is geen antwoord op deze vraag.`,
      templateInUse: `Van dit sjabloon is al iets ingevuld, dus het blijft (${what}).`,
      notInPriceList: `${what} staat niet meer in de prijslijst.`,
      notKept: `Van deze taak wordt niets vastgelegd (${what}).`,
    })[why],
  EDIT_EMPTY: () => 'Er is niets gewijzigd, dus er viel niets op te slaan.',
  ATTACHMENT_REFUSED: ({ fileName, issues }) =>
    `${fileName} kan niet worden toegevoegd: ${sayIssues(attachments.issues, issues)}.`,
  ATTACHMENT_UNKNOWN: () => 'Dit bestand hoort niet meer bij de taak.',
  ATTACHMENT_UNAVAILABLE: ({ fileName, reason }) =>
    `${fileName} kan niet worden geopend: ${attachments.absences[reason]}.`,
  CHANGE_UNKNOWN: () => 'Deze wijziging staat niet meer bij Uitgaand.',
  CHANGE_STATE: ({ state }) =>
    `De wijziging is inmiddels ${nameOf(names.changeStates, state).toLowerCase()}; dit kan er niet meer mee.`,
  CHANGE_NEEDED: () => 'Een latere wijziging van deze taak heeft deze nodig. Trek eerst de latere in.',
  RULE_FILE_REFUSED: ({ fileName, mistakes, more }) =>
    `${fileName} is niet overgenomen; fouten: ${mistakes.length + more}. Er is niets veranderd.`,
  PLAN_FILE_REFUSED: ({ fileName, reason, found }) =>
    ({
      notText: `${fileName} is geen tekstbestand`,
      noHeading: `${fileName} heeft in de eerste regel geen kolommen voor taaknummer en plandatum: ${found.join(', ')}`,
      empty: `${fileName} heeft geen regels`,
      tooLong: `${fileName} heeft te veel regels`,
    })[reason],
  STORE_TOO_NEW: ({ found, known }) =>
    `De gegevens op dit apparaat zijn geschreven door een nieuwere Patchdesk (${found}, deze kent ${known}). Werk Patchdesk bij om verder te gaan.`,
  STORE_FAILED: ({ reason }) =>
    `De gegevens op dit apparaat konden niet gelezen of geschreven worden (${reason}). Probeer het opnieuw; wat was opgeslagen is er nog.`,
  STORE_FULL: ({ reason }) =>
    `De schijf is vol (${reason}), dus dit is niet opgeslagen. Maak ruimte op de schijf en probeer het opnieuw; wat eerder was opgeslagen is er nog, en wat je typte is niet weg.`,
  STORE_READ_ONLY: ({ reason }) =>
    `Patchdesk mag zijn gegevens op dit apparaat niet schrijven (${reason}), dus dit is niet opgeslagen. Maak de map beschrijfbaar en probeer het opnieuw; wat je typte is niet weg.`,
  STORE_CORRUPT: ({ reason }) =>
    `Een deel van de gegevens op dit apparaat is niet meer te lezen (${reason}). Start Patchdesk opnieuw: het beschadigde bestand wordt apart gezet en alles wat nog leesbaar is wordt overgenomen, je niet verzonden wijzigingen eerst.`,
  ENVIRONMENT_UNKNOWN: ({ name }) => `De omgeving ${name} bestaat niet meer.`,
  ENVIRONMENT_INCOMPLETE: () => 'Er ontbreken geheimen; vul ze in en bewaar eerst.',
  ENVIRONMENT_NOT_OPEN: () => 'Deze omgeving is niet in gebruik, dus er is niets in te bereiken.',
  SETTINGS_FAILED: ({ reason }) =>
    `De instellingen konden niet worden bewaard (${reason}). Ze zijn zoals ze waren. Probeer het opnieuw.`,
  VAULT_FAILED: ({ reason }) =>
    `De sleutelbos van deze computer was niet te gebruiken (${reason}). Ontgrendel hem en probeer het opnieuw.`,
  PROVISIONING_REFUSED: ({ fileName, issues }) =>
    `${fileName} is niet overgenomen en er is niets veranderd: ${list(issues, ({ path, message }) => `${path} ${message}`)}.`,
  ENDPOINT_PORT_TAKEN: ({ host, port }) =>
    `Patchdesk kan niet luisteren op poort ${port} van ${host} voor aanroepen van het platform: een ander programma doet dat al, of een andere Patchdesk. Sluit die, of kies een andere poort.`,
  ENDPOINT_PORT_FORBIDDEN: ({ host, port }) =>
    `Deze computer laat Patchdesk niet luisteren op poort ${port} van ${host} voor aanroepen van het platform. Kies een poort vanaf 1024, of vraag je beheerder.`,
  ENDPOINT_ADDRESS_UNAVAILABLE: ({ host }) =>
    `Deze computer heeft het adres ${host} niet waarop Patchdesk moet luisteren voor aanroepen van het platform. Kies een adres dat hij wel heeft; 127.0.0.1 werkt altijd voor deze computer zelf.`,
  ENDPOINT_TLS_INVALID: ({ reason }) =>
    `Het certificaat voor aanroepen van het platform is niet bruikbaar: ${tlsFaults[reason]}.`,
  ENGINE_LOST: () =>
    'Patchdesk moest zijn motor opnieuw starten en kreeg geen antwoord. Wat was opgeslagen is er nog. Probeer het opnieuw.',
  METHOD_UNKNOWN: ({ method }) =>
    `Dit deel van Patchdesk heeft een andere versie dan de rest (${method}). Start Patchdesk opnieuw.`,
  SANDBOX_UNREACHABLE: ({ reason }) => `Het oefennetwerk antwoordt niet (${reason}).`,
  INTERNAL: ({ reference }) => `Een fout van onszelf. In het logboek staat die als ${reference}.`,
};
