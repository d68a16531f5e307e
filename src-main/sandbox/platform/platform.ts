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
import type { SandboxConditions, SandboxNetwork, SystemRegistration } from '../../contract/sandbox.ts';
import { setFields } from '../../domain/patch.ts';
import type { Party } from '../../contract/rules/party.ts';
import { Rulebook, type RuleKind } from '../../contract/rules/rulebook.ts';
import { rulesOf, type Rules } from '../../domain/rules/rules.ts';
import { openingType } from '../../domain/attachments.ts';
import type { ServedContent } from '../../equitri/content-answer.ts';
import type { Indication, Sync } from '../../equitri/messages.ts';
import type { Log } from '../../runtime/log.ts';
import type { Surroundings } from '../../runtime/surroundings.ts';
import type { ConditionsChange, OfferReceipt, SystemSummary, TaskFields } from '../control-messages.ts';
import { isVisible, nowIso, type PlatformContext } from './context.ts';
import { platformContents, type Contents } from './contents.ts';
import { KnownSystem, type Entry, type PlatformTask } from './entries.ts';
import { following } from './following.ts';
import type { Journal } from './journal.ts';
import { offerDirection, type IndicationReply } from './offers.ts';
import { apply, seededState, type PlatformState, type SystemState } from './state.ts';
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
  /** The content of an attachment for a System, or null when it may not see such a task. */
  attachment(api: Api, systemId: string, attachmentId: string): Promise<ServedContent | null>;
  /** A System's Sync. */
  synced(api: Api, systemId: string, sync: Sync): SyncReply;

  document(taskId: string): TaskDocument | null;
  /** Those of one API, outTasks unless said. */
  documents(api?: Api): TaskDocument[];
  /** Offers in the order they were judged. */
  receipts(): OfferReceipt[];
  systems(): SystemSummary[];
  /**
   * A change at the platform's own side: raises the version and tells it. Throws TASK_UNKNOWN, TASK_ENDED (an ended
   * task never changes, domain reference 3.1) or INPUT_INVALID.
   */
  change(taskId: string, fields: TaskFields): TaskDocument;
  /** A new task of an API. Throws INPUT_INVALID, also when there is one with its id. */
  create(api: Api, draft: unknown): TaskDocument;
  /** Replaces one kind of the rule data. Throws INPUT_INVALID. */
  setRules(name: RuleKind, value: unknown): void;
  settled(): Promise<void>;
  /** Makes no more calls; resolves when those under way have come back and all is written. */
  close(): Promise<void>;
}

export interface PlatformOptions {
  tasks: readonly PlatformTask[];
  journal: Journal;
  /** What the journal held when it was opened. */
  entries: readonly Entry[];
  book: Rulebook;
  /** The part an organization plays in the cluster; a contractor unless said. */
  partyOf?: (orgId: string) => Party;
  calls: SystemCalls;
  /** Where the contents of attachments are; in memory unless said. */
  contents?: Contents;
  surroundings: Surroundings;
  log: Log;
}

/** Where the network is at fault, no call comes through in the other direction either. */
const cutOff: readonly SandboxNetwork[] = ['unreachable', 'silent', 'portal'];

/** What may be written down of a registration. */
const withoutToken = z.object(KnownSystem.shape);

/** Names that a change at the platform's side can't set: the platform sets them itself. */
const setByPlatform = ['id', 'version', 'updatedAt', 'closedAt'];

function changed(
  { api, document: own }: PlatformTask,
  fields: TaskFields,
  at: string,
  rules: Rules,
): PlatformTask {
  const { id: taskId, mainStatus } = own;
  if (rules.isEnded(api, own)) throw new PatchdeskError('TASK_ENDED', { taskId, mainStatus });
  const where = `change of task ${taskId}`;
  const issues = setByPlatform
    .filter((name) => Object.hasOwn(fields, name))
    .map((name) => ({ path: `/${name}`, message: 'is set by the platform itself' }));
  if (issues.length > 0) throw new PatchdeskError('INPUT_INVALID', { where, issues });
  const after = { ...setFields(own, fields), version: own.version + 1, updatedAt: at };
  const document = parseInput(TaskDocument, after, where);
  return { api, document: rules.isEnded(api, document) ? { ...document, closedAt: at } : document };
}

function conditionsAfter(before: SandboxConditions, change: ConditionsChange): SandboxConditions {
  return {
    network: change.network ?? before.network,
    slowMs: change.slowMs ?? before.slowMs,
    refuseNextSync: change.refuseNextSync ?? before.refuseNextSync,
  };
}

