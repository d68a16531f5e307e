/**
 * Documents in which every field of the contract is filled, each with a value of its own, and fields of a later version
 * beside them: what is not on screen or does not survive is found by its value.
 */
import type { TaskDocument } from '../../src-main/contract/document/task-document.ts';
import type { PoPInfo } from '../../src-main/contract/document/place.ts';

/** A moment of its own for every field; the minutes tell them apart. */
const at = (minute: number) => `2026-05-04T10:${String(minute).padStart(2, '0')}:00Z`;

const address = (mark: string) => ({
  street: `${mark} Street`,
  houseNumber: `${mark}-12`,
  addition: `${mark}-B`,
  postcode: `${mark}-2611JM`,
  city: `${mark} City`,
  latitude: 52.1 + mark.length / 1000,
  longitude: 4.3 + mark.length / 1000,
});

const pop = (mark: string): PoPInfo => ({
  popName: `${mark} name`,
  popCode: `${mark} code`,
  address: address(`${mark} at`),
  accessInstructions: `${mark} access`,
  room: `${mark} room`,
  row: `${mark} row`,
  rack: `${mark} rack`,
  odf: {
    frame: `${mark} frame`,
    block: `${mark} block`,
    row: `${mark} odf row`,
    position: `${mark} position`,
    connector: `${mark} connector`,
  },
  operatorSide: {
    operator: `${mark} operator`,
    rack: `${mark} operator rack`,
    shelf: `${mark} shelf`,
    port: `${mark} port`,
  },
  futurePop: `${mark} future`,
});

const home = (mark: string, ftuPresent: boolean) => ({
  buildingKind: `${mark} building`,
  ftuPresent,
  ftuType: `${mark} FTU type`,
  ftuLocation: `${mark} FTU location`,
  distributionPoint: `${mark} distribution point`,
  futureHome: `${mark} future`,
});

const connection = (mark: string, fibre: number) => ({
  connectionId: `${mark} connection`,
  dhid: `${mark} DHID`,
  searchCode: `${mark} search`,
  fibre,
  cable: `${mark} cable`,
  tube: `${mark} tube`,
  colour: `${mark} colour`,
  networkType: `${mark} network`,
  futureFibre: `${mark} future`,
});

const common = {
  version: 4711,
  cluster: 'ZH-CLUSTER',
  orgId: 'EXECUTING-ORG',
  subType: 'document subtype',
  mainStatus: 'ON_HOLD',
  reasons: [{ code: 'A-REASON', text: 'reason text', futureReason: 'reason future' }],
  externalCorrelationId: 'correlation id',
  networkType: 'task network',
  priority: 'A-PRIORITY',
  sla: { name: 'sla name', dueAt: at(1), status: 'sla status', futureSla: 'sla future' },
  planned: at(2),
  plannedUntil: at(3),
  dhid: 'task DHID',
  connectionId: 'task connection',
  searchCode: 'task search',
  addressCode: 'task address code',
  requestedFtuType: 'requested FTU',
  contactDetails: {
    name: 'contact name',
    phone: 'contact phone',
    email: 'contact@example.org',
    language: 'contact language',
    remark: 'contact remark',
    futureContact: 'contact future',
  },
  address: address('task'),
  PoPInfo: pop('single PoP'),
  HASInfo: home('single home', true),
  ConnectionInfo: connection('single', 40),
  PoPMultiInfo: [pop('first PoP'), pop('second PoP')],
  HASMultiInfo: [home('first home', false), home('second home', true)],
  ConnectionMultiInfo: [connection('first', 41), connection('second', 42)],
  incidentInfo: {
    subType: 'incident subtype',
    telco: true,
    serviceAffecting: true,
    sendImpactNotification: false,
    affectedConnections: ['affected-1', 'affected-2'],
    affectedOrgIds: ['affected-org-1', 'affected-org-2'],
    location: 'incident location',
    cause: 'incident cause',
    expectedRepairAt: at(4),
    openReason: 'AN-OPEN-REASON',
    holdReason: { code: 'A-HOLD-REASON', text: 'hold text' },
    closeReason: { code: 'A-CLOSE-REASON', text: null },
    futureIncident: 'incident future',
  },
  labels: [
    { name: 'public label', isPrivate: false },
    { name: 'private label', isPrivate: true, futureLabel: 'label future' },
  ],
  linkedTasks: [
    {
      taskId: 'LINKED-1',
      taskType: 'A_LINKED_TYPE',
      mainStatus: 'A_LINKED_STATUS',
      subStatus: 'linked substatus',
      planned: at(5),
      orgId: 'linked org',
      addressCode: 'linked address code',
      reasons: [{ code: 'A-LINKED-REASON', text: 'linked reason text' }],
      futureLink: 'link future',
    },
  ],
  notes: [
    {
      id: 'note-id',
      text: 'note text',
      author: 'note author',
      orgId: 'note org',
      createdAt: at(6),
      isInternal: true,
      futureNote: 'note future',
    },
  ],
  attachments: [
    {
      id: 'attachment-id',
      fileName: 'photo.jpg',
      mimeType: 'image/jpeg',
      size: 123456,
      sha256: 'a-fingerprint',
      author: 'attachment author',
      createdAt: at(7),
      futureAttachment: 'attachment future',
    },
  ],
  createdAt: at(8),
  updatedAt: at(9),
  closedAt: at(10),
  futureField: 'root future',
  futureGroup: { deep: ['future one', 'future two'], list: [{ inside: 'future inside' }] },
} satisfies Partial<TaskDocument>;

