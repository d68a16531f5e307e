/** From the plan of an order to its outTask documents (contract section 7). */
import type { LinkedTask, TaskDocument } from '../../contract/document/task-document.ts';
import { asOfVersion } from '../../domain/document/api-versions.ts';
import type { PlatformTask } from '../platform/entries.ts';
import { attachmentsOf } from './attachments.ts';
import type { Calendar } from './calendar.ts';
import { assigneeOf, contactOf, incidentOf, labelsOf, notesOf } from './conversation.ts';
import { earlyInTask, inTaskOf, requestorOf } from './in-tasks.ts';
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
      subStatus: progress.subStatus,
      planned: progress.planned,
      orgId: network.organization.orgId,
      addressCode: place.addressCode,
      reasons: progress.reasons,
    }));
}

/** Platforms that some tasks still come from: the versions before each of the releases of the API. */
const olderVersions = {
  outTask: ['1.23.0', '1.24.0', '1.25.0', '1.25.1', '1.25.2'],
  inTask: ['1.26.0', '1.26.9', '1.27.0', '1.27.2', '1.27.3', '1.28.0', '1.29.0'],
} as const;

/** Fields nobody outside the platform knows yet: they are kept and sent back like any other. */
const ofTheFuture = { routing: { zone: 'ZH-3', hops: [2, 4], reviewed: null } };

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
    subStatus: progress.subStatus,
    reasons: progress.reasons,
    inTaskStatus: null, // by its inTask, once that is made
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
    // What hits many has no home.
    ...(incident?.subType ? { HASInfo: null } : {}),
    incidentInfo: incident,
    labels: labelsOf(chance),
    linkedTasks: linksOf(task, drawn, place, calendar),
    assignedSolutionParty: { orgId, name: network.organization.name },
    notes: notesOf(plan, place, progress, chance),
    attachments: attachmentsOf(plan, place, progress, chance),
    work: workOf(plan, groups.PoPInfo, progress.closedAt, chance),
    createdAt: progress.createdAt,
    updatedAt: progress.updatedAt,
    closedAt: progress.closedAt,
    ...(chance.often(0.05) && ofTheFuture),
  };
  return document;
}

/** What operators are told of is the incident itself. */
function asOneIncident(documents: readonly TaskDocument[]): TaskDocument[] {
  const incident = documents.find(({ taskType }) => taskType.endsWith('_INCIDENT'))?.incidentInfo;
  return documents.map((document) =>
    incident && document.taskType === 'IMPACT_NOTIFICATION'
      ? { ...document, incidentInfo: incident }
      : document,
  );
}

/** Some orders come from platforms that are not up to date; `nth` counts the orders, so that every version is met. */
function asOlder({ api, document }: PlatformTask, nth: number): PlatformTask {
  if (nth % 11 !== 3) return { api, document };
  const versions = olderVersions[api];
  const version = versions[Math.floor(nth / 11) % versions.length] ?? versions[0];
  return { api, document: asOfVersion(api, version, document) };
}

/** The tasks of one order, inTasks first; `nth` counts the orders. */
export function tasksOf(order: OrderPlan, nth: number, calendar: Calendar): PlatformTask[] {
  const { tasks, chance } = order;
  const place = placeOf(tasks[0]?.orderNumber ?? 0, chance);
  const drawn = tasks.map((plan) => ({ plan, progress: progressOf(plan, chance, calendar) }));
  const outTasks = asOneIncident(drawn.map((task) => documentOf(task, order, drawn, place, calendar)));
  const orders = new Set(outTasks.map(({ inTaskId }) => inTaskId));
  const inTasks = [...orders].map((inTaskId) => {
    const own = outTasks.filter((document) => document.inTaskId === inTaskId);
    return inTaskOf(requestorOf(own[0]?.taskType ?? '', place.operator.orgId), own, chance);
  });
  const statuses = new Map(inTasks.map(({ id, mainStatus }) => [id, mainStatus]));
  const early = nth % 6 === 1 && inTasks[0] ? earlyInTask(inTasks[0], Math.floor(nth / 6)) : null;
  return [
    ...[...inTasks, ...(early ? [early] : [])].map((document) => ({ api: 'inTask' as const, document })),
    ...outTasks.map((document) => ({
      api: 'outTask' as const,
      document: { ...document, inTaskStatus: statuses.get(document.inTaskId ?? '') ?? null },
    })),
  ].map((task) => asOlder(task, nth));
}
