/**
 * Every field of the contract's documents (sections 7 and 8): who may write it, and since which version of each API
 * it exists. The one place that says so: edits, the sandbox and the table of coverage read it, and a test holds it
 * against the schemas.
 *
 * Versions are those of the release histories (domain reference 4.2); a field without one was there before them, or
 * is not in them at all.
 */
import type { Party } from '../rules/party.ts';
import type { Api } from './values.ts';

/** `append`: entries may be added, none changed or taken away. */
export type Writing = 'write' | 'append';

export interface FieldRule {
  /** JSON pointer; `*` is any place in a list. */
  field: string;
  /** Who may write it in an outTask and in an inTask; nobody when left out. */
  outTask?: readonly Party[];
  inTask?: readonly Party[];
  writing?: Writing;
  /** First version of the API that has it. */
  since?: Partial<Record<Api, string>>;
  /** In which of the APIs it is; both when left out. */
  only?: Api;
}

/** Whoever executes an outTask. */
const executing: readonly Party[] = ['contractor', 'noc'];
/** Whoever asked for an inTask (contract section 8). */
const requesting: readonly Party[] = ['activeOperator', 'networkOwner', 'noc'];
const noc: readonly Party[] = ['noc'];

const read = (...fields: string[]): FieldRule[] => fields.map((field) => ({ field }));
const executed = (...fields: string[]): FieldRule[] =>
  fields.map((field) => ({ field, outTask: executing, writing: 'write', only: 'outTask' as const }));
const incident = (...names: string[]): FieldRule[] =>
  names.map((name) => ({
    field: `/incidentInfo/${name}`,
    outTask: noc,
    inTask: requesting,
    writing: 'write' as const,
  }));
const since = (versions: Partial<Record<Api, string>>, rules: FieldRule[]): FieldRule[] =>
  rules.map((rule) => ({ ...rule, since: versions }));
const inside = (group: string, names: string[]): FieldRule[] =>
  read(...names.map((name) => `${group}/${name}`));

const address = ['street', 'houseNumber', 'addition', 'postcode', 'city', 'latitude', 'longitude'];
const odf = ['frame', 'block', 'row', 'position', 'connector'].map((name) => `odf/${name}`);
const operatorSide = ['operator', 'rack', 'shelf', 'port'].map((name) => `operatorSide/${name}`);
const pop = [
  'popName',
  'popCode',
  'address',
  'accessInstructions',
  'room',
  'row',
  'rack',
  ...odf,
  ...operatorSide,
];
const has = ['buildingKind', 'ftuPresent', 'ftuType', 'ftuLocation', 'distributionPoint'];
const connection = ['connectionId', 'dhid', 'searchCode', 'fibre', 'cable', 'tube', 'colour', 'networkType'];

/** Root fields that only the platform sets, whatever a System shows of them. */
export const keptByPlatform = ['version', 'updatedAt', 'closedAt'] as const;

export const fieldTable: readonly FieldRule[] = [
  ...read('/id', '/version', '/cluster', '/orgId', '/taskType', '/subType'),
  ...read('/inTaskId', '/taskSetId', '/inTaskStatus').map((rule) => ({ ...rule, only: 'outTask' as const })),
  { field: '/mainStatus', outTask: executing, inTask: requesting, writing: 'write' },
  { field: '/subStatus', outTask: executing, writing: 'write' },
  { field: '/reasons', outTask: executing, inTask: requesting, writing: 'write' },
  ...since({ inTask: '1.26.9', outTask: '1.25.2' }, read('/externalCorrelationId')),
  ...read('/networkType'),
  { field: '/priority', inTask: requesting, writing: 'write' },
  ...inside('/sla', ['name', 'dueAt', 'status']),
  { field: '/planned', outTask: executing, inTask: requesting, writing: 'write' },
  { field: '/plannedUntil', outTask: executing, inTask: requesting, writing: 'write' },
  ...read('/dhid', '/connectionId', '/searchCode', '/addressCode', '/requestedFtuType'),
  ...since(
    { inTask: '1.30.0' },
    inside('/contactDetails', ['name', 'phone', 'email', 'language', 'remark']).map((rule) => ({
      ...rule,
      inTask: requesting,
      writing: 'write' as const,
    })),
  ),
  ...inside('/address', address),
  ...['/assignee/orgId', '/assignee/userName'].map((field) => ({
    field,
    outTask: executing,
    writing: 'write' as const,
  })),
  ...inside('/PoPInfo', pop),
  ...inside('/HASInfo', has),
  ...inside('/ConnectionInfo', connection),
  ...since({ inTask: '1.27.0', outTask: '1.24.0' }, [
    ...inside('/PoPMultiInfo/*', pop),
    ...inside('/HASMultiInfo/*', has),
    ...inside('/ConnectionMultiInfo/*', connection),
  ]),
  ...incident('subType', 'telco', 'serviceAffecting'),
  ...since({ inTask: '1.27.4' }, incident('sendImpactNotification')),
  ...incident('affectedConnections', 'affectedOrgIds', 'location', 'cause', 'expectedRepairAt'),
  ...incident('openReason', 'holdReason', 'closeReason'),
  { field: '/labels/*/name', outTask: executing, inTask: requesting, writing: 'write' },
  {
    field: '/labels/*/isPrivate',
    outTask: executing,
    inTask: requesting,
    writing: 'write',
    since: { outTask: '1.25.0' },
  },
  ...read('/linkedTasks/*/taskId', '/linkedTasks/*/taskType'),
  ...since(
    { inTask: '1.27.1', outTask: '1.25.1' },
    inside('/linkedTasks/*', ['mainStatus', 'planned', 'orgId']),
  ),
  ...since(
    { inTask: '1.27.3', outTask: '1.25.3' },
    inside('/linkedTasks/*', ['subStatus', 'addressCode', 'reasons']),
  ),
  ...inside('/outTasks/*', ['taskId', 'taskType', 'mainStatus', 'subStatus', 'planned', 'orgId']).map(
    (rule) => ({
      ...rule,
      only: 'inTask' as const,
    }),
  ),
  ...since({ inTask: '1.29.0' }, inside('/assignedSolutionParty', ['orgId', 'name'])),
  ...['id', 'text', 'author', 'orgId', 'createdAt', 'isInternal'].map((name) => ({
    field: `/notes/*/${name}`,
    outTask: executing,
    inTask: requesting,
    writing: 'append' as const,
  })),
  ...['id', 'fileName', 'mimeType', 'size', 'sha256', 'author', 'createdAt'].map((name) => ({
    field: `/attachments/*/${name}`,
    outTask: executing,
    inTask: requesting,
    writing: 'append' as const,
  })),
  ...executed(
    ...[
      'odfPosition',
      'operatorPort',
      'patchCordLabel',
      'patchCordLengthM',
      'powerDbm',
      'patchedAt',
      'removedAt',
    ].map((name) => `/work/patch/${name}`),
    ...['type', 'serial', 'location', 'placedAt'].map((name) => `/work/ftu/${name}`),
    ...['fibre', 'spliced', 'lossDb', 'powerDbm'].map((name) => `/work/ftu/fibres/*/${name}`),
    '/work/cause',
    '/work/repair',
    '/work/remarks',
  ),
  ...read('/createdAt', '/updatedAt', '/closedAt'),
];
