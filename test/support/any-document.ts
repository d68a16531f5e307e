/** Documents as a platform might send them: every known field in every shape it may have, and fields nobody knows. */
import fc from 'fast-check';
import type { Api } from '../../src-main/contract/document/values.ts';
import type { TaskDocument } from '../../src-main/contract/document/task-document.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const code = fc.string({ unit: fc.constantFrom(...'ABCDEFGH0123456789-_'), minLength: 1, maxLength: 10 });
const moment = fc
  .tuple(
    fc.date({
      min: new Date('2020-01-01T00:00:00Z'),
      max: new Date('2035-01-01T00:00:00Z'),
      noInvalidDate: true,
    }),
    fc.constantFrom('Z', '+01:00', '-05:30'),
  )
  .map(([date, zone]) => date.toISOString().replace('Z', zone));
const day = moment.map((at) => at.slice(0, 'YYYY-MM-DD'.length));
const number = fc
  .oneof(fc.integer({ min: -1000, max: 1000 }), fc.double({ min: -99, max: 99, noNaN: true }))
  .map(
    (value) => value + 0, // JSON has no minus zero
  );

/** Names that no known field has; among them those that a careless merge trips over. */
const unknownName = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).map((name) => `future ${name}`),
  fc.constantFrom('constructor', 'toString', 'hasOwnProperty', 'a/b', 'c~d', ''),
);

/** A JSON value as it comes off the wire. */
const unknownValue = fc
  .jsonValue({ maxDepth: 2 })
  .map((value) => JSON.parse(JSON.stringify(value)) as unknown);
const unknownFields = fc.dictionary(unknownName, unknownValue, { maxKeys: 2, noNullPrototype: true });

