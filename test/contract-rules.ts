/**
 * The rules of the contract (sections 6 to 10) and of both release histories, each with an id that the tests which
 * cover it carry in their names: `[§7 assignee]`, `[inTask 1.27.4 #1]`. Fields come from the table of fields, releases
 * from `resources/api-versions.json`; `npm run coverage-table` writes docs/coverage.md from these and the tests.
 */
import { fieldTable } from '../src-main/contract/document/field-table.ts';
import { releases as history } from '../src-main/domain/document/api-versions.ts';

export interface ContractRule {
  id: string;
  says: string;
  /** Why it has no test of its own; such a rule is shown as not covered yet. */
  open?: string;
}

const rulesOf = (section: string, rules: Record<string, string>): ContractRule[] =>
  Object.entries(rules).map(([name, says]) => ({ id: `§${section} ${name}`, says }));

export const section6 = rulesOf('6', {
  unreachable:
    'No network, DNS failure, refused, reset, TLS failure, timeout, 502, 503, 504: each told apart, kept queued, backed off',
  '401': 'Renewed once and repeated; then the user is asked',
  '403 whitelist': 'IP_NOT_WHITELISTED or no problem body: said with the address seen, probed with back-off',
  '403 other': 'Not permitted: the task is parked',
  '404 410': 'Not visible to this party any more',
  refused: '409, 412, 400, 422: parked with the reasons',
  '429': 'Too fast: waits as told',
  '5xx': 'A fault of the platform: kept queued, backed off',
  gateway: 'A gateway in front answers with HTML, plain text, nothing, a redirect, or closes the connection',
});

export const section7 = rulesOf('7', {
  'unknown fields': 'Unknown fields are kept and sent back unchanged',
  'null and absent': 'Absent means untouched, null means empty',
  dates: 'Moments are ISO 8601 with zone, days YYYY-MM-DD',
  'open enums': 'taskType, mainStatus and inTaskStatus are open: an unknown value is kept and shown raw',
  version: 'What is served carries the version it is based on',
  mainStatus: 'A status is written only along the status model',
  reasons: 'Reasons are a list, several at once',
  externalCorrelationId: 'Read-only, never updatable',
  networkType: 'FIBER for new tasks; existing ones keep what they have, null included',
  assignee: 'userName only inside the own organization',
  'multi objects': 'One element a fibre; null unless several fibres were ordered',
  incidentInfo: 'Read-only for a contractor, writable for a NOC',
  sendImpactNotification: 'Left out, it follows serviceAffecting',
  'labels.isPrivate': 'False unless set',
  'linkedTasks.taskType': 'Never sent with an unknown value',
  notes: 'Append only',
  attachments: 'Append only',
  'own records': 'Checklists, LMRA, materials and hours are kept and exported, not sent (A-44)',
});

export const section8 = rulesOf('8', {
  taskType: 'The types of inTasks',
  mainStatus: 'The statuses of inTasks, from NEW to an end',
  outTasks: 'An inTask shows its outTasks',
  creation: 'Everything is writable at creation',
  writable: 'Later: planned wish, priority, contactDetails, incidentInfo, labels, notes, attachments',
  cancel: 'Cancelled by its requestor, with a reason',
  externalCorrelationId: 'Never changed after creation',
});

export const section9 = rulesOf('9', {
  'file size': 'At most 5 MiB a file',
  'task size': 'At most 50 MiB a task',
  count: 'At most 20 files a task',
  types: 'JPG JPEG PNG GIF TXT PDF DOC DOCX XLS XLSX',
  kept: 'Kept 104 weeks',
  'checked before queued': 'Checked before they are queued, each refusal naming the rule',
  pulled: 'The content is pulled by whoever fetches, after the document and before its Sync',
  sha256: 'Verified against sha256; a mismatch is Sync ERROR / ATTACHMENT_REFUSED',
});

export const section10 = rulesOf('10', {
  disjoint: 'Disjoint fields merge',
  'append-only': 'Append-only lists take the union by id',
  labels: 'Labels merge as sets',
  'same value': 'A field both changed to the same value is no conflict',
  conflict: 'Anything else is a conflict, with all three values',
  settled: 'The user settles it field by field, with nothing lost whichever way',
  status: 'A local status change is checked again from THEIR status; one not allowed any more is a conflict',
  ended: 'An ended task takes no changes: pending ones are parked with TASK_CLOSED',
});

/** What a release of an API brought, a note each. What is not of the seed and outside of documents comes with step 4. */
export const releases: ContractRule[] = history.flatMap(({ api, version, notes }) =>
  notes.map((note, at) => ({
    id: `${api} ${version} #${at + 1}`,
    says: note,
    ...(note.includes('URL') && { open: 'environments are set up in a later step; nothing is built in yet' }),
  })),
);

const fieldsOf = (api: 'outTask' | 'inTask', section: string): ContractRule[] =>
  fieldTable
    .filter((rule) => (rule.only ?? api) === api)
    .map((rule) => ({
      id: `§${section} ${rule.field}`,
      says: [
        rule[api] ? `${rule.writing ?? 'write'}: ${rule[api].join(', ')}` : 'read-only',
        rule.since?.[api] ? `since ${rule.since[api]}` : '',
      ]
        .filter((part) => part !== '')
        .join('; '),
    }));

export const chapters: readonly (readonly [title: string, rules: readonly ContractRule[]])[] = [
  ['Section 6: errors', section6],
  ['Section 7: rules of the outTask', section7],
  ['Section 7: fields of the outTask', fieldsOf('outTask', '7')],
  ['Section 8: rules of the inTask', section8],
  ['Section 8: fields of the inTask', fieldsOf('inTask', '8')],
  ['Section 9: attachments', section9],
  ['Section 10: merging', section10],
  ['Release histories', releases],
];
