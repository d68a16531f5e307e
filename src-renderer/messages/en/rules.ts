/** Rules and their files: import, export, and what is wrong with a file. */
import type { JsonFault, RuleFault, RuleFaultCode, TextForm } from '@contract/rules/rule-mistake.ts';
import type { RuleKind } from '@contract/rules/rulebook.ts';

/** Why something in a file can't be taken, for every fault of the closed set. */
export type FaultTexts = {
  [Code in RuleFaultCode]: (fault: Extract<RuleFault, { code: Code }>) => string;
};

const kinds: Record<RuleKind, string> = {
  taskTypes: 'Task types',
  statusModels: 'Status models',
  reasonCodes: 'Reason codes',
  labels: 'Labels',
  priorities: 'Priorities',
  workForms: 'Work forms',
  templates: 'Templates',
  articles: 'Price list of materials',
  hourlyRates: 'Price list of hours',
};

/** One, and several. */
const entries: Record<RuleKind, readonly [string, string]> = {
  taskTypes: ['task type', 'task types'],
  statusModels: ['model', 'models'],
  reasonCodes: ['code', 'codes'],
  labels: ['label', 'labels'],
  priorities: ['priority', 'priorities'],
  workForms: ['form', 'forms'],
  templates: ['template', 'templates'],
  articles: ['article', 'articles'],
  hourlyRates: ['rate', 'rates'],
};

const syntax: Record<JsonFault, string> = {
  symbol: 'this is no value of JSON; a text stands in double quotes',
  number: 'this is no number',
  propertyName: 'the name of a field is expected here, in double quotes',
  value: 'a value is expected here',
  colon: 'a colon is expected before this',
  comma: 'a comma is expected before this',
  trailingComma: 'there is a comma too many: nothing follows it',
  closingBrace: 'a } is lacking at the end',
  closingBracket: 'a ] is lacking at the end',
  endOfFile: 'the file should have ended here',
  comment: 'comments are not allowed in JSON',
  unendedComment: 'comments are not allowed in JSON, and this one does not end',
  unendedText: 'this text has no closing quote on its line',
  unendedNumber: 'this number does not end',
  unicodeEscape: 'after \\u come four hexadecimal digits',
  escape: 'there is no such escape in JSON',
  character: 'this text has a tab or line break in it; write \\t or \\n',
};

const forms: Record<TextForm, string> = {
  code: 'must be a code: capitals, digits and _, at most 64, and a letter first',
  key: 'must be a key: small letters, digits and -, at most 64, and a letter first',
  pointer: 'must be a JSON pointer such as /work/remarks',
  fileName: 'must be a file name without extension: letters, digits, _, - and .',
};

const types: Readonly<Record<string, string>> = {
  string: 'a text in double quotes',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list between [ and ]',
  object: 'an object between { and }',
};

const any = (list: readonly string[]) => (list.length > 0 ? list.join(', ') : 'there are none');

