/**
 * The sync loop: what to send when.
 *
 * It looks at what is due in the database, acts on it, and sets ONE timer for what is due next; the time of that
 * timer is what the screen shows. Tasks are independent; at most one call a task and direction is under way.
 *
 * Each System has calls of its own under way, so that a slow one takes nothing from the others but its share of the pace.
 *
 * Invariants: no transaction is open while a call is under way; a local write error stops everything before the
 * next send; nothing due is ever forgotten, whatever a call throws.
 */
import { PatchdeskError } from '../contract/errors.ts';
import type { NetworkChange } from '../contract/processes.ts';
import type { Trouble } from '../contract/trouble.ts';
import { systemFor } from '../domain/systems.ts';
import { blocksEnvironment } from '../equitri/answer.ts';
import type { Failed, PlatformClient } from '../equitri/platform-client.ts';
import type { Cancel } from '../runtime/surroundings.ts';
import type { StoredExchange } from '../store/exchanges.ts';
import { arrivals } from './arrivals.ts';
import { connectivity, type Connectivity } from './connectivity.ts';
import { nowIso, type SyncContext } from './context.ts';
import { askingIn } from './own-fetch.ts';
import { pacing } from './pacing.ts';
import { pullContents } from './pulling.ts';
import { close, giveUpFetch, refuseDocument, syncOf, waitingFor } from './receiving.ts';
import { indicated, indicationOf, openExchanges, refused } from './sending.ts';

/** Calls of one System under way at the same time. */
const sideBySide = 8;
/** The key of the probe among the calls under way. */
const probing = 'probe';

export interface SyncLoop {
  readonly connectivity: Connectivity;
  /** Something may be due: look. Cheap, and harmless when nothing is. */
  wake(): void;
  /** Tries at once whatever waits for its next try. */
  tryNow(): void;
  /** The network of this machine is another one, or may be: a probe goes at once, and waits that it may end are ended. */
  networkChanged(reason: NetworkChange): void;
  /** When something is next done by itself, milliseconds since the epoch; null when nothing waits. */
  nextTryAt(): number | null;
  /** Resolves when no call is under way any more and no new one will start. */
  stop(): Promise<void>;
}