/** An outTask of two fibres. */
export const fullOutTask: TaskDocument = {
  ...common,
  id: 'OT-FULL',
  taskType: 'FTU_CONSTRUCT',
  inTaskId: 'IT-OF-IT',
  taskSetId: 'TASK-SET',
  inTaskStatus: 'AN_INTASK_STATUS',
  subStatus: 'task substatus',
  assignee: { orgId: 'ASSIGNED-ORG', userName: 'assigned person', futureAssignee: 'assignee future' },
  assignedSolutionParty: { orgId: 'SOLUTION-ORG', name: 'solution party' },
  work: {
    patch: {
      odfPosition: 'work position',
      operatorPort: 'work port',
      patchCordLabel: 'work cord',
      patchCordLengthM: 7.25,
      powerDbm: -17.3,
      patchedAt: at(11),
      removedAt: at(12),
      futurePatch: 'patch future',
    },
    ftu: {
      type: 'work FTU type',
      serial: 'work serial',
      location: 'work FTU location',
      placedAt: at(13),
      fibres: [
        { fibre: 41, spliced: true, lossDb: 0.11, powerDbm: -11.1, futureFibre: 'work fibre future' },
        { fibre: 42, spliced: false, lossDb: 0.22, powerDbm: -22.2 },
        { fibre: 77, spliced: true, lossDb: 0.77, powerDbm: -27.7 },
      ],
      futureFtu: 'FTU future',
    },
    cause: 'work cause',
    repair: 'work repair',
    remarks: 'work remarks',
    futureWork: 'work future',
  },
};

/** An inTask of two fibres with two outTasks. */
export const fullInTask: TaskDocument = {
  ...common,
  id: 'IT-FULL',
  taskType: 'CONNECTION_INCIDENT',
  subStatus: 'task substatus',
  assignee: { orgId: 'ASSIGNED-ORG', userName: 'assigned person' },
  assignedSolutionParty: { orgId: 'SOLUTION-ORG', name: 'solution party' },
  outTasks: [
    {
      taskId: 'OT-A',
      taskType: 'AN_OUTTASK_TYPE',
      mainStatus: 'AN_OUTTASK_STATUS',
      subStatus: 'outTask substatus',
      planned: at(14),
      orgId: 'outTask org',
      futureOutTask: 'outTask future',
    },
    { taskId: 'OT-B' },
  ],
};
