/** Regels en hun bestanden: importeren, exporteren, en wat er aan een bestand mankeert. */
import type { JsonFault, TextForm } from '@contract/rules/rule-mistake.ts';
import type { RuleKind } from '@contract/rules/rulebook.ts';
import type { Texts } from '../en.ts';
import type { FaultTexts } from '../en/rules.ts';

const kinds: Record<RuleKind, string> = {
  taskTypes: 'Taaktypen',
  statusModels: 'Statusmodellen',
  reasonCodes: 'Redencodes',
  labels: 'Labels',
  priorities: 'Prioriteiten',
  workForms: 'Werkformulieren',
  templates: 'Sjablonen',
  articles: 'Prijslijst materiaal',
  hourlyRates: 'Prijslijst uren',
};

const entries: Record<RuleKind, readonly [string, string]> = {
  taskTypes: ['taaktype', 'taaktypen'],
  statusModels: ['model', 'modellen'],
  reasonCodes: ['code', 'codes'],
  labels: ['label', 'labels'],
  priorities: ['prioriteit', 'prioriteiten'],
  workForms: ['formulier', 'formulieren'],
  templates: ['sjabloon', 'sjablonen'],
  articles: ['artikel', 'artikelen'],
  hourlyRates: ['tarief', 'tarieven'],
};

const syntax: Record<JsonFault, string> = {
  symbol: 'dit is geen waarde in JSON; een tekst staat tussen dubbele aanhalingstekens',
  number: 'dit is geen getal',
  propertyName: 'hier hoort de naam van een veld, tussen dubbele aanhalingstekens',
  value: 'hier hoort een waarde',
  colon: 'hiervoor hoort een dubbele punt',
  comma: 'hiervoor hoort een komma',
  trailingComma: 'er staat een komma te veel: er volgt niets op',
  closingBrace: 'aan het eind ontbreekt een }',
  closingBracket: 'aan het eind ontbreekt een ]',
  endOfFile: 'het bestand had hier moeten eindigen',
  comment: 'in JSON mag geen commentaar staan',
  unendedComment: 'in JSON mag geen commentaar staan, en dit eindigt ook niet',
  unendedText: 'deze tekst heeft op zijn regel geen sluitend aanhalingsteken',
  unendedNumber: 'dit getal eindigt niet',
  unicodeEscape: 'na \\u komen vier hexadecimale cijfers',
  escape: 'zo’n ontsnapping kent JSON niet',
  character: 'in deze tekst staat een tab of regeleinde; schrijf \\t of \\n',
};

const forms: Record<TextForm, string> = {
  code: 'moet een code zijn: hoofdletters, cijfers en _, hoogstens 64, met een letter voorop',
  key: 'moet een sleutel zijn: kleine letters, cijfers en -, hoogstens 64, met een letter voorop',
  pointer: 'moet een JSON-verwijzing zijn, zoals /work/remarks',
  fileName: 'moet een bestandsnaam zonder extensie zijn: letters, cijfers, _, - en .',
};

const types: Readonly<Record<string, string>> = {
  string: 'een tekst tussen dubbele aanhalingstekens',
  number: 'een getal',
  int: 'een geheel getal',
  boolean: 'true of false',
  array: 'een lijst tussen [ en ]',
  object: 'een object tussen { en }',
};

const any = (list: readonly string[]) => (list.length > 0 ? list.join(', ') : 'er zijn er geen');