/** Each field there, null or absent; and fields of the future beside them. */
function fields(known: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Record<string, unknown>> {
  const model = Object.fromEntries(
    Object.entries(known).map(([name, value]) => [name, fc.option(value, { freq: 6, nil: null })]),
  );
  return fc
    .tuple(unknownFields, fc.record(model, { requiredKeys: [] }))
    .map(([unknown, record]) => ({ ...unknown, ...record }));
}

/** The same with fields that are always there. */
function needing(needed: Record<string, fc.Arbitrary<unknown>>, rest: Record<string, fc.Arbitrary<unknown>>) {
  return fc.tuple(fields(rest), fc.record(needed)).map(([record, there]) => ({ ...record, ...there }));
}

const list = (item: fc.Arbitrary<unknown>, maxLength = 3) => fc.array(item, { maxLength });
const texts = (...names: string[]) => Object.fromEntries(names.map((name) => [name, text]));
/** Entries of a list that only grows have ids of their own. */
const entries = (
  needed: Record<string, fc.Arbitrary<unknown>>,
  rest: Record<string, fc.Arbitrary<unknown>>,
) =>
  fc.uniqueArray(needing({ id: code, ...needed }, rest), {
    maxLength: 3,
    selector: (entry) => String(entry['id']),
  });

const reason = needing({ code }, { text });
const address = fields({
  ...texts('street', 'addition', 'postcode', 'city'),
  houseNumber: fc.oneof(text, fc.nat(999)),
  latitude: number,
  longitude: number,
});
const pop = fields({
  ...texts('popName', 'popCode', 'accessInstructions', 'room', 'row', 'rack'),
  address: fc.oneof(address, text),
  odf: fields(texts('frame', 'block', 'row', 'position', 'connector')),
  operatorSide: fields(texts('operator', 'rack', 'shelf', 'port')),
});
const has = fields({
  ...texts('buildingKind', 'ftuType', 'ftuLocation', 'distributionPoint'),
  ftuPresent: fc.boolean(),
});
const connection = fields({
  ...texts('connectionId', 'dhid', 'searchCode', 'cable', 'tube', 'colour', 'networkType'),
  fibre: fc.oneof(fc.nat(12), text),
});
const reasonOrCode = fc.oneof(code, reason);
const incident = fields({
  ...texts('subType', 'location', 'cause'),
  telco: fc.boolean(),
  serviceAffecting: fc.boolean(),
  sendImpactNotification: fc.boolean(),
  affectedConnections: fc.oneof(fc.nat(500), list(code)),
  affectedOrgIds: list(code),
  expectedRepairAt: moment,
  openReason: reasonOrCode,
  holdReason: reasonOrCode,
  closeReason: reasonOrCode,
});
const summary = {
  ...texts('taskType', 'mainStatus', 'subStatus', 'orgId'),
  planned: fc.oneof(moment, day),
};
const work = fields({
  ...texts('cause', 'repair', 'remarks'),
  patch: fields({
    ...texts('odfPosition', 'operatorPort', 'patchCordLabel'),
    patchCordLengthM: number,
    powerDbm: number,
    patchedAt: moment,
    removedAt: moment,
  }),
  ftu: fields({
    ...texts('type', 'serial', 'location'),
    placedAt: moment,
    fibres: list(
      fields({ fibre: fc.oneof(fc.nat(12), text), spliced: fc.boolean(), lossDb: number, powerDbm: number }),
    ),
  }),
});

const flag = (name: string) =>
  fc.option(fc.boolean(), { nil: undefined }).map((value) => ({ [name]: value }));
const label = fc
  .tuple(needing({ name: code }, {}), flag('isPrivate'))
  .map(([entry, { isPrivate }]) => (isPrivate === undefined ? entry : { ...entry, isPrivate }));

const shared = {
  ...texts('cluster', 'orgId', 'subType', 'subStatus', 'externalCorrelationId', 'networkType', 'priority'),
  ...texts('dhid', 'connectionId', 'searchCode', 'addressCode', 'requestedFtuType'),
  reasons: list(reason),
  sla: fields({ ...texts('name', 'status'), dueAt: moment }),
  planned: moment,
  plannedUntil: moment,
  contactDetails: fields(texts('name', 'phone', 'email', 'language', 'remark')),
  address,
  assignee: needing({ orgId: code }, texts('userName')),
  PoPInfo: pop,
  HASInfo: has,
  ConnectionInfo: connection,
  PoPMultiInfo: list(pop, 2),
  HASMultiInfo: list(has, 2),
  ConnectionMultiInfo: list(connection, 2),
  incidentInfo: incident,
  labels: fc.uniqueArray(label, { maxLength: 3, selector: (entry) => String(entry['name']) }),
  linkedTasks: list(needing({ taskId: code }, { ...summary, addressCode: text, reasons: list(reason) })),
  assignedSolutionParty: fields(texts('orgId', 'name')),
  notes: entries({ text }, { ...texts('author', 'orgId'), createdAt: moment }),
  attachments: entries(
    { fileName: text },
    { ...texts('mimeType', 'sha256', 'author'), size: fc.nat(), createdAt: moment },
  ),
  createdAt: moment,
  updatedAt: moment,
  closedAt: moment,
};
const ofApi = {
  outTask: { ...texts('inTaskId', 'taskSetId', 'inTaskStatus'), work },
  inTask: { outTasks: list(needing({ taskId: code }, summary)) },
};

/** What no document is without. */
const needed = {
  id: code,
  version: fc.nat(),
  taskType: fc.oneof(fc.constantFrom('PATCH_INSTALL', 'FTU_CONSTRUCT', 'POP_INCIDENT', 'INSTALL'), code),
  mainStatus: fc.oneof(fc.constantFrom('RECEIVED', 'PLANNED', 'IN_PROGRESS', 'ON_HOLD', 'DELIVERED'), code),
};

/** Any document of an API. Each is one that the schema takes: a mistake here fails the test that uses it. */
export function anyDocument(api: Api, fixed: Partial<TaskDocument> = {}): fc.Arbitrary<TaskDocument> {
  return needing(needed, { ...shared, ...ofApi[api] }).map(
    (document) => JSON.parse(JSON.stringify({ ...document, ...fixed })) as TaskDocument,
  );
}
