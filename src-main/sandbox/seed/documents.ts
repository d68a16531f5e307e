/** From the plan of an order to its outTask documents (contract section 7). */
import type { LinkedTask, TaskDocument } from '../../contract/document/task-document.ts';
import type { Calendar } from './calendar.ts';
import { assigneeOf, contactOf, incidentOf, labelsOf, notesOf } from './conversation.ts';
import { connectionInfo, hasInfo, placeOf, popAddress, popInfo, type OrderPlace } from './place.ts';
import type { OrderPlan, TaskPlan } from './plan.ts';
import { progressOf, workOf, type Progress } from './progress.ts';
import { network, taskTypeOf } from './words.ts';

/** Ids of a network start here, so that they look like those of a platform that has been in use. */
const firstNumber = 101;

function idOf(prefix: string, number: number, { year }: Calendar): string {
  return `${prefix}-${year}-${String(firstNumber + number).padStart(6, '0')}`;
}

interface DrawnTask {
  plan: TaskPlan;
  progress: Progress;
}

/** The status of the inTask that fits those of its outTasks (domain reference 3.4, dependencies). */
function inTaskStatusOf(statuses: readonly string[]): string {
  const all = (...wanted: string[]) => statuses.every((status) => wanted.includes(status));
  if (statuses.includes('ON_HOLD')) return 'ON_HOLD';
  if (all('CANCELLED')) return 'CANCELLED';
  if (all('DELIVERED', 'CANCELLED')) return 'DELIVERED';
  if (all('PLANNED', 'IN_PROGRESS', 'DELIVERED', 'CANCELLED')) return 'PLANNED';
  return 'CONFIRMED';
}

/** Tasks whose FTU is in the home already. */
const worksOnFtu = new Set(['FTU_RECONSTRUCT', 'FTU_CHANGE', 'FTU_INCIDENT', 'ONT_INSTALL']);

/** The three groups for each fibre of the task; the Multi objects only for orders of several (F 1.24.0). */
function groupsOf(plan: TaskPlan, order: OrderPlan, place: OrderPlace, networkType: string | null) {
  const has = hasInfo(place, worksOnFtu.has(plan.taskType), order.chance);
  const fibres = plan.fibres.map((fibre) => ({
    pop: popInfo(place, fibre),
    connection: connectionInfo(place, fibre, networkType),
  }));
  const first = fibres[0];
  if (!first) throw new Error(`task ${plan.taskNumber} has no fibre`);
  const several = order.kind.parts.some((part) => part.fibres.length > 1);
  return {
    PoPInfo: first.pop,
    HASInfo: has,
    ConnectionInfo: first.connection,
    PoPMultiInfo: several ? fibres.map(({ pop }) => pop) : null,
    HASMultiInfo: several ? fibres.map(() => has) : null,
    ConnectionMultiInfo: several ? fibres.map(({ connection }) => connection) : null,
  };
}

function linksOf(
  task: DrawnTask,
  order: readonly DrawnTask[],
  place: OrderPlace,
  calendar: Calendar,
): LinkedTask[] {
  return order
    .filter((other) => other !== task)
    .map(({ plan, progress }) => ({
      taskId: idOf('OT', plan.taskNumber, calendar),
      taskType: plan.taskType,
      mainStatus: plan.mainStatus,
      subStatus: null,
      planned: progress.planned,
      orgId: network.organization.orgId,
      addressCode: place.addressCode,
      reasons: progress.reasons,
    }));
}

/** Fields that came with later versions of the platform; a task from before does not have them at all. */
const laterFields = [
  ...['externalCorrelationId', 'contactDetails', 'assignedSolutionParty', 'inTaskStatus', 'plannedUntil'],
  ...['PoPMultiInfo', 'HASMultiInfo', 'ConnectionMultiInfo', 'incidentInfo', 'labels', 'attachments'],
];

function asOlderPlatform(document: TaskDocument): TaskDocument {
  const kept = Object.entries(document).filter(([name]) => !laterFields.includes(name));
  return Object.fromEntries(kept) as TaskDocument;
}

function documentOf(
  task: DrawnTask,
  order: OrderPlan,
  drawn: readonly DrawnTask[],
  place: OrderPlace,
  calendar: Calendar,
): TaskDocument {
  const { plan, progress } = task;
  const { chance } = order;
  const { orgId, cluster } = network.organization;
  // New tasks are FIBER, tasks from before may have none (F 1.27.2).
  const networkType = chance.often(0.93) ? 'FIBER' : null;
  const groups = groupsOf(plan, order, place, networkType);
  const inSet = drawn.filter((other) => other.plan.orderNumber === plan.orderNumber);
  const type = taskTypeOf(plan.taskType);
  const incident = incidentOf(plan, place, progress, chance);
  const document: TaskDocument = {
    id: idOf('OT', plan.taskNumber, calendar),
    inTaskId: idOf('IT', plan.orderNumber, calendar),
    taskSetId: idOf('TS', plan.orderNumber, calendar),
    version: chance.int(1, 6),
    cluster,
    orgId,
    taskType: plan.taskType,
    subType: null,
    mainStatus: plan.mainStatus,
    subStatus: null,
    reasons: progress.reasons,
    inTaskStatus: inTaskStatusOf(inSet.map((other) => other.plan.mainStatus)),
    externalCorrelationId: place.operatorReference,
    networkType,
    priority: plan.priority,
    sla: progress.sla,
    planned: progress.planned,
    plannedUntil: progress.plannedUntil,
    dhid: place.dhid,
    connectionId: place.connectionId,
    searchCode: place.searchCode,
    addressCode: place.addressCode,
    requestedFtuType: type.place === 'home' ? chance.pick(network.ftuTypes) : null,
    // Whoever lives at the address is told of the patch too; a fault that hits many has no customer.
    contactDetails: type.place === 'message' || incident?.subType ? null : contactOf(chance),
    // A fault that hits many has no home: it is where the PoP is.
    address: incident?.subType ? popAddress(place.pop) : place.address,
    assignee: assigneeOf(plan, chance),
    ...groups,
    incidentInfo: incident,
    labels: labelsOf(chance),
    linkedTasks: linksOf(task, drawn, place, calendar),
    assignedSolutionParty: { orgId, name: network.organization.name },
    notes: notesOf(plan, place, progress, chance),
    attachments: [],
    work: workOf(plan, groups.PoPInfo, progress.closedAt, chance),
    createdAt: progress.createdAt,
    updatedAt: progress.updatedAt,
    closedAt: progress.closedAt,
  };
  return order.tasks.length === 1 && chance.often(0.06) ? asOlderPlatform(document) : document;
}

/** The documents of one order. */
export function documentsOf(order: OrderPlan, calendar: Calendar): TaskDocument[] {
  const { tasks, chance } = order;
  const place = placeOf(tasks[0]?.orderNumber ?? 0, chance);
  const drawn = tasks.map((plan) => ({ plan, progress: progressOf(plan, chance, calendar) }));
  return drawn.map((task) => documentOf(task, order, drawn, place, calendar));
}
