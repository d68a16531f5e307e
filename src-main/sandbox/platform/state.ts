/**
 * What the platform knows: the seeded documents with every entry of the journal folded in.
 *
 * Invariants: `apply` is the only place that changes the state, decides nothing and asks neither clock nor chance,
 * so that the same entries always give the same state; an ended exchange never moves again.
 */
import type { Api } from '../../contract/document/values.ts';
import { Rulebook } from '../../contract/rules/rulebook.ts';
import type { SandboxConditions } from '../../contract/sandbox.ts';
import type { Sync } from '../../equitri/messages.ts';
import type { OfferReceipt } from '../control-messages.ts';
import type { Entry, EntryOf, KnownSystem, PlatformTask } from './entries.ts';

/** An exchange of the platform: it has something to tell (contract section 5, direction platform to System). */
export interface Telling {
  indicationId: string;
  systemId: string;
  taskId: string;
  event: string;
  occurredAt: string;
  /** The newest version when it was opened. */
  version: number;
  ended: boolean;
}

/** An exchange of a System: it has something to offer. */
export interface Offer {
  indicationId: string;
  api: Api;
  systemId: string;
  taskId: string;
  /** What the platform made of it; null until it has fetched. */
  sync: Sync | null;
  ended: boolean;
  /** It ended without the System taking the Sync. */
  gaveUp: boolean;
}

/** One System and where the platform stands with it; the maps are by task ID. */
export interface SystemState {
  system: KnownSystem;
  /** The version it has acknowledged. */
  told: Map<string, number>;
  /** The highest version it has fetched. */
  shown: Map<string, number>;
  /** The open telling: at most one a task (contract rule 2). */
  telling: Map<string, Telling>;
  /** The open offers of a task, oldest first. */
  offers: Map<string, Offer[]>;
}

export interface PlatformState {
  conditions: SandboxConditions;
  /** By task ID. */
  tasks: Map<string, PlatformTask>;
  /** The outTasks of an inTask, and the tasks that show a task among their linked ones. */
  outTasksOf: Map<string, Set<string>>;
  linkedFrom: Map<string, Set<string>>;
  book: Rulebook;
  systems: Map<string, SystemState>;
  tellings: Map<string, Telling>;
  offers: Map<string, Offer>;
  receipts: OfferReceipt[];
}

const fairWeather: SandboxConditions = { network: 'normal', slowMs: 2_000, refuseNextSync: false };

/** The state before the first entry. */
export function seededState(tasks: readonly PlatformTask[], book: Rulebook): PlatformState {
  const state: PlatformState = {
    conditions: fairWeather,
    tasks: new Map(),
    outTasksOf: new Map(),
    linkedFrom: new Map(),
    book,
    systems: new Map(),
    tellings: new Map(),
    offers: new Map(),
    receipts: [],
  };
  for (const task of tasks) putTask(state, task);
  return state;
}

function addTo(index: Map<string, Set<string>>, key: string, taskId: string): void {
  index.set(key, (index.get(key) ?? new Set()).add(taskId));
}

function putTask(state: PlatformState, task: PlatformTask): void {
  const { id, inTaskId, linkedTasks } = task.document;
  state.tasks.set(id, task);
  if (task.api === 'outTask' && inTaskId) addTo(state.outTasksOf, inTaskId, id);
  for (const link of linkedTasks ?? []) addTo(state.linkedFrom, link.taskId, id);
}

function systemOf(state: PlatformState, systemId: string): SystemState {
  const known = state.systems.get(systemId);
  if (!known) throw new Error(`the journal speaks of System ${systemId} before it was registered`);
  return known;
}

function register(state: PlatformState, system: KnownSystem): void {
  const known = state.systems.get(system.systemId);
  state.systems.set(
    system.systemId,
    known
      ? { ...known, system }
      : { system, told: new Map(), shown: new Map(), telling: new Map(), offers: new Map() },
  );
}

