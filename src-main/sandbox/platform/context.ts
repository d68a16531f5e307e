/** What the two directions of the platform share. */
import type { TaskDocument } from '../../contract/document/task-document.ts';
import type { SystemRegistration } from '../../contract/sandbox.ts';
import type { Trouble } from '../../contract/sync-status.ts';
import type { Rules } from '../../domain/rules/rules.ts';
import type { Log } from '../../runtime/log.ts';
import { isoMoment, type Surroundings } from '../../runtime/surroundings.ts';
import type { Entry, KnownSystem } from './entries.ts';
import type { PlatformState } from './state.ts';
import type { SystemCalls } from './system-client.ts';

export interface PlatformContext {
  state: PlatformState;
  rules: Rules;
  calls: SystemCalls;
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

/** True when a System may see a task: its organization executes it, in its cluster. */
export function isVisible(system: KnownSystem, document: TaskDocument): boolean {
  return document.orgId === system.orgId && document.cluster === system.cluster;
}

/** A System that is away is no news, and told once for each of its tasks it would drown all other news. */
export function logTrouble({ log }: PlatformContext, call: string, taskId: string, trouble: Trouble): void {
  if (trouble.kind !== 'unreachable') log.warn({ call, taskId, trouble }, 'a System did not take a call');
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

/** Only outTasks are seeded; the routes of inTasks exist and know no task. */
export const seededApi = 'outTask';
