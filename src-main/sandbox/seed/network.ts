/** A whole network from a seed. */
import type { TaskDocument } from '../../contract/document/task-document.ts';
import type { Party } from '../../contract/rules/party.ts';
import { calendarOf } from './calendar.ts';
import { documentsOf } from './documents.ts';
import { planOrders } from './plan.ts';
import { network } from './words.ts';

export interface SeededNetwork {
  seed: number;
  /** The day that all its dates are relative to, `YYYY-MM-DD`. */
  startDay: string;
  /** The organization that the tasks are for, its System and its user. */
  identity: { systemId: string; cluster: string; orgId: string; userName: string; party: Party };
  documents: TaskDocument[];
}

/** The network of a seed with `tasks` outTasks. The same input gives the same network, byte for byte. */
export function seedNetwork({
  seed,
  tasks,
  startDay,
}: {
  seed: number;
  tasks: number;
  startDay: string;
}): SeededNetwork {
  const calendar = calendarOf(startDay);
  const documents = planOrders(seed, tasks).flatMap((order) => documentsOf(order, calendar));
  const { systemId, cluster, orgId, userName } = network.organization;
  return { seed, startDay, identity: { systemId, cluster, orgId, userName, party: 'contractor' }, documents };
}