function openTelling(state: PlatformState, entry: EntryOf<'telling'>): void {
  const { indicationId, systemId, taskId, event, occurredAt, version } = entry;
  const telling = { indicationId, systemId, taskId, event, occurredAt, version, ended: false };
  state.tellings.set(telling.indicationId, telling);
  systemOf(state, telling.systemId).telling.set(telling.taskId, telling);
}

function endTelling(state: PlatformState, entry: EntryOf<'told'>): void {
  const telling = state.tellings.get(entry.indicationId);
  if (!telling) throw new Error(`the journal ends telling ${entry.indicationId}, which was never opened`);
  const { told, telling: open } = systemOf(state, telling.systemId);
  state.tellings.set(telling.indicationId, { ...telling, ended: true });
  open.delete(telling.taskId);
  told.set(telling.taskId, Math.max(entry.version, told.get(telling.taskId) ?? 0));
}

function putOffer(state: PlatformState, offer: Offer): void {
  const { offers } = systemOf(state, offer.systemId);
  const before = offers.get(offer.taskId) ?? [];
  const known = before.some((one) => one.indicationId === offer.indicationId);
  const after = known
    ? before.map((one) => (one.indicationId === offer.indicationId ? offer : one))
    : [...before, offer];
  const open = after.filter((one) => !one.ended);
  if (open.length > 0) offers.set(offer.taskId, open);
  else offers.delete(offer.taskId);
  state.offers.set(offer.indicationId, offer);
}

function offerOf(state: PlatformState, indicationId: string): Offer {
  const offer = state.offers.get(indicationId);
  if (!offer) throw new Error(`the journal speaks of offer ${indicationId}, which was never opened`);
  return offer;
}

function judged(state: PlatformState, entry: EntryOf<'judged'>): void {
  const { sync, tasks, served } = entry;
  const offer = offerOf(state, sync.indicationId);
  for (const task of tasks) putTask(state, task);
  if (tasks.length > 0 && typeof sync.taskVersion === 'number') {
    // Its own change comes back to it as the version in the Sync; only what followed from it is left to tell.
    systemOf(state, offer.systemId).told.set(offer.taskId, sync.taskVersion);
  }
  if (entry.refusedOnDemand) state.conditions = { ...state.conditions, refuseNextSync: false };
  putOffer(state, { ...offer, sync });
  state.receipts.push({
    indicationId: sync.indicationId,
    systemId: offer.systemId,
    taskId: offer.taskId,
    result: sync.result,
    version: state.tasks.get(offer.taskId)?.document.version ?? 0,
    errors: sync.errors,
    served,
    at: sync.syncedAt,
  });
}

/** Folds one entry into the state. Throws when it speaks of what no earlier entry has made. */
export function apply(state: PlatformState, entry: Entry): void {
  switch (entry.kind) {
    case 'network':
      return; // read before there is a state: the seed is made from it
    case 'conditions':
      state.conditions = entry.conditions;
      return;
    case 'system':
      return register(state, entry.system);
    case 'changed':
      for (const task of entry.tasks) putTask(state, task);
      return;
    case 'rules':
      state.book = Rulebook.parse({ ...state.book, [entry.name]: entry.value });
      return;
    case 'telling':
      return openTelling(state, entry);
    case 'shown': {
      const { shown } = systemOf(state, entry.systemId);
      shown.set(entry.taskId, Math.max(entry.version, shown.get(entry.taskId) ?? 0));
      return;
    }
    case 'told':
      return endTelling(state, entry);
    case 'offer': {
      const { indicationId, api, systemId, taskId } = entry;
      return putOffer(state, {
        indicationId,
        api,
        systemId,
        taskId,
        sync: null,
        ended: false,
        gaveUp: false,
      });
    }
    case 'judged':
      return judged(state, entry);
    case 'settled':
      return putOffer(state, { ...offerOf(state, entry.indicationId), ended: true, gaveUp: entry.gaveUp });
  }
}
