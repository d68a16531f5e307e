/**
 * Store, rules, sync, endpoint and windows of one environment, wired together; without a socket, so that a
 * simulation runs the very same.
 */
import { PatchdeskError } from '../contract/errors.ts';
import type { Environment, NetworkChange } from '../contract/processes.ts';
import { accessToken } from '../equitri/access-token.ts';
import { endpointApp, type EndpointApp } from '../equitri/endpoint/endpoint-app.ts';
import type { Call } from '../equitri/http.ts';
import { platformClient } from '../equitri/platform-client.ts';
import type { Log } from '../runtime/log.ts';
import type { Cancel, Surroundings } from '../runtime/surroundings.ts';
import type { WindowPort } from '../runtime/window-port.ts';
import type { Store } from '../store/store.ts';
import { settle, show } from '../sync/answering.ts';
import { showAttachment } from '../sync/attachments.ts';
import type { SyncContext } from '../sync/context.ts';
import { syncLoop } from '../sync/loop.ts';
import { correct, edit, resend, withdraw } from '../sync/outbox.ts';
import { settleAgain } from '../sync/settle-again.ts';
import { settleConflicts } from '../sync/settling.ts';
import { factsOf } from '../sync/records.ts';
import { takeIndication } from '../sync/receiving.ts';
import { announcements } from './announcements.ts';
import { following } from './following.ts';
import { attachmentHandlers } from './handlers/attachments.ts';
import { listHandlers } from './handlers/lists.ts';
import { recordHandlers } from './handlers/records.ts';
import { ruleHandlers } from './handlers/rules.ts';
import { salvageHandlers } from './handlers/salvages.ts';
import { liveRules } from './live-rules.ts';
import { receivingProgress } from './receiving-progress.ts';
import { changeViews, syncStatus, taskDetail } from './views.ts';
import { valueOrder } from './value-order.ts';
import { windows, type Handlers } from './windows.ts';

export interface CompositionSetting {
  /** Opened, and closed again, by whoever composes. */
  store: Store;
  environment: Environment;
  surroundings: Surroundings;
  log: Log;
  version: string;
}

export interface Composition {
  /** What the platform calls. */
  endpoint: EndpointApp;
  /** The calls of the contract, for whoever runs the engine in its own process. */
  handlers: Handlers;
  connect(port: WindowPort): void;
  /** The endpoint can be reached: sync may begin. */
  begin(endpointUrl: string): void;
  /** The network of this machine is another one, or may be. */
  networkChanged(change: NetworkChange): void;
  /** Starts nothing more; resolves when what is under way has ended. */
  stop(): Promise<void>;
}

/** Wires an engine; `call` makes its HTTP calls. Throws INPUT_INVALID when the rules that ship are broken. */
export function compose(setting: CompositionSetting, call: Call): Composition {
  const { store, environment, surroundings, log, version } = setting;
  const live = liveRules({
    store,
    environment,
    surroundings,
    changed(kind) {
      compareValues = valueOrder(live.view());
      connected.emit('rules.changed', { kind });
      settleByRules();
      // What could not be sent by the old rules may go by the new ones.
      loop.wake();
    },
  });
  let compareValues = valueOrder(live.view());
  const context: SyncContext = {
    environment,
    store,
    surroundings,
    log,
    get rules() {
      return live.rules;
    },
    recordFacts: (task) => factsOf(context, task),
    changed(taskIds) {
      // Before it is announced: both are planned for the next turn, and what became of the rows is told along.
      lists.follow();
      announce.tasksChanged(taskIds);
    },
  };
  const token = accessToken(environment.credentials, call, surroundings);
  const client = platformClient(environment, token, call, `Patchdesk/${version}`);
  const loop = syncLoop(context, client, () => announce.statusChanged());
  const progress = receivingProgress();
  let endpointUrl: string | null = null;

  const status = () => syncStatus(context, loop, endpointUrl, progress.of(store.exchanges.countUnfetched()));
  /** What changed the outbox, or came from the platform, may have made something due. */
  const thenLook = <Result>(result: Result): Result => {
    loop.wake();
    return result;
  };

  const handlers: Handlers = {
    ...listHandlers(
      context,
      () => lists.upToDate(),
      () => compareValues,
      () => loop.wake(),
    ),
    'task.open': ({ taskId }) => {
      const task = store.tasks.get(taskId);
      if (!task) throw new PatchdeskError('TASK_UNKNOWN', { taskId });
      return taskDetail(context, loop, task);
    },
    'task.edit': ({ changeId, taskId, patch }) =>
      thenLook({ changeNumber: edit(context, changeId, taskId, patch) }),
    ...attachmentHandlers(context, client, () => loop.wake()),
    'outbox.list': ({ ended }) => ({
      open: changeViews(context, loop, store.changes.allOpen()),
      ended: changeViews(context, loop, store.changes.ended(ended)),
    }),
    'outbox.correct': ({ changeId, patch }) => {
      correct(context, changeId, patch);
      return thenLook({});
    },
    'outbox.resend': ({ taskId }) => {
      resend(context, taskId);
      return thenLook({});
    },
    'outbox.settle': ({ changeId, take }) => {
      settleConflicts(context, changeId, take);
      return thenLook({});
    },
    'outbox.withdraw': ({ changeId }) => {
      withdraw(context, changeId);
      return thenLook({});
    },
    'sync.status': status,
    'sync.tryNow': () => {
      loop.tryNow();
      return {};
    },
    ...ruleHandlers(live),
    ...recordHandlers(context),
    ...salvageHandlers(context),
  };

  const connected = windows(handlers, surroundings, log);
  const announce = announcements(connected.emit, status, surroundings);
  const lists = following(store.lists, surroundings, log, {
    relisted: (rows) => announce.relisted(rows),
    filled: () => announce.listsFilled(),
  });

  let stopSettling: Cancel = () => undefined;
  function settleByRules(): void {
    stopSettling();
    const { fingerprint } = live;
    if (store.ruleFiles.settledBy() !== fingerprint) stopSettling = settleAgain(context, fingerprint);
  }
  settleByRules();
  // Lists of an earlier start may be behind, or gone.
  lists.follow();

  const endpoint = endpointApp({
    systems: environment.systems,
    options: environment.endpoint,
    handlers: {
      indicated: (api, indication) => thenLook(takeIndication(context, api, indication)),
      shown: (api, taskId) => thenLook(show(context, api, taskId)),
      attached: (api, attachmentId) => showAttachment(context, api, attachmentId),
      synced: (api, sync) => thenLook(settle(context, api, sync)),
    },
    surroundings,
    log,
  });

  return {
    endpoint,
    handlers,
    connect: (port) => connected.connect(port),
    begin(url) {
      endpointUrl = url;
      endpoint.open();
      loop.wake();
    },
    networkChanged: (change) => loop.networkChanged(change),
    async stop() {
      endpoint.stop();
      stopSettling();
      token.stop();
      lists.stop();
      announce.stop();
      await loop.stop();
      connected.closeAll();
    },
  };
}
