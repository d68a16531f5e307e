/** How far a task is: its dates, SLA, reasons and what was built, all in keeping with its status. */
import type { Reason, Sla } from '../../contract/document/task-document.ts';
import type { PoPInfo } from '../../contract/document/place.ts';
import type { Work } from '../../contract/document/work.ts';
import { hoursAfter, type Calendar } from './calendar.ts';
import type { Chance } from './chance.ts';
import type { TaskPlan } from './plan.ts';
import { book, network, orders, people, reasonOf, taskTypeOf, type TaskType } from './words.ts';

export interface Progress {
  createdAt: string;
  updatedAt: string;
  closedAt: string | null;
  planned: string | null;
  plannedUntil: string | null;
  sla: Sla | null;
  reasons: Reason[];
  subStatus: string | null;
}

const ends = new Set(['DELIVERED', 'CANCELLED']);

const isIncident = (taskType: string) => taskType.endsWith('_INCIDENT');

/** When an SLA is due and how it stands, in working days from the start day. */
function slaDays(type: TaskType, chance: Chance): { due: number; status: string } {
  const workdays = type.sla?.workdays ?? 5;
  const die = chance.int(1, 100);
  if (die <= 10) return { due: chance.int(-4, -1), status: 'BREACHED' };
  if (die <= 25 || workdays === 1) return { due: chance.int(0, 1), status: 'AT_RISK' };
  return { due: chance.int(2, Math.max(2, workdays - 1)), status: 'ON_TRACK' };
}

function endedProgress(type: TaskType, chance: Chance, calendar: Calendar) {
  const closed = chance.int(-6, -1);
  const late = chance.often(0.15);
  const workdays = type.sla?.workdays ?? 5;
  const closedAt = calendar.at(closed, chance.int(7, 14) + 0.5);
  return {
    createdAt: calendar.at(closed - workdays, chance.int(6, 14)),
    updatedAt: closedAt,
    closedAt,
    planned: calendar.at(closed, 7),
    dueAt: calendar.at(late ? closed - 1 : closed + 1, 15),
    slaStatus: late ? 'BREACHED' : 'MET',
  };
}

/** The day a task that is not ended is planned for, in working days from the start day; null when it is not. */
function plannedDay(mainStatus: string, chance: Chance): number | null {
  if (mainStatus === 'IN_PROGRESS') return 0;
  if (mainStatus === 'PLANNED') return chance.int(-1, 7);
  if (mainStatus === 'ON_HOLD' && chance.often(0.4)) return chance.int(-3, -1);
  return null;
}

function openProgress(type: TaskType, mainStatus: string, chance: Chance, calendar: Calendar) {
  const { due, status } = slaDays(type, chance);
  const lastEvening = calendar.at(-1, 14);
  const wanted = calendar.at(due - (type.sla?.workdays ?? 5), chance.int(6, 13) + 0.25);
  const createdAt = wanted < lastEvening ? wanted : lastEvening;
  const touchedAt = hoursAfter(createdAt, chance.int(1, 40));
  const day = plannedDay(mainStatus, chance);
  const planned = day === null ? null : calendar.at(day, chance.int(7, 13));
  return {
    createdAt,
    updatedAt: touchedAt < lastEvening ? touchedAt : lastEvening,
    closedAt: null,
    // Nothing is planned for a time before it was ordered.
    planned: planned !== null && planned < createdAt ? calendar.at(0, 8) : planned,
    dueAt: calendar.at(due, 15),
    slaStatus: status,
  };
}

function reasonsOf(mainStatus: string, type: TaskType, chance: Chance): Reason[] {
  if (mainStatus === 'ON_HOLD') return [reasonOf(chance.pick(orders.holdReasons[type.place]))];
  if (mainStatus === 'CANCELLED') return [reasonOf(chance.pick(orders.cancelReasons))];
  const closed = mainStatus === 'DELIVERED' && isIncident(type.name);
  return closed ? [reasonOf(chance.pick(orders.closeReasons))] : [];
}

function subStatusOf(mainStatus: string, chance: Chance): string | null {
  const known = orders.subStatuses[mainStatus] ?? [];
  return known.length > 0 && chance.often(0.5) ? chance.pick(known) : null;
}

/** Draws how far a task is. */
export function progressOf(plan: TaskPlan, chance: Chance, calendar: Calendar): Progress {
  const type = taskTypeOf(plan.taskType);
  const { dueAt, slaStatus, ...dates } = ends.has(plan.mainStatus)
    ? endedProgress(type, chance, calendar)
    : openProgress(type, plan.mainStatus, chance, calendar);
  const visitHours = type.place === 'home' ? 2 : 1;
  return {
    ...dates,
    plannedUntil: dates.planned === null ? null : hoursAfter(dates.planned, visitHours),
    sla: type.sla ? { name: type.sla.name, dueAt, status: slaStatus } : null,
    reasons: reasonsOf(plan.mainStatus, type, chance),
    subStatus: subStatusOf(plan.mainStatus, chance),
  };
}

function patchWork(plan: TaskPlan, pop: PoPInfo, at: string, chance: Chance): Work {
  const { odf, operatorSide } = pop;
  const patch = {
    odfPosition: `${odf?.block}-${odf?.row}-${odf?.position}`,
    operatorPort: operatorSide?.port ?? null,
    patchCordLabel: `PC-${chance.digits(5)}`,
    patchCordLengthM: chance.int(2, 20) / 2,
    powerDbm: -chance.int(140, 230) / 10,
    patchedAt: at,
    removedAt: null,
  };
  if (plan.taskType === 'PATCH_TERMINATE') {
    return { patch: { ...patch, powerDbm: null, patchedAt: null, removedAt: at }, ftu: null };
  }
  const interrupted = plan.taskType === 'PATCH_MIGRATE' ? hoursAfter(at, -chance.int(1, 6) / 10) : null;
  return { patch: { ...patch, removedAt: interrupted }, ftu: null };
}

function ftuWork(plan: TaskPlan, at: string, chance: Chance): Work {
  const fibres = plan.fibres.map((fibre) => ({
    fibre,
    spliced: true,
    lossDb: chance.int(5, 40) / 100,
    powerDbm: -chance.int(150, 240) / 10,
  }));
  const ftu = {
    type: chance.pick(network.ftuTypes),
    serial: `FT${chance.digits(8)}`,
    location: chance.pick(network.ftuLocations),
    placedAt: at,
    fibres,
  };
  return { patch: null, ftu };
}

/** What was built, for a delivered task; null for any other. */
export function workOf(plan: TaskPlan, pop: PoPInfo, closedAt: string | null, chance: Chance): Work | null {
  if (plan.mainStatus !== 'DELIVERED' || closedAt === null) return null;
  const fault = isIncident(plan.taskType)
    ? { cause: chance.pick(people.causes), repair: chance.pick(people.repairs) }
    : {};
  if (plan.taskType.startsWith('PATCH_')) return { ...patchWork(plan, pop, closedAt, chance), ...fault };
  const inHome = book.taskTypes.find(({ name }) => name === plan.taskType)?.place === 'home';
  if (inHome) return { ...ftuWork(plan, closedAt, chance), ...fault };
  return { patch: null, ftu: null, ...fault, remarks: 'Afgerond' };
}
