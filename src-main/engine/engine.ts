/**
 * The engine: a composition with real sockets.
 *
 * Plain Node: the same engine runs in a utilityProcess of the app, in tests, and from a command.
 */
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import type { CheckOutcome } from '../contract/environment-check.ts';
import { openEndpoint, type Endpoint } from '../equitri/endpoint/listener.ts';
import { httpCalls } from '../equitri/http.ts';
import type { Cancel } from '../runtime/surroundings.ts';
import { openStore } from '../store/store.ts';
import { compose, type Composition, type CompositionSetting } from './composition.ts';
import { watchNetwork } from './network-watch.ts';

export interface Engine extends Pick<Composition, 'handlers' | 'connect' | 'networkChanged'> {
  /** Where the platform reaches us. */
  endpoint: string;
  /** Whether the address that the platform was told leads here. */
  checkEndpoint(): Promise<CheckOutcome>;
  /** Closes the endpoint, ends calls under way, and closes the database; asked twice, it does so once. */
  stop(): Promise<void>;
}

export interface EngineSetting extends Omit<CompositionSetting, 'store'> {
  profileDir: string;
}

/** Where the data of an environment is; no two environments share a file. */
export function storeFile(profileDir: string, environment: string): string {
  return join(profileDir, 'environments', environment, 'patchdesk.sqlite');
}

/** Starts an engine. Rejects with STORE_*, INPUT_INVALID or ENDPOINT_*. */
export async function startEngine(setting: EngineSetting): Promise<Engine> {
  const { profileDir, environment, surroundings, log } = setting;
  const http = httpCalls(surroundings, environment);
  const store = openStore(storeFile(profileDir, environment.name));
  if (store.salvage)
    log.error({ salvage: store.salvage }, 'the database was damaged; what is readable was saved');
  const broken = store.history.verifyEnd();
  if (broken !== null) log.error({ entryNumber: broken }, 'the history is not what it was');
  const composition = compose({ ...setting, store }, http.call);

  let ending: Promise<void> | null = null;
  let stopWatching: Cancel = () => undefined;

  async function end(): Promise<void> {
    stopWatching();
    // Calls that hang would hold up the end for as long as their time limit.
    await Promise.all([http.close(), composition.stop()]);
    store.close();
  }

  let endpoint: Endpoint;
  try {
    endpoint = await openEndpoint(composition.endpoint);
  } catch (thrown) {
    await end();
    throw thrown;
  }
  composition.begin(endpoint.url);
  stopWatching = watchNetwork(surroundings, networkInterfaces, (change) =>
    composition.networkChanged(change),
  );
  log.info({ endpoint: endpoint.url, environment: environment.name }, 'the engine is ready');
  return {
    endpoint: endpoint.url,
    handlers: composition.handlers,
    connect: (port) => composition.connect(port),
    networkChanged: (change) => composition.networkChanged(change),
    async checkEndpoint() {
      const check = await composition.endpoint.check(environment.publicUrl ?? endpoint.url, http.call);
      return { kind: 'endpoint', check, calls: composition.endpoint.calls() };
    },
    stop: () => (ending ??= endpoint.close().then(end)),
  };
}
