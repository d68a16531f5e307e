/**
 * Updates of a System on their way in: its Indication, our Fetch, our Sync (contract section 5).
 *
 * Invariants: an indicationId has at most one effect, however often and in whatever order its steps are repeated,
 * also over a restart; judgement and new document are recorded as one fact before the Sync leaves; offers of a task
 * are worked off one after another in the order they came.
 */
import type { TaskDocument } from '../../contract/document/task-document.ts';
import type { SystemRegistration } from '../../contract/sandbox.ts';
import { syncCodes, type Indication, type Sync } from '../../equitri/messages.ts';
import { fromWire } from '../../equitri/names.ts';
import type { Api } from '../../contract/document/values.ts';
import { isVisible, logTrouble, nowIso, pairKey, pairOf, width, type PlatformContext } from './context.ts';
import { pullOffered, withContents } from './contents.ts';
import { following } from './following.ts';
import { errands, type ErrandResult } from './errands.ts';
import { judge, type Judgement } from './judge.ts';
import type { Offer } from './state.ts';

/** What became of a System's Indication. */
export type IndicationReply = 'taken' | 'unknownTask' | 'otherExchange';

export interface OfferDirection {
  /** Takes a System's Indication; a repeat takes up what is still to be done in that exchange. */
  indicated(api: Api, systemId: string, indication: Indication): IndicationReply;
  /** Takes up everything of a System that is still open. */
  takeUpAll(systemId: string): void;
  stop(): Promise<void>;
}

export interface OfferOptions {
  /** A task has a new version: other Systems are to be told. */
  onAccepted: (taskId: string) => void;
}

/** Troubles of our Sync that will never pass: the System does not know the exchange, or refuses to. */
const finalTroubles: readonly string[] = ['notVisible', 'refused', 'notPermitted'];

