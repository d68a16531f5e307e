/**
 * The composition root of the engine: store, rules, sync, endpoint and windows of one environment.
 *
 * Plain Node: the same engine runs in a utilityProcess of the app, in tests, and headless from a command.
 */
import { join } from 'node:path';
import { PatchdeskError } from '../contract/errors.ts';
import type { Environment } from '../contract/processes.ts';
import { accessToken } from '../equitri/access-token.ts';
import { endpointApp, openEndpoint, type Endpoint } from '../equitri/endpoint.ts';
import { httpCalls } from '../equitri/http.ts';
import { platformClient } from '../equitri/platform-client.ts';
import type { Log } from '../runtime/log.ts';
import type { Surroundings } from '../runtime/surroundings.ts';
import type { WindowPort } from '../runtime/window-port.ts';
import { openStore } from '../store/store.ts';
import { settle, show } from '../sync/answering.ts';
import type { SyncContext } from '../sync/context.ts';
import { syncLoop } from '../sync/loop.ts';
import { correct, edit, resend, withdraw } from '../sync/outbox.ts';
import { takeIndication } from '../sync/receiving.ts';
import { announcements } from './announcements.ts';
import { defaultRules } from './default-rules.ts';
import { receivingProgress } from './receiving-progress.ts';
import { changeViews, syncStatus, taskDetail } from './views.ts';
import { windows, type Handlers } from './windows.ts';

export interface Engine {
  /** Where the platform reaches us. */
  endpoint: string;
  connect(port: WindowPort): void;
  /** The calls of the contract, for whoever runs the engine in its own process. */
  handlers: Handlers;
  /** Ends calls under way, closes the endpoint and the database. */
  stop(): Promise<void>;
}

export interface EngineSetting {
  profileDir: string;
  environment: Environment;
  surroundings: Surroundings;
  log: Log;
  version: string;
}

/** Where the data of an environment is; no two environments share a file. */
export function storeFile(profileDir: string, environment: string): string {
  return join(profileDir, 'environments', environment, 'patchdesk.sqlite');
}

/** Starts an engine. Rejects with STORE_TOO_NEW, STORE_FAILED, INPUT_INVALID or the error of the port. */
export async function startEngine({
  profileDir,
  environment,
  surroundings,
  log,
  version,
}: EngineSetting): Promise<Engine> {
  const store = openStore(storeFile(profileDir, environment.name));
  const context: SyncContext = {
    environment,
    store,
    surroundings,
    log,
    rules: defaultRules('contractor'),
    changed: (taskIds) => announce.tasksChanged(taskIds),
  };
  const http = httpCalls(surroundings);
  const token = accessToken(environment.credentials, http.call, surroundings);
  const client = platformClient(environment, token, http.call, `Patchdesk/${version}`);
  const progress = receivingProgress();
  let endpoint: Endpoint | null = null;

  const loop = syncLoop(context, client, () => announce.statusChanged());
  const status = () =>
    syncStatus(context, loop, endpoint?.url ?? null, progress.of(store.exchanges.countUnfetched()));
  /** What changed the outbox may have made something due. */
  const thenLook = <Result>(result: Result): Result => {
    loop.wake();
    return result;
  };

  const handlers: Handlers = {
    'task.list': ({ after, limit }) => store.tasks.page(after, limit),
    'task.open': ({ taskId }) => {
      const task = store.tasks.get(taskId);
      if (!task) throw new PatchdeskError('TASK_UNKNOWN', { taskId });
      return taskDetail(context, loop, task);
    },
    'task.edit': ({ changeId, taskId, patch }) =>
      thenLook({ changeNumber: edit(context, changeId, taskId, patch) }),
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
    'outbox.withdraw': ({ changeId }) => {
      withdraw(context, changeId);
      return thenLook({});
    },
    'sync.status': status,
    'sync.tryNow': () => {
      loop.tryNow();
      return {};
    },
  };

  const connected = windows(handlers, surroundings, log);
  const announce = announcements(connected.emit, status, surroundings);
  const app = endpointApp(
    environment.system,
    {
      indicated: (api, indication) => thenLook(takeIndication(context, api, indication)),
      shown: (api, taskId) => thenLook(show(context, api, taskId)),
      synced: (api, sync) => thenLook(settle(context, api, sync)),
    },
    log,
  );

  try {
    endpoint = await openEndpoint(app, environment.endpointPort);
  } catch (thrown) {
    store.close();
    throw thrown;
  }
  loop.wake();
  log.info({ endpoint: endpoint.url, environment: environment.name }, 'the engine is ready');

  return {
    endpoint: endpoint.url,
    connect: (port) => connected.connect(port),
    handlers,
    async stop() {
      await endpoint?.close();
      announce.stop();
      await loop.stop();
      announce.stop();
      connected.closeAll();
      await http.close();
      store.close();
    },
  };
}
