/**
 * Starts the engine, watches it, and starts it again when it dies.
 *
 * Invariant: a window gets a port to its environment in every engine there is, so that it goes on without a reload; a
 * new engine is told the same environments as the one before.
 */
import { MessageChannelMain, type WebContents } from 'electron';
import { randomUUID } from 'node:crypto';
import type { CheckOutcome, CheckPart } from '../contract/environment-check.ts';
import { PatchdeskError } from '../contract/errors.ts';
import { FromEngine, type Environment, type NetworkChange, type ToEngine } from '../contract/processes.ts';
import { enginePortMessage } from '../contract/shell.ts';
import type { Log } from '../runtime/log.ts';
import { startChild, type Child } from './child.ts';

export interface EngineSupervisor {
  /** All environments there are from now on. */
  setEnvironments(environments: readonly Environment[]): void;
  /** Connects a window to the environment that is shown, now and in every later engine, until it is closed. */
  attach(contents: WebContents): void;
  /** Connects every window to this environment from now on. */
  show(environment: string): void;
  /** Tells the engine what became of the network; one that is not ready yet finds out by itself. */
  networkChanged(reason: NetworkChange): void;
  /** Tries a part of an environment. Rejects with what the check fails by, or ENGINE_LOST. */
  check(environment: Environment, part: CheckPart): Promise<CheckOutcome>;
  stop(): Promise<void>;
}

export interface SupervisedEngine {
  profileDir: string;
  /** The environment that windows show at first. */
  shown: string;
  log: Log;
  /** What the engine tells of an environment. */
  heard: (message: FromEngine) => void;
}

/** Deaths within this time of a start make the next start wait longer. */
const quickDeathMs = 10_000;
const longestWaitMs = 30_000;
const stopLimitMs = 5_000;

export function superviseEngine({ profileDir, log, heard, ...first }: SupervisedEngine): EngineSupervisor {
  /** Windows whose page is there to take a port. */
  const loaded = new Set<WebContents>();
  const checks = new Map<
    string,
    { resolve: (outcome: CheckOutcome) => void; reject: (reason: PatchdeskError) => void }
  >();
  /** Environments that this engine has opened before. */
  const opened = new Set<string>();
  let environments: readonly Environment[] = [];
  let { shown } = first;
  let child: Child;
  let startedAt = 0;
  let quickDeaths = 0;
  let restart: NodeJS.Timeout | undefined;

  /** The engine keeps a port until its environment is open. */
  function connect(contents: WebContents): void {
    const { port1, port2 } = new MessageChannelMain();
    child.send({ kind: 'connect', environment: shown } satisfies ToEngine, [port1]);
    contents.postMessage(enginePortMessage, { environment: shown }, [port2]);
  }

  function start(): void {
    startedAt = Date.now();
    opened.clear();
    child = startChild('engine.js', 'Patchdesk engine', FromEngine, { onMessage, onLost: lost }, log);
    child.send({ kind: 'start', profileDir } satisfies ToEngine);
    tellEnvironments();
    for (const contents of loaded) connect(contents);
  }

  function tellEnvironments(): void {
    child.send({ kind: 'environments', environments: [...environments] } satisfies ToEngine);
  }

  /** Settings that changed close an environment and open it anew; its windows need a port to the new one. */
  function onMessage(message: FromEngine): void {
    if (message.kind === 'checked') return checked(message);
    if (message.kind === 'opened') {
      const again = opened.has(message.environment);
      opened.add(message.environment);
      if (again && message.environment === shown) for (const contents of loaded) connect(contents);
    }
    heard(message);
  }

  function checked({ checkId, result }: Extract<FromEngine, { kind: 'checked' }>): void {
    const asked = checks.get(checkId);
    checks.delete(checkId);
    if ('outcome' in result) asked?.resolve(result.outcome);
    else asked?.reject(new PatchdeskError(result.failure.code, result.failure.detail));
  }

  function lost(exitCode: number): void {
    for (const { reject } of checks.values())
      reject(new PatchdeskError('ENGINE_LOST', { method: 'environments.check' }));
    checks.clear();
    quickDeaths = Date.now() - startedAt < quickDeathMs ? quickDeaths + 1 : 0;
    const waitMs = quickDeaths === 0 ? 0 : Math.min(longestWaitMs, 250 * 2 ** quickDeaths);
    log.error({ exitCode, waitMs }, 'the engine has died and is started again');
    restart = setTimeout(start, waitMs);
  }

  start();
  return {
    setEnvironments(next) {
      environments = next;
      tellEnvironments();
    },
    attach(contents) {
      contents.once('destroyed', () => loaded.delete(contents));
      contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
        if (isMainFrame && !isSameDocument) loaded.delete(contents);
      });
      // Each load of the page wants a port of its own: the first, and one after a reload.
      contents.on('did-finish-load', () => {
        loaded.add(contents);
        connect(contents);
      });
    },
    show(environment) {
      shown = environment;
      for (const contents of loaded) connect(contents);
    },
    networkChanged(reason) {
      child.send({ kind: 'network', reason } satisfies ToEngine);
    },
    check(environment, part) {
      const checkId = randomUUID();
      return new Promise((resolve, reject) => {
        checks.set(checkId, { resolve, reject });
        child.send({ kind: 'check', checkId, environment, part } satisfies ToEngine);
      });
    },
    stop() {
      clearTimeout(restart);
      return child.stop(stopLimitMs);
    },
  };
}