function summaryOf(context: PlatformContext, { system, told, offers }: SystemState): SystemSummary {
  const visible = [...context.state.tasks.values()].filter((task) => isVisible(context, system, task));
  const known = visible.filter(({ document }) => (told.get(document.id) ?? -1) >= document.version);
  return {
    systemId: system.systemId,
    endpoint: system.endpoint,
    told: known.length,
    toTell: visible.length - known.length,
    openOffers: [...offers.values()].reduce((sum, open) => sum + open.length, 0),
  };
}

function created({ tasks }: PlatformState, api: Api, draft: unknown): PlatformTask {
  const document = parseInput(TaskDocument, draft, `new ${api}`);
  if (!tasks.has(document.id)) return { api, document };
  const issues = [{ path: '/id', message: 'is the id of another task' }];
  throw new PatchdeskError('INPUT_INVALID', { where: `new ${api}`, issues });
}

/** The rules as each party has them, bound again when the rule data was replaced. */
function rulesByParty(state: PlatformState): (party: Party) => Rules {
  let bound: { book: Rulebook; rules: Map<Party, Rules> } = { book: state.book, rules: new Map() };
  return (party) => {
    if (bound.book !== state.book) bound = { book: state.book, rules: new Map() };
    const rules = bound.rules.get(party) ?? rulesOf(state.book, party);
    bound.rules.set(party, rules);
    return rules;
  };
}

/** Opens the platform on its seed and journal. It calls no System before that is registered in this run. */
export function openPlatform(options: PlatformOptions): Platform {
  const { journal, calls, surroundings, log } = options;
  const contents = options.contents ?? platformContents(null);
  const state = seededState(options.tasks, options.book);
  for (const entry of options.entries) apply(state, entry);
  const registered = new Map<string, SystemRegistration>();
  const watchers: ((conditions: SandboxConditions) => void)[] = [];

  const context: PlatformContext = {
    state,
    rulesAs: rulesByParty(state),
    partyOf: options.partyOf ?? (() => 'contractor'),
    calls,
    contents,
    surroundings,
    log,
    record(entry) {
      apply(state, entry);
      journal.append(entry);
    },
    settled: () => journal.settled(),
    callable: (systemId) =>
      cutOff.includes(state.conditions.network) ? null : (registered.get(systemId) ?? null),
  };
  const telling = tellingDirection(context);
  const offers = offerDirection(context, { onAccepted: (taskId) => telling.tell(taskId) });

  /** Records a task with everything that follows from it, and tells whoever may see any of it. */
  function put(task: PlatformTask): TaskDocument {
    const tasks = following(state, context.rulesAs('platform'), task, nowIso(context));
    context.record({ kind: 'changed', tasks });
    for (const { document } of tasks) telling.tell(document.id);
    return tasks[0]?.document ?? task.document;
  }

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
      const { network } = state.conditions;
      const back =
        (network === 'normal' && before !== 'normal') ||
        (cutOff.includes(before) && !cutOff.includes(network));
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
    fetched: (api, systemId, taskId) => telling.fetched(api, systemId, taskId),
    async attachment(api, systemId, attachmentId) {
      const system = state.systems.get(systemId)?.system;
      if (!system) return null;
      for (const task of state.tasks.values()) {
        const attachment = task.document.attachments?.find(({ id }) => id === attachmentId);
        if (!attachment || task.api !== api || !isVisible(context, system, task)) continue;
        const bytes = await contents.read(attachment);
        return bytes && { mimeType: openingType(attachment), bytes };
      }
      return null;
    },
    synced: (api, systemId, sync) => telling.synced(api, systemId, sync),

    document: (taskId) => state.tasks.get(taskId)?.document ?? null,
    documents: (api = 'outTask') =>
      [...state.tasks.values()].flatMap((task) => (task.api === api ? [task.document] : [])),
    receipts: () => state.receipts,
    systems: () => [...state.systems.values()].map((known) => summaryOf(context, known)),
    change(taskId, fields) {
      const own = state.tasks.get(taskId);
      if (!own) throw new PatchdeskError('TASK_UNKNOWN', { taskId });
      return put(changed(own, fields, nowIso(context), context.rulesAs('platform')));
    },
    create: (api, draft) => put(created(state, api, draft)),
    setRules(name, value) {
      const book = parseInput(Rulebook, { ...state.book, [name]: value }, `rules ${name}`);
      context.record({ kind: 'rules', name, value: book[name] });
    },
    settled: () => journal.settled(),
    async close() {
      await Promise.all([telling.stop(), offers.stop()]);
      await journal.close();
    },
  };
}
