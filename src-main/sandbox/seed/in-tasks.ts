/** The inTask behind the outTasks of an order (contract section 8), and inTasks that have no outTask yet. */
import type { TaskDocument } from '../../contract/document/task-document.ts';
import { inTaskFollows } from '../../domain/rules/dependencies.ts';
import { rulesOf } from '../../domain/rules/rules.ts';
import { summaryOf } from '../platform/following.ts';
import type { Chance } from './chance.ts';
import { book, network, reasonOf, taskTypeOf } from './words.ts';

const rules = rulesOf(book, 'platform');

/** What an inTask has of its outTasks: where it is, whom it is for, how urgent it is. */
const shared = [
  ...['cluster', 'taskSetId', 'subType', 'networkType', 'priority', 'sla', 'planned', 'plannedUntil', 'dhid'],
  ...[
    'connectionId',
    'searchCode',
    'addressCode',
    'requestedFtuType',
    'contactDetails',
    'address',
    'PoPInfo',
  ],
  ...[
    'HASInfo',
    'ConnectionInfo',
    'PoPMultiInfo',
    'HASMultiInfo',
    'ConnectionMultiInfo',
    'incidentInfo',
    'labels',
  ],
  ...['externalCorrelationId', 'assignedSolutionParty', 'createdAt', 'updatedAt'],
] as const;

const isOfModule = (taskType: string, module: string) =>
  book.taskTypes.some((type) => type.name === taskType && type.module === module);

/** The status an inTask has by its outTasks, seen from where the platform first has it in step with them. */
function statusOf(inTask: TaskDocument, outTasks: readonly TaskDocument[]): string {
  const first = isOfModule(inTask.taskType, 'ORDER_FULFILMENT') ? 'CONFIRMED' : 'RECEIVED';
  return inTaskFollows(rules, { ...inTask, mainStatus: first }, outTasks.map(summaryOf)) ?? first;
}

function progressOf({
  sla,
  planned,
  plannedUntil,
  createdAt,
  updatedAt,
}: TaskDocument): Partial<TaskDocument> {
  return { sla, planned, plannedUntil, createdAt, updatedAt };
}

/** The inTask of these outTasks, which are of one order. */
export function inTaskOf(orgId: string, outTasks: readonly TaskDocument[], chance: Chance): TaskDocument {
  const [first] = outTasks;
  if (!first?.inTaskId) throw new Error('an order without outTasks');
  // What is in the home is known by the task that works there.
  const atHome = outTasks.find(({ HASInfo }) => HASInfo?.ftuPresent === true) ?? outTasks.at(-1) ?? first;
  const kept = Object.fromEntries(shared.flatMap((name) => (name in atHome ? [[name, atHome[name]]] : [])));
  const draft: TaskDocument = {
    ...kept,
    // How far it is, is how far the outTask is that is still to be done.
    ...progressOf(outTasks.find((task) => !rules.isEnded('outTask', task)) ?? first),
    id: first.inTaskId,
    version: chance.int(1, 6),
    orgId,
    taskType: chance.pick(taskTypeOf(first.taskType).inTasks),
    mainStatus: 'NEW',
    subStatus: outTasks.find(({ mainStatus }) => mainStatus === 'ON_HOLD')?.subStatus ?? null,
    reasons: [],
    outTasks: outTasks.map(summaryOf),
    linkedTasks: [],
    notes: [],
    attachments: [],
    closedAt: null,
  };
  const mainStatus = statusOf(draft, outTasks);
  const ended = rules.isEnded('inTask', { ...draft, mainStatus });
  const reasons = mainStatus === 'CANCELLED' ? (first.reasons ?? []) : [];
  // The platform prepares before it plans; some are seen in between.
  const status = mainStatus === 'PLANNED' && chance.often(0.25) ? 'PREPARED' : mainStatus;
  return { ...draft, mainStatus: status, reasons, closedAt: ended ? (first.closedAt ?? null) : null };
}

/** The statuses before there is an outTask, and the one in which it never comes. */
const early = ['NEW', 'NETWORK_CHECK', 'REJECTED'] as const;

/** The order once more as one that the platform is still looking at, or has turned down. */
export function earlyInTask(inTask: TaskDocument, nth: number): TaskDocument | null {
  const mainStatus = early[nth % early.length];
  if (mainStatus === undefined || !isOfModule(inTask.taskType, 'ORDER_FULFILMENT')) return null;
  const rejected = mainStatus === 'REJECTED';
  return {
    ...inTask,
    id: `${inTask.id}-N`,
    version: 1,
    mainStatus,
    outTasks: [],
    taskSetId: null,
    planned: null,
    plannedUntil: null,
    sla: inTask.sla ? { ...inTask.sla, status: rejected ? 'MET' : 'ON_TRACK' } : null,
    reasons: rejected ? [reasonOf('WRONG_ORDER')] : [],
    closedAt: rejected ? (inTask.updatedAt ?? null) : null,
    externalCorrelationId: inTask.externalCorrelationId ? `${inTask.externalCorrelationId}-N` : null,
  };
}

/** Who asked for it: the operator an order, the NOC what hits many. */
export function requestorOf(taskType: string, operatorOrgId: string): string {
  return ['NETWORK_INCIDENT', 'POP_INCIDENT'].includes(taskType) ? network.noc.orgId : operatorOrgId;
}
