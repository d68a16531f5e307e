/**
 * The simulated platform without its sockets: documents, Systems, exchanges in both directions.
 *
 * Invariants: the state is the seed and the journal, nothing else; nothing leaves the platform, as answer or as
 * call, before the facts behind it are on the disk (`settled`); under `unreachable` it makes no calls itself.
 */
import { z } from 'zod';
import { TaskDocument } from '../../contract/document/task-document.ts';
import type { Api } from '../../contract/document/values.ts';
import { parseInput, PatchdeskError } from '../../contract/errors.ts';
import type { SandboxConditions, SystemRegistration } from '../../contract/sandbox.ts';
import { setFields } from '../../domain/patch.ts';
import type { Rules } from '../../domain/rules/rules.ts';
import type { Indication, Sync } from '../../equitri/messages.ts';
import type { Log } from '../../runtime/log.ts';
import type { Surroundings } from '../../runtime/surroundings.ts';
import type { ConditionsChange, OfferReceipt, SystemSummary, TaskFields } from '../control-messages.ts';
import { isVisible, nowIso, seededApi, type PlatformContext } from './context.ts';
import { KnownSystem, type Entry } from './entries.ts';
import type { Journal } from './journal.ts';
import { offerDirection, type IndicationReply } from './offers.ts';
import { apply, seededState, type SystemState } from './state.ts';
import type { SystemCalls } from './system-client.ts';
import { tellingDirection, type SyncReply } from './telling.ts';

export interface Platform {
  conditions(): SandboxConditions;
  /** Sets the named conditions; turning to `normal` takes up everything that waited. */
  setConditions(change: ConditionsChange): SandboxConditions;
  /** Calls `handle` with the conditions as they are, and whenever they are set. */
  onConditions(handle: (conditions: SandboxConditions) => void): void;
  /** Registers a System, or replaces its registration, and tells it everything it does not know yet. */
  register(system: SystemRegistration): void;
  /** A System that was ever registered, also in an earlier run. */
  system(systemId: string): KnownSystem | null;

  /** A System's Indication (contract section 4). */
  indicated(api: Api, systemId: string, indication: Indication): IndicationReply;
  /** A System's Fetch: the document, or null when it may not see such a task. */
  fetched(api: Api, systemId: string, taskId: string): TaskDocument | null;
  /** A System's Sync. */
  synced(api: Api, systemId: string, sync: Sync): SyncReply;

  document(taskId: string): TaskDocument | null;
  documents(): TaskDocument[];
  /** Offers in the order they were judged. */
  receipts(): OfferReceipt[];
  systems(): SystemSummary[];
  /**
   * A change at the platform's own side: raises the version and tells it. Throws TASK_UNKNOWN, TASK_ENDED (an ended
   * task never changes, domain reference 3.1) or INPUT_INVALID.
   */
  change(taskId: string, fields: TaskFields): TaskDocument;
  settled(): Promise<void>;
  /** Makes no more calls; resolves when those under way have come back and all is written. */
  close(): Promise<void>;
}

export interface PlatformOptions {
  documents: readonly TaskDocument[];
  journal: Journal;
  /** What the journal held when it was opened. */
  entries: readonly Entry[];
  rules: Rules;
  calls: SystemCalls;
  surroundings: Surroundings;
  log: Log;
}

/** What may be written down of a registration. */
const withoutToken = z.object(KnownSystem.shape);

/** Names that a change at the platform's side can't set: the platform sets them itself. */
const setByPlatform = ['id', 'version', 'updatedAt', 'closedAt'];

function changed(own: TaskDocument, fields: TaskFields, at: string, rules: Rules): TaskDocument {
  const { id: taskId, mainStatus } = own;
  if (rules.isEnded(seededApi, own)) throw new PatchdeskError('TASK_ENDED', { taskId, mainStatus });
  const where = `change of task ${taskId}`;
  const issues = setByPlatform
    .filter((name) => Object.hasOwn(fields, name))
    .map((name) => ({ path: `/${name}`, message: 'is set by the platform itself' }));
  if (issues.length > 0) throw new PatchdeskError('INPUT_INVALID', { where, issues });
  const after = { ...setFields(own, fields), version: own.version + 1, updatedAt: at };
  const document = parseInput(TaskDocument, after, where);
  return rules.isEnded(seededApi, document) ? { ...document, closedAt: at } : document;
}

