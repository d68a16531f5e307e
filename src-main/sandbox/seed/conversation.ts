/** What people add to a task: contact, notes, labels, assignee, and the incident behind it. */
import type {
  Assignee,
  ContactDetails,
  IncidentInfo,
  Label,
  Note,
} from '../../contract/document/task-document.ts';
import { hoursAfter } from './calendar.ts';
import type { Chance } from './chance.ts';
import type { OrderPlace } from './place.ts';
import type { TaskPlan } from './plan.ts';
import type { Progress } from './progress.ts';
import { book, network, orders, people, reasonOf, taskTypeOf } from './words.ts';

/** The customer, for work in a home. The mail domain is one that is reserved for examples (RFC 2606). */
export function contactOf(chance: Chance): ContactDetails {
  const first = chance.pick(people.firstNames);
  const last = chance.pick(people.lastNames);
  const mailName = `${first}.${last}`.toLowerCase().replaceAll(' ', '');
  return {
    name: `${first} ${last}`,
    phone: `${people.phonePrefix}${chance.digits(6)}`,
    email: `${mailName}@${people.mailDomain}`,
    language: chance.pick(people.languages),
    remark: chance.pick(people.contactRemarks),
  };
}

/** Up to two notes, the ids in keeping with the task. */
export function notesOf(plan: TaskPlan, place: OrderPlace, progress: Progress, chance: Chance): Note[] {
  const count = chance.often(0.3) ? chance.int(1, 2) : 0;
  return chance
    .shuffled(people.notes)
    .slice(0, count)
    .map(({ by, text }, at) => {
      const author = {
        operator: { author: place.operator.name, orgId: place.operator.orgId },
        owner: { author: network.networkOwner.name, orgId: network.networkOwner.orgId },
        contractor: { author: network.organization.userName, orgId: network.organization.orgId },
      }[by];
      const createdAt = hoursAfter(progress.createdAt, at + 0.5);
      return { id: `N-${plan.taskNumber}-${at + 1}`, text, ...author, createdAt, isInternal: false };
    });
}

/** At most two labels. */
export function labelsOf(chance: Chance): Label[] {
  const count = chance.often(0.25) ? chance.int(1, 2) : 0;
  return chance
    .shuffled(book.labels)
    .slice(0, count)
    .map(({ name, isPrivate }) => ({ name, isPrivate }));
}

/** Who does it: mostly the user of the sandbox, sometimes a colleague, or nobody yet. */
export function assigneeOf(plan: TaskPlan, chance: Chance): Assignee | null {
  const { orgId, userName } = network.organization;
  if (plan.mainStatus === 'RECEIVED' && chance.often(0.5)) return null;
  return { orgId, userName: chance.often(0.6) ? userName : chance.pick(network.colleagues) };
}

const incidentKinds: Record<string, string | null> = {
  PATCH_INCIDENT: null,
  FTU_INCIDENT: null,
  CONNECTION_INCIDENT: null,
  NETWORK_INCIDENT: 'NETWORK',
  POP_INCIDENT: 'POP',
  IMPACT_NOTIFICATION: 'NETWORK',
};

/** The incident of a task that comes of one, else null. */
export function incidentOf(
  plan: TaskPlan,
  place: OrderPlace,
  progress: Progress,
  chance: Chance,
): IncidentInfo | null {
  const subType = incidentKinds[plan.taskType];
  if (subType === undefined) return null;
  const wide = subType !== null;
  return {
    subType,
    telco: subType === 'POP' ? chance.often(0.5) : null,
    serviceAffecting: true,
    // Left out, it follows serviceAffecting (F 1.27.4).
    ...(chance.often(0.7) && { sendImpactNotification: wide }),
    affectedConnections: wide ? chance.int(12, 480) : 1,
    affectedOrgIds: wide ? network.operators.map(({ orgId }) => orgId) : [place.operator.orgId],
    location: taskTypeOf(plan.taskType).place === 'home' ? place.searchCode : place.pop.name,
    cause: ['IN_PROGRESS', 'DELIVERED'].includes(plan.mainStatus) ? chance.pick(people.causes) : null,
    expectedRepairAt: progress.sla?.dueAt ?? null,
    openReason: reasonOf(chance.pick(orders.openReasons)),
    holdReason: plan.mainStatus === 'ON_HOLD' ? (progress.reasons[0] ?? null) : null,
    closeReason: plan.mainStatus === 'DELIVERED' ? (progress.reasons[0] ?? null) : null,
  };
}