const faults: FaultTexts = {
  FILE_EMPTY: () => 'there is nothing in the file',
  FILE_TOO_LARGE: ({ most }) => `the file is larger than ${most / 1024 / 1024} MB`,
  NOT_TEXT: () => 'this is no text file: save a workbook as CSV first',
  NOT_UTF8: () => 'these bytes are no text in UTF-8; save the file as UTF-8',
  TOO_DEEP: ({ most }) => `nothing may be nested deeper than ${most}`,
  JSON_SYNTAX: ({ fault }) => syntax[fault],
  KEY_TWICE: ({ key, firstLine }) => `"${key}" stands in the same object on line ${firstLine} already`,
  FIELD_UNKNOWN: ({ field }) => `there is no field "${field}" here`,
  FIELD_MISSING: ({ field }) => `the field "${field}" is lacking`,
  WRONG_TYPE: ({ expected }) => `must be ${types[expected] ?? expected}`,
  NOT_ONE_OF: ({ options }) => `must be one of: ${any(options)}`,
  WRONG_FORM: ({ form }) => forms[form],
  TEXT_EMPTY: () => 'must not be empty',
  TEXT_TOO_LONG: ({ most }) => `must have at most ${most} characters`,
  LIST_TOO_SHORT: ({ least }) => `must have at least ${least} in it`,
  NUMBER_TOO_SMALL: ({ least, inclusive }) =>
    inclusive ? `must be at least ${least}` : `must be more than ${least}`,
  OTHER: ({ message }) => message,
  OTHER_LIST: ({ kind }) =>
    kind === 'articles' ? 'this is a price list of articles' : 'this is a price list of hours',
  COLUMN_MISSING: ({ column, accepted }) =>
    `the header lacks the column ${[column, ...accepted].join(' or ')}`,
  COLUMN_UNKNOWN: ({ known }) => `there is no such column; the columns are ${any(known)}`,
  COLUMN_TWICE: ({ firstColumn }) => `this column stands in the header already, at ${firstColumn}`,
  CELL_COUNT: ({ expected, found }) => `the line has ${found} cells, the header ${expected}`,
  QUOTE_UNENDED: () => 'a quote is not closed on this line',
  QUOTE_MISPLACED: () => 'a quote stands inside a cell; quote the whole cell and double the quotes in it',
  CELL_EMPTY: ({ column }) => `${column} must not be empty`,
  AMOUNT_NO_NUMBER: () => 'is no amount; write 6,95 or 6.95 or 1.234,56',
  AMOUNT_NEGATIVE: () => 'must not be negative',
  AMOUNT_DECIMALS: ({ most }) => `must have at most ${most} decimals`,
  AMOUNT_AMBIGUOUS: () => 'can be read as thousands and as decimals; write 1234 or 1,23',
  AMOUNT_TOO_LARGE: () => 'is larger than any price',
  NO_LINES: () => 'there are no lines under the header',
  TWICE: ({ firstLine, firstPointer }) =>
    `is there already, ${firstLine === null ? `at ${firstPointer}` : `on line ${firstLine}`}`,
  STATUS_UNDECLARED: () => 'this status is not among the statuses',
  STEP_OUT_OF_END: ({ model }) => `is an end of "${model}", and nothing follows an end`,
  STATUS_UNREACHABLE: ({ model, start }) => `no steps of "${model}" lead here from ${start}`,
  END_WITHOUT_WAY_IN: ({ model, start }) => `no steps of "${model}" lead to this end from ${start}`,
  NO_WAY_TO_AN_END: ({ model }) => `no steps of "${model}" lead from this start to any end`,
  STATUS_WITHOUT_WAY_OUT: ({ model }) => `no steps of "${model}" lead from this status to any end`,
  MODELS_AMBIGUOUS: ({ other, otherLine }) =>
    `is as specific as "${other}"${otherLine === null ? '' : ` on line ${otherLine}`}, and both can be for the same task`,
  TASK_TYPE_UNKNOWN: () => 'there is no such task type',
  TASK_TYPE_OF_OTHER_API: ({ api }) => `this task type is none of ${api}`,
  MODULE_UNKNOWN: ({ modules }) => `no task type has this module; there are: ${any(modules)}`,
  SUBTYPE_UNKNOWN: ({ subTypes }) => `no task type has this subtype; there are: ${any(subTypes)}`,
  REASON_USE_EMPTY: ({ use }) => `a step asks for a reason, and there is no active code for ${use}`,
  DOCUMENT_FIELD_UNKNOWN: () => 'a task has no such field',
  DOCUMENT_FIELD_NOT_WRITABLE: () => 'nobody may fill in this field',
  INPUT_MISFIT: ({ field, fitting }) => `does not fit ${field}; that takes: ${any(fitting)}`,
  CHOICE_WITHOUT_OPTIONS: () => 'a choice needs options',
  OPTIONS_WITHOUT_CHOICE: () => 'only a choice has options',
  LEAST_OVER_MOST: ({ least, most }) => `the least, ${least}, is more than the most, ${most}`,
  STOPS_NEVER: ({ answers }) => `this is never answered; the answers are: ${any(answers)}`,
  DEFAULT_PRIORITIES: ({ count }) => `exactly one priority has to be the default; there are ${count}`,
};

export const rules = {
  title: 'Rules',
  explains:
    'What tasks may do and what they ask for comes from these files. Replace them by those of your network owner, or by your own prices.',
  kinds,
  entries: (kind: RuleKind, count: number, shown: string) => `${shown} ${entries[kind][count === 1 ? 0 : 1]}`,
  shipped: 'As shipped',
  imported: 'Imported',
  unfit: 'Not in use',
  importedAt: (fileName: string, moment: string, by: string) => `${fileName}, ${moment} by ${by}`,
  unfitExplains: (fileName: string) =>
    `${fileName} does not fit this version of Patchdesk, so what ships counts. Export it, correct it and import it again.`,
  import: 'Import',
  importOf: (kind: string) => `Import ${kind}`,
  export: 'Export',
  exportOf: (kind: string) => `Export ${kind}`,
  reset: 'Back to shipped',
  resetQuestion: (fileName: string) =>
    `Use what ships instead of ${fileName}? The file stays in the history.`,
  resetConfirm: 'Use what ships',
  keep: 'Keep it',
  drop: 'Drop the file here',
  busy: 'Reading the file',
  done: (kind: string, count: string) => `${kind} imported: ${count}`,
  resetDone: (kind: string) => `${kind}: back to what ships`,
  refused: (fileName: string, count: number) =>
    `${fileName} was not taken: ${count} ${count === 1 ? 'mistake' : 'mistakes'}. Nothing has changed.`,
  more: (count: string) => `and ${count} more`,
  mistakes: 'Mistakes',
  unreadable: 'The file could not be read.',
  columns: { line: 'Line', column: 'Column', pointer: 'Where', what: 'Found', why: 'Why not' },
  inOther: (kind: string) => `in ${kind}`,
  nothing: 'nothing',
  faults,
};