function conditionsAfter(before: SandboxConditions, change: ConditionsChange): SandboxConditions {
  return {
    network: change.network ?? before.network,
    slowMs: change.slowMs ?? before.slowMs,
    refuseNextSync: change.refuseNextSync ?? before.refuseNextSync,
  };
}

function summaryOf(
  { system, told, offers }: SystemState,
  documents: Map<string, TaskDocument>,
): SystemSummary {
  const visible = [...documents.values()].filter((document) => isVisible(system, document));
  const known = visible.filter((document) => (told.get(document.id) ?? -1) >= document.version);
  return {
    systemId: system.systemId,
    endpoint: system.endpoint,
    told: known.length,
    toTell: visible.length - known.length,
    openOffers: [...offers.values()].reduce((sum, open) => sum + open.length, 0),
  };
}

/** Opens the platform on its seed and journal. It calls no System before that is registered in this run. */
export function openPlatform(options: PlatformOptions): Platform {
  const { journal, rules, calls, surroundings, log } = options;
  const state = seededState(options.documents);
  for (const entry of options.entries) apply(state, entry);
  const registered = new Map<string, SystemRegistration>();
  const watchers: ((conditions: SandboxConditions) => void)[] = [];

  const context: PlatformContext = {
    state,
    rules,
    calls,
    surroundings,
    log,
    record(entry) {
      apply(state, entry);
      journal.append(entry);
    },
    settled: () => journal.settled(),
    callable: (systemId) =>
      state.conditions.network === 'unreachable' ? null : (registered.get(systemId) ?? null),
  };
  const telling = tellingDirection(context);
  const offers = offerDirection(context, { onAccepted: (taskId) => telling.tell(taskId) });

  function takeUp(systemId: string): void {
    telling.tellAll(systemId);
    offers.takeUpAll(systemId);
  }

  return {
    conditions: () => state.conditions,
    setConditions(change) {
      const before = state.conditions.network;
      context.record({ kind: 'conditions', conditions: conditionsAfter(state.conditions, change) });
      for (const handle of watchers) handle(state.conditions);
      const back = before !== 'normal' && state.conditions.network === 'normal';
      if (back) for (const systemId of registered.keys()) takeUp(systemId);
      return state.conditions;
    },
    onConditions(handle) {
      watchers.push(handle);
      handle(state.conditions);
    },
    register(system) {
      registered.set(system.systemId, system);
      context.record({ kind: 'system', system: withoutToken.parse(system) });
      takeUp(system.systemId);
    },
    system: (systemId) => state.systems.get(systemId)?.system ?? null,

    indicated: (api, systemId, indication) => offers.indicated(api, systemId, indication),
    fetched: (api, systemId, taskId) => (api === seededApi ? telling.fetched(systemId, taskId) : null),
    synced: (api, systemId, sync) => (api === seededApi ? telling.synced(systemId, sync) : 'unknownExchange'),

    document: (taskId) => state.documents.get(taskId) ?? null,
    documents: () => [...state.documents.values()],
    receipts: () => state.receipts,
    systems: () => [...state.systems.values()].map((known) => summaryOf(known, state.documents)),
    change(taskId, fields) {
      const own = state.documents.get(taskId);
      if (!own) throw new PatchdeskError('TASK_UNKNOWN', { taskId });
      const document = changed(own, fields, nowIso(context), rules);
      context.record({ kind: 'changed', document });
      telling.tell(taskId);
      return document;
    },
    settled: () => journal.settled(),
    async close() {
      await Promise.all([telling.stop(), offers.stop()]);
      await journal.close();
    },
  };
}