const faults: FaultTexts = {
  FILE_EMPTY: () => 'er staat niets in het bestand',
  FILE_TOO_LARGE: ({ most }) => `het bestand is groter dan ${most / 1024 / 1024} MB`,
  NOT_TEXT: () => 'dit is geen tekstbestand: bewaar een werkmap eerst als CSV',
  NOT_UTF8: () => 'deze bytes zijn geen tekst in UTF-8; bewaar het bestand als UTF-8',
  TOO_DEEP: ({ most }) => `dieper dan ${most} mag niets in elkaar staan`,
  JSON_SYNTAX: ({ fault }) => syntax[fault],
  KEY_TWICE: ({ key, firstLine }) => `"${key}" staat in hetzelfde object al op regel ${firstLine}`,
  FIELD_UNKNOWN: ({ field }) => `een veld "${field}" bestaat hier niet`,
  FIELD_MISSING: ({ field }) => `het veld "${field}" ontbreekt`,
  WRONG_TYPE: ({ expected }) => `moet ${types[expected] ?? expected} zijn`,
  NOT_ONE_OF: ({ options }) => `moet een van deze zijn: ${any(options)}`,
  WRONG_FORM: ({ form }) => forms[form],
  TEXT_EMPTY: () => 'mag niet leeg zijn',
  TEXT_TOO_LONG: ({ most }) => `mag hoogstens ${most} tekens hebben`,
  LIST_TOO_SHORT: ({ least }) => `er moet er ten minste ${least} in staan`,
  NUMBER_TOO_SMALL: ({ least, inclusive }) =>
    inclusive ? `moet ten minste ${least} zijn` : `moet meer dan ${least} zijn`,
  OTHER: ({ message }) => message,
  OTHER_LIST: ({ kind }) =>
    kind === 'articles' ? 'dit is een prijslijst van artikelen' : 'dit is een prijslijst van uren',
  COLUMN_MISSING: ({ column, accepted }) =>
    `in de kop ontbreekt de kolom ${[column, ...accepted].join(' of ')}`,
  COLUMN_UNKNOWN: ({ known }) => `zo’n kolom is er niet; de kolommen zijn ${any(known)}`,
  COLUMN_TWICE: ({ firstColumn }) => `deze kolom staat al in de kop, op ${firstColumn}`,
  CELL_COUNT: ({ expected, found }) => `de regel heeft ${found} cellen, de kop ${expected}`,
  QUOTE_UNENDED: () => 'een aanhalingsteken wordt op deze regel niet gesloten',
  QUOTE_MISPLACED: () =>
    'er staat een aanhalingsteken in een cel; zet de hele cel tussen aanhalingstekens en verdubbel die erin',
  CELL_EMPTY: ({ column }) => `${column} mag niet leeg zijn`,
  AMOUNT_NO_NUMBER: () => 'is geen bedrag; schrijf 6,95 of 6.95 of 1.234,56',
  AMOUNT_NEGATIVE: () => 'mag niet negatief zijn',
  AMOUNT_DECIMALS: ({ most }) => `mag hoogstens ${most} decimalen hebben`,
  AMOUNT_AMBIGUOUS: () => 'kan als duizendtal en als decimalen gelezen worden; schrijf 1234 of 1,23',
  AMOUNT_TOO_LARGE: () => 'is groter dan welke prijs ook',
  NO_LINES: () => 'onder de kop staan geen regels',
  TWICE: ({ firstLine, firstPointer }) =>
    `staat er al, ${firstLine === null ? `bij ${firstPointer}` : `op regel ${firstLine}`}`,
  STATUS_UNDECLARED: () => 'deze status staat niet bij de statussen',
  STEP_OUT_OF_END: ({ model }) => `is een einde van "${model}", en na een einde komt niets`,
  STATUS_UNREACHABLE: ({ model, start }) => `geen stappen van "${model}" leiden hierheen vanaf ${start}`,
  END_WITHOUT_WAY_IN: ({ model, start }) =>
    `geen stappen van "${model}" leiden naar dit einde vanaf ${start}`,
  NO_WAY_TO_AN_END: ({ model }) => `geen stappen van "${model}" leiden van dit begin naar een einde`,
  STATUS_WITHOUT_WAY_OUT: ({ model }) => `geen stappen van "${model}" leiden van deze status naar een einde`,
  MODELS_AMBIGUOUS: ({ other, otherLine }) =>
    `is even specifiek als "${other}"${otherLine === null ? '' : ` op regel ${otherLine}`}, en beide kunnen voor dezelfde taak gelden`,
  TASK_TYPE_UNKNOWN: () => 'zo’n taaktype is er niet',
  TASK_TYPE_OF_OTHER_API: ({ api }) => `dit taaktype hoort niet bij ${api}`,
  MODULE_UNKNOWN: ({ modules }) => `geen taaktype heeft deze module; er zijn: ${any(modules)}`,
  SUBTYPE_UNKNOWN: ({ subTypes }) => `geen taaktype heeft dit subtype; er zijn: ${any(subTypes)}`,
  REASON_USE_EMPTY: ({ use }) => `een stap vraagt om een reden, en voor ${use} is er geen actieve code`,
  DOCUMENT_FIELD_UNKNOWN: () => 'zo’n veld heeft een taak niet',
  DOCUMENT_FIELD_NOT_WRITABLE: () => 'dit veld mag niemand invullen',
  INPUT_MISFIT: ({ field, fitting }) => `past niet bij ${field}; daar past: ${any(fitting)}`,
  CHOICE_WITHOUT_OPTIONS: () => 'een keuze heeft opties nodig',
  OPTIONS_WITHOUT_CHOICE: () => 'alleen een keuze heeft opties',
  LEAST_OVER_MOST: ({ least, most }) => `het minste, ${least}, is meer dan het meeste, ${most}`,
  STOPS_NEVER: ({ answers }) => `dit wordt nooit geantwoord; de antwoorden zijn: ${any(answers)}`,
  DEFAULT_PRIORITIES: ({ count }) => `precies één prioriteit moet de standaard zijn; het zijn er ${count}`,
};

export const rules: Texts['rules'] = {
  title: 'Regels',
  explains:
    'Wat taken mogen en wat ze vragen komt uit deze bestanden. Vervang ze door die van je netbeheerder, of door je eigen prijzen.',
  kinds,
  entries: (kind, count, shown) => `${shown} ${entries[kind][count === 1 ? 0 : 1]}`,
  shipped: 'Meegeleverd',
  imported: 'Geïmporteerd',
  unfit: 'Niet in gebruik',
  importedAt: (fileName, moment, by) => `${fileName}, ${moment} door ${by}`,
  unfitExplains: (fileName) =>
    `${fileName} past niet bij deze versie van Patchdesk, dus geldt wat is meegeleverd. Exporteer het, verbeter het en importeer het opnieuw.`,
  import: 'Importeren',
  importOf: (kind) => `${kind} importeren`,
  export: 'Exporteren',
  exportOf: (kind) => `${kind} exporteren`,
  reset: 'Terug naar meegeleverd',
  resetQuestion: (fileName) =>
    `Gebruiken wat is meegeleverd in plaats van ${fileName}? Het bestand blijft in de geschiedenis.`,
  resetConfirm: 'Meegeleverde gebruiken',
  keep: 'Zo laten',
  drop: 'Laat het bestand hier los',
  busy: 'Het bestand wordt gelezen',
  done: (kind, count) => `${kind} geïmporteerd: ${count}`,
  resetDone: (kind) => `${kind}: terug naar wat is meegeleverd`,
  refused: (fileName, count) =>
    `${fileName} is niet overgenomen: ${count} ${count === 1 ? 'fout' : 'fouten'}. Er is niets veranderd.`,
  more: (count) => `en nog ${count}`,
  mistakes: 'Fouten',
  unreadable: 'Het bestand kon niet gelezen worden.',
  columns: { line: 'Regel', column: 'Kolom', pointer: 'Waar', what: 'Gevonden', why: 'Waarom niet' },
  inOther: (kind) => `in ${kind}`,
  nothing: 'niets',
  faults,
};
