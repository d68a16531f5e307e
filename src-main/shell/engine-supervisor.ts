/**
 * Starts the engine, watches it, and starts it again when it dies.
 *
 * Invariant: a window that asked for the engine gets a port to every engine that becomes ready, so that it goes on
 * without a reload; an engine that says it cannot run at all is not started again.
 */
import { MessageChannelMain, type WebContents } from 'electron';
import type { Failure } from '../contract/errors.ts';
import { FromEngine, type Environment, type NetworkChange, type ToEngine } from '../contract/processes.ts';
import { enginePortMessage } from '../contract/shell.ts';
import type { Log } from '../runtime/log.ts';
import { startChild, type Child } from './child.ts';

export interface EngineSupervisor {
  /** Connects a window now and to every later engine, until it is closed. */
  attach(contents: WebContents): void;
  /** Tells the engine what became of the network; one that is not ready yet finds out by itself. */
  networkChanged(reason: NetworkChange): void;
  stop(): Promise<void>;
}

export interface SupervisedEngine {
  profileDir: string;
  /** Known only once the network it belongs to is up; the process starts meanwhile. */
  environment: Promise<Environment>;
  log: Log;
  /** An engine is ready; its endpoint may have moved. */
  onReady(endpoint: string): Promise<void>;
  /** The engine can't run: the failure says why. */
  onFailed(failure: Failure): void;
}

/** Deaths within this time of a start make the next start wait longer. */
const quickDeathMs = 10_000;
const longestWaitMs = 30_000;
const stopLimitMs = 5_000;

export function superviseEngine(engine: SupervisedEngine): EngineSupervisor {
  const { profileDir, environment, log } = engine;
  /** Windows whose page is there to take a port. */
  const loaded = new Set<WebContents>();
  let child: Child;
  let ready = false;
  let startedAt = 0;
  let quickDeaths = 0;
  let restart: NodeJS.Timeout | undefined;

  function connect(contents: WebContents): void {
    const { port1, port2 } = new MessageChannelMain();
    child.send({ kind: 'connect' } satisfies ToEngine, [port1]);
    contents.postMessage(enginePortMessage, null, [port2]);
  }

  function start(): void {
    startedAt = Date.now();
    child = startChild('engine.js', 'Patchdesk engine', FromEngine, { onMessage: heard, onLost: lost }, log);
    const started = child;
    environment.then(
      (known) => started.send({ kind: 'start', profileDir, environment: known } satisfies ToEngine),
      () => started.kill(), // whoever made the promise tells why
    );
  }

  function heard(message: FromEngine): void {
    if (message.kind === 'failed') {
      engine.onFailed(message.failure);
      return;
    }
    ready = true;
    for (const contents of loaded) connect(contents);
    engine.onReady(message.endpoint).catch((thrown: unknown) => {
      log.error({ err: thrown }, 'the platform could not be told of our endpoint');
    });
  }

  function lost(exitCode: number): void {
    ready = false;
    quickDeaths = Date.now() - startedAt < quickDeathMs ? quickDeaths + 1 : 0;
    const waitMs = quickDeaths === 0 ? 0 : Math.min(longestWaitMs, 250 * 2 ** quickDeaths);
    log.error({ exitCode, waitMs }, 'the engine has died and is started again');
    restart = setTimeout(start, waitMs);
  }

  start();
  return {
    attach(contents) {
      contents.once('destroyed', () => loaded.delete(contents));
      contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
        if (isMainFrame && !isSameDocument) loaded.delete(contents);
      });
      // Each load of the page wants a port of its own: the first, and one after a reload.
      contents.on('did-finish-load', () => {
        loaded.add(contents);
        if (ready) connect(contents);
      });
    },
    networkChanged(reason) {
      if (ready) child.send({ kind: 'network', reason } satisfies ToEngine);
    },
    stop() {
      clearTimeout(restart);
      return child.stop(stopLimitMs);
    },
  };
}
