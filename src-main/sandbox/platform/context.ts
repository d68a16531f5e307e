/** What the two directions of the platform share. */
import type { Party } from '../../contract/rules/party.ts';
import type { SystemRegistration } from '../../contract/sandbox.ts';
import type { Trouble } from '../../contract/trouble.ts';
import type { Rules } from '../../domain/rules/rules.ts';
import { isAway } from '../../equitri/answer.ts';
import type { Log } from '../../runtime/log.ts';
import { isoMoment, type Surroundings } from '../../runtime/surroundings.ts';
import type { Contents } from './contents.ts';
import type { Entry, KnownSystem, PlatformTask } from './entries.ts';
import type { PlatformState } from './state.ts';
import type { SystemCalls } from './system-client.ts';

export interface PlatformContext {
  state: PlatformState;
  /** The rules as a party has them; the platform's own steps are those of `platform`. */
  rulesAs(party: Party): Rules;
  /** The part an organization plays in the cluster. */
  partyOf(orgId: string): Party;
  calls: SystemCalls;
  contents: Contents;
  surroundings: Surroundings;
  log: Log;
  /** Folds a fact into the state and appends it to the journal. */
  record: (entry: Entry) => void;
  /** Resolves when everything recorded is on the disk: nothing leaves the platform before that. */
  settled(): Promise<void>;
  /** The System with its token, or null while it can't be called: not registered in this run, or cut off. */
  callable(systemId: string): SystemRegistration | null;
}

/** The present moment as documents write it. */
export function nowIso({ surroundings }: Pick<PlatformContext, 'surroundings'>): string {
  return isoMoment(surroundings.now());
}

/**
 * True when a System may see a task: in its cluster, a contractor the outTasks he executes, an operator the inTasks he
 * asked for, network owner and NOC everything (domain reference 2.1, A-04).
 */
export function isVisible(
  { partyOf }: Pick<PlatformContext, 'partyOf'>,
  system: KnownSystem,
  { api, document }: PlatformTask,
): boolean {
  if (document.cluster !== system.cluster) return false;
  const party = partyOf(system.orgId);
  if (party === 'noc' || party === 'networkOwner') return true;
  return document.orgId === system.orgId && api === (party === 'activeOperator' ? 'inTask' : 'outTask');
}

/** A System that is away is no news, and told once for each of its tasks it would drown all other news. */
export function logTrouble({ log }: PlatformContext, call: string, taskId: string, trouble: Trouble): void {
  if (!isAway(trouble) && trouble.kind !== 'platformDown')
    log.warn({ call, taskId, trouble }, 'a System did not take a call');
}

/** One System and one task as the key of an errand, and back. */
export function pairKey(systemId: string, taskId: string): string {
  return JSON.stringify([systemId, taskId]);
}

/** The System and task of a key. */
export function pairOf(key: string): { systemId: string; taskId: string } {
  const [systemId, taskId] = JSON.parse(key) as [string, string];
  return { systemId, taskId };
}

/** Exchanges under way at a time, in each direction. */
export const width = 16;