/** The direction System to platform. */
export function offerDirection(context: PlatformContext, { onAccepted }: OfferOptions): OfferDirection {
  const { state, record, surroundings, log } = context;

  /** The new document with what the platform keeps itself. */
  function stamped(api: Api, document: TaskDocument): TaskDocument {
    const updatedAt = nowIso(context);
    const closed = context.rulesAs('platform').isEnded(api, document) ? { closedAt: updatedAt } : {};
    return { ...document, version: document.version + 1, updatedAt, ...closed };
  }

  function ownOf({ taskId }: Offer): TaskDocument {
    const own = state.tasks.get(taskId);
    if (!own) throw new Error(`an offer for task ${taskId}, which does not exist`);
    return own.document;
  }

  function recordJudgement(
    offer: Offer,
    { systemId, cluster }: SystemRegistration,
    judgement: Judgement,
    served: unknown,
  ): void {
    const { indicationId, taskId } = offer;
    const document = judgement.kind === 'accepted' ? stamped(offer.api, judgement.document) : null;
    const sync: Sync = {
      indicationId,
      systemId,
      cluster,
      taskId,
      result: judgement.kind === 'refused' ? 'ERROR' : 'OK',
      taskVersion: judgement.kind === 'refused' ? null : (document ?? ownOf(offer)).version,
      taskRef: null,
      errors: judgement.kind === 'refused' ? judgement.errors : [],
      syncedAt: nowIso(context),
    };
    const refusedOnDemand = judgement.kind === 'refused' && judgement.onDemand;
    const rules = context.rulesAs('platform');
    const tasks = document ? following(state, rules, { api: offer.api, document }, nowIso(context)) : [];
    record({ kind: 'judged', sync, served, tasks, refusedOnDemand });
    for (const task of tasks) onAccepted(task.document.id);
  }

  /** Fetches and judges. False when the System gave no answer that can be judged. */
  async function fetched(offer: Offer, system: SystemRegistration): Promise<boolean> {
    const { api, taskId, indicationId } = offer;
    const result = await context.calls.fetch(system, api, taskId, indicationId);
    if (result.kind === 'answer') {
      const served = fromWire(result.json);
      const ask = (id: string) => context.calls.attachment(system, api, id, indicationId);
      const refusals = await pullOffered(context.contents, ownOf(offer), served, ask);
      if (refusals === null) return false;
      const rules = context.rulesAs(context.partyOf(system.orgId));
      const judgement = judge(rules, api, ownOf(offer), served, state.conditions.refuseNextSync);
      recordJudgement(offer, system, withContents(judgement, refusals), served);
      return true;
    }
    logTrouble(context, 'Fetch', taskId, result.trouble);
    if (result.trouble.kind !== 'notVisible') return false;
    const error = { code: syncCodes.taskUnknown, field: null, message: 'the System does not serve it' };
    recordJudgement(offer, system, { kind: 'refused', errors: [error], onDemand: false }, null);
    return true;
  }

  async function synced(offer: Offer, sync: Sync, system: SystemRegistration): Promise<boolean> {
    await context.settled();
    const result = await context.calls.sync(system, offer.api, sync);
    if (result.kind === 'trouble') {
      logTrouble(context, 'Sync', offer.taskId, result.trouble);
      if (!finalTroubles.includes(result.trouble.kind)) return false;
    }
    record({ kind: 'settled', indicationId: offer.indicationId, gaveUp: result.kind === 'trouble' });
    return true;
  }

  /** Offers that were given up and whose System asks again: its exchange is open after all (contract section 5). */
  const askedAgain = new Map<string, Offer>();

  /** Tells it once more, as it was; the next repeat asks for it when this gets lost too. */
  async function syncedAgain(key: string, { api, taskId, sync }: Offer, system: SystemRegistration) {
    askedAgain.delete(key);
    if (!sync) return;
    await context.settled();
    const result = await context.calls.sync(system, api, sync);
    if (result.kind === 'trouble') logTrouble(context, 'Sync', taskId, result.trouble);
    else record({ kind: 'settled', indicationId: sync.indicationId, gaveUp: false });
  }

  const oldestOpen = (systemId: string, taskId: string): Offer | null =>
    state.systems.get(systemId)?.offers.get(taskId)?.[0] ?? null;

  async function run(key: string): Promise<ErrandResult> {
    const { systemId, taskId } = pairOf(key);
    const offer = oldestOpen(systemId, taskId);
    const again = askedAgain.get(key);
    const system = context.callable(systemId);
    if (again && system) {
      await syncedAgain(key, again, system);
      return 'next';
    }
    if (!offer || !system) return 'done';
    const went = offer.sync ? await synced(offer, offer.sync, system) : await fetched(offer, system);
    return went ? 'next' : 'failed';
  }

  const carrying = errands({
    width,
    surroundings,
    run,
    onRejected: (err, key) => log.error({ err, key }, 'an offer failed'),
  });

  return {
    indicated(api, systemId, { indicationId, taskId }) {
      const task = state.tasks.get(taskId);
      const system = state.systems.get(systemId)?.system;
      if (task?.api !== api || !system || !isVisible(context, system, task)) return 'unknownTask';
      const known = state.offers.get(indicationId);
      const otherUse = known && (known.systemId !== systemId || known.taskId !== taskId);
      if (otherUse || state.tellings.has(indicationId)) return 'otherExchange';
      if (!known) {
        record({ kind: 'offer', indicationId, api, systemId, taskId, receivedAt: nowIso(context) });
      }
      const key = pairKey(systemId, taskId);
      if (known?.ended && known.gaveUp) askedAgain.set(key, known);
      if (!known?.ended || known.gaveUp) carrying.want(key);
      return 'taken';
    },
    takeUpAll(systemId) {
      for (const taskId of state.systems.get(systemId)?.offers.keys() ?? []) {
        carrying.want(pairKey(systemId, taskId));
      }
    },
    stop: () => carrying.stop(),
  };
}