/** Starts the loop of one environment; `onStatus` is called after whatever may have changed the status. */
export function syncLoop(context: SyncContext, client: PlatformClient, onStatus: () => void): SyncLoop {
  const { store, surroundings, log } = context;
  const reach = connectivity(surroundings);
  const pace = pacing(context.environment.callsPerSecond, surroundings);
  const arriving = arrivals(context);
  const underWay = new Map<string, { systemId: string | null; running: Promise<void> }>();
  let timer: Cancel | null = null;
  let stopped = false;
  /** Whether the platform can be reached is to be found out, even if nothing says that it can't. */
  let inDoubt = true;

  const keyOf = (exchange: StoredExchange) => `${exchange.direction} ${exchange.taskId}`;

  function failedCall(exchange: StoredExchange, failure: Failed, giveUp: () => void): void {
    const { trouble, retryAfterMs } = failure;
    if (!blocksEnvironment(trouble)) {
      giveUp();
      reach.reached();
      return;
    }
    reach.failed(trouble, retryAfterMs);
    store.transact(() => {
      const now = store.exchanges.get(exchange.indicationId);
      // What ended or moved on while the call was under way is left as it is.
      if (now?.state === exchange.state) {
        store.exchanges.put({ ...now, tries: now.tries + 1, trouble }, nowIso(context));
      }
    });
    context.changed([exchange.taskId]);
  }

  async function fetchTask(exchange: StoredExchange): Promise<void> {
    const { api, taskId } = exchange;
    const asking = askingIn(context, exchange);
    const waiting = waitingFor(context, taskId);
    const result = await client.fetch(asking, taskId);
    if (result.kind === 'trouble') {
      return failedCall(exchange, result, () => giveUpFetch(context, taskId, waiting, result.trouble));
    }
    if (result.kind === 'invalid') refuseDocument(context, taskId, waiting, result.reasons);
    else {
      const fetched = { asking, document: result.document };
      const pulled = await pullContents(context, client, fetched, () => pace.turn());
      if (pulled.kind === 'trouble') return failedCall(exchange, pulled, () => undefined);
      await arriving.add({ api, document: result.document, errors: pulled.refusals, waiting });
    }
    // Only now: a platform that answers is of no use while what it says can't be stored.
    reach.reached();
  }

  async function syncTask(exchange: StoredExchange): Promise<void> {
    const result = await client.sync(exchange.api, syncOf(context, exchange));
    if (result.kind === 'trouble') return failedCall(exchange, result, () => close(context, exchange));
    close(context, exchange);
    reach.reached();
  }

  async function indicateTask(exchange: StoredExchange): Promise<void> {
    const result = await client.indicate(exchange.api, indicationOf(context, exchange));
    if (result.kind === 'trouble') {
      return failedCall(exchange, result, () => refused(context, exchange.indicationId, result.trouble));
    }
    indicated(context, exchange.indicationId);
    reach.reached();
  }

  function act(exchange: StoredExchange): Promise<void> {
    if (exchange.direction === 'outbound') return indicateTask(exchange);
    return exchange.state === 'indicated' ? fetchTask(exchange) : syncTask(exchange);
  }

  /** A write error is a trouble like the others: it is shown, nothing is sent, and it is tried again later. */
  function halt(thrown: unknown): void {
    log.error({ err: thrown }, 'the sync loop was stopped by an error of our own');
    const reason = thrown instanceof PatchdeskError ? thrown.message : String(thrown);
    const trouble: Trouble = { kind: 'storeFailed', reason };
    reach.failed(trouble, null);
  }

  /** A call that waited for its turn does not go when a trouble was met meanwhile; it stays due. */
  function mayCall(): boolean {
    return !stopped && (reach.nextTryAt === null || reach.nextTryAt <= surroundings.now());
  }

  function start(key: string, systemId: string | null, work: () => Promise<void>): void {
    const running = pace
      .turn()
      .then(() => (mayCall() ? work() : undefined))
      .catch(halt)
      .finally(() => {
        underWay.delete(key);
        look();
      });
    underWay.set(key, { systemId, running });
  }

  /** Tells the platform from an empty queue: only a trouble with nothing due needs a call of its own. */
  async function probe(): Promise<void> {
    const { systemId, cluster } = systemFor(context.environment.systems, null);
    const result = await client.probe({
      api: 'outTask',
      indicationId: surroundings.newId(),
      systemId,
      cluster,
    });
    if (result.kind === 'trouble') reach.failed(result.trouble, result.retryAfterMs);
    else reach.reached();
  }

  /** What a System is to act upon now: the first due exchange of each task and direction that has no call under way. */
  function chooseDue(systemId: string, now: number): StoredExchange[] {
    const room = sideBySide - [...underWay.values()].filter((call) => call.systemId === systemId).length;
    const chosen = new Map<string, StoredExchange>();
    if (room <= 0) return [];
    for (const exchange of store.exchanges.due(systemId, now, sideBySide * 4)) {
      const key = keyOf(exchange);
      if (chosen.size < room && !underWay.has(key) && !chosen.has(key)) chosen.set(key, exchange);
    }
    return [...chosen.values()];
  }

  function startDue(now: number): void {
    // One call tells whether a trouble is over; the others wait for its answer.
    const most = reach.trouble ? 1 : Infinity;
    // A call of before may hang on a connection that leads nowhere any more: what is in doubt does not wait for it.
    if (inDoubt && underWay.size > 0 && !underWay.has(probing)) {
      inDoubt = false;
      start(probing, null, probe);
    }
    if (underWay.size >= most) return;
    openExchanges(context);
    for (const systemId of store.exchanges.waitingSystems()) {
      for (const exchange of chooseDue(systemId, now)) {
        if (underWay.size < most) start(keyOf(exchange), systemId, () => act(exchange));
      }
    }
    if ((reach.trouble !== null || inDoubt) && underWay.size === 0) start(probing, null, probe);
    inDoubt = false;
  }

  function setTimer(now: number): void {
    timer?.();
    timer = null;
    const at = nextTryAt();
    if (at !== null && at > now) timer = surroundings.after(at - now, look);
  }

  function look(): void {
    if (stopped) return;
    const now = surroundings.now();
    try {
      if (mayCall()) startDue(now);
    } catch (thrown) {
      halt(thrown);
    }
    setTimer(now);
    onStatus();
  }

  function hasten(): void {
    store.transact(() => store.exchanges.hasten(surroundings.now()));
  }

  function nextTryAt(): number | null {
    if (reach.nextTryAt !== null) return reach.nextTryAt;
    return store.exchanges.nextDue();
  }

  return {
    connectivity: reach,
    wake: look,
    nextTryAt,
    tryNow() {
      hasten();
      reach.tryNow();
      look();
    },
    networkChanged(reason) {
      if (stopped) return;
      log.info(
        { reason, trouble: reach.trouble?.kind ?? null },
        'the network of this machine may have changed',
      );
      try {
        // What the platform was to do meanwhile it may have tried in vain.
        if (reason === 'resumed' || reason === 'online') hasten();
      } catch (thrown) {
        halt(thrown);
      }
      reach.networkChanged();
      inDoubt = true;
      look();
    },
    async stop() {
      stopped = true;
      timer?.();
      await Promise.all([...underWay.values()].map(({ running }) => running));
    },
  };
}
