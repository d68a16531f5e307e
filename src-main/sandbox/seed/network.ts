/** A whole network from a seed. */
import type { Party } from '../../contract/rules/party.ts';
import type { SandboxParty } from '../../contract/sandbox.ts';
import type { PlatformTask } from '../platform/entries.ts';
import { calendarOf } from './calendar.ts';
import { tasksOf } from './documents.ts';
import { planOrders } from './plan.ts';
import { network } from './words.ts';

export interface SeededNetwork {
  seed: number;
  /** The day that all its dates are relative to, `YYYY-MM-DD`. */
  startDay: string;
  /** The organization that the tasks are for, its System and its user. */
  identity: { systemId: string; cluster: string; orgId: string; userName: string; party: Party };
  /** Of both APIs; ids are unique over both. */
  tasks: PlatformTask[];
}

/** The part an organization of the network plays in the cluster. */
export function partyOf(orgId: string): Party {
  if (orgId === network.noc.orgId) return 'noc';
  if (orgId === network.networkOwner.orgId) return 'networkOwner';
  return network.operators.some((operator) => operator.orgId === orgId) ? 'activeOperator' : 'contractor';
}

/** The network of a seed with `tasks` outTasks. The same input gives the same network, byte for byte. */
export function seedNetwork({
  seed,
  tasks,
  startDay,
  party = 'contractor',
}: {
  seed: number;
  tasks: number;
  startDay: string;
  /** Whom our System belongs to: the contractor, or the NOC of the cluster. */
  party?: SandboxParty | undefined;
}): SeededNetwork {
  const calendar = calendarOf(startDay);
  const all = planOrders(seed, tasks).flatMap((order, nth) => tasksOf(order, nth, calendar));
  const { cluster } = network.organization;
  const { systemId, orgId, userName } = party === 'noc' ? network.noc : network.organization;
  return { seed, startDay, identity: { systemId, cluster, orgId, userName, party }, tasks: all };
}
