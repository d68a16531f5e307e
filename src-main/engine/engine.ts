/**
 * The engine: a composition with real sockets.
 *
 * Plain Node: the same engine runs in a utilityProcess of the app, in tests, and from a command.
 */
import { openEndpoint, type Endpoint } from '../equitri/endpoint.ts';
import { httpCalls } from '../equitri/http.ts';
import { compose, type Composition, type EngineSetting } from './composition.ts';

export interface Engine extends Pick<Composition, 'handlers' | 'connect'> {
  /** Where the platform reaches us. */
  endpoint: string;
  /** Closes the endpoint, ends calls under way, and closes the database. */
  stop(): Promise<void>;
}

/** Starts an engine. Rejects with STORE_TOO_NEW, STORE_FAILED, INPUT_INVALID or the error of the port. */
export async function startEngine(setting: EngineSetting): Promise<Engine> {
  const { environment, surroundings, log } = setting;
  const http = httpCalls(surroundings);
  const composition = compose(setting, http.call);
  let endpoint: Endpoint;
  try {
    endpoint = await openEndpoint(composition.endpoint, environment.endpointPort);
  } catch (thrown) {
    await composition.stop();
    await http.close();
    throw thrown;
  }
  composition.begin(endpoint.url);
  log.info({ endpoint: endpoint.url, environment: environment.name }, 'the engine is ready');
  return {
    endpoint: endpoint.url,
    handlers: composition.handlers,
    connect: (port) => composition.connect(port),
    async stop() {
      await endpoint.close();
      // Calls that hang would hold up the end for as long as their time limit.
      await Promise.all([http.close(), composition.stop()]);
    },
  };
}
