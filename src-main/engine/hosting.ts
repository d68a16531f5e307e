/**
 * The environments that are open side by side in this process: each with a store, an endpoint, calls and windows of its
 * own, so that what happens to one is nothing to the others.
 *
 * Invariants: no two run on one name; an environment is closed before it is opened anew; a port that came before its
 * environment is open waits for it.
 */
import { isDeepStrictEqual } from 'node:util';
import type { CheckOutcome, CheckPart } from '../contract/environment-check.ts';
import { PatchdeskError, toFailure, type Failure } from '../contract/errors.ts';
import type { Environment, FromEngine, NetworkChange } from '../contract/processes.ts';
import type { WindowPort } from '../runtime/window-port.ts';
import { checkEnvironment } from './environment-check.ts';
import { startEngine, type Engine, type EngineSetting } from './engine.ts';

export interface Hosting {
  /** All environments there are from now on. Resolves when each is open, failed or closed. */
  set(environments: readonly Environment[]): Promise<void>;
  /** Connects a window to an environment, now or as soon as it is open. */
  connect(environment: string, port: WindowPort): void;
  engines(): readonly Engine[];
  /** The network of this machine is another one, or may be: every environment looks at once. */
  networkChanged(change: NetworkChange): void;
  /** Tries a part of an environment; of its endpoint only where it is open. Rejects with ENVIRONMENT_NOT_OPEN. */
  check(environment: Environment, part: CheckPart): Promise<CheckOutcome>;
  stop(): Promise<void>;
}

interface Hosted {
  environment: Environment;
  /** Null when it could not be opened. */
  engine: Promise<Engine | null>;
  opened: Engine | null;
}

/** What became of an environment. */
export type Became = Exclude<FromEngine, { kind: 'checked' }>;

export type HostingSetting = Omit<EngineSetting, 'environment'>;

/** Opens environments as told; `say` tells what became of each. */
export function hosting(setting: HostingSetting, say: (message: Became) => void): Hosting {
  const { surroundings, log } = setting;
  const hosted = new Map<string, Hosted>();
  const early = new Map<string, WindowPort[]>();
  let last: Promise<void> = Promise.resolve();

  function failureOf(thrown: unknown, environment: string): Failure {
    const known = toFailure(thrown);
    const reference = surroundings.newId();
    log.error({ err: thrown, environment, reference }, 'an environment could not be opened');
    return known ?? { code: 'INTERNAL', detail: { reference } };
  }

  function open(environment: Environment): Hosted {
    const { name } = environment;
    const one: Hosted = {
      environment,
      opened: null,
      engine: startEngine({ ...setting, environment }).then(
        (engine) => {
          one.opened = engine;
          for (const port of early.get(name) ?? []) engine.connect(port);
          early.delete(name);
          say({ kind: 'opened', environment: name, endpoint: engine.endpoint });
          return engine;
        },
        (thrown: unknown) => {
          say({ kind: 'failed', environment: name, failure: failureOf(thrown, name) });
          return null;
        },
      ),
    };
    return one;
  }

  async function close({ engine, environment }: Hosted): Promise<void> {
    hosted.delete(environment.name);
    await (await engine)?.stop();
  }

  async function apply(environments: readonly Environment[]): Promise<void> {
    const wanted = new Map(environments.map((environment) => [environment.name, environment]));
    const stale = [...hosted.values()].filter(
      ({ environment }) => !isDeepStrictEqual(environment, wanted.get(environment.name)),
    );
    await Promise.all(stale.map(close));
    for (const [name, environment] of wanted) {
      if (!hosted.has(name)) hosted.set(name, open(environment));
    }
    await Promise.all([...hosted.values()].map(({ engine }) => engine));
  }

  const engines = () => [...hosted.values()].flatMap(({ opened }) => opened ?? []);

  return {
    set: (environments) => (last = last.then(() => apply(environments))),
    connect(environment, port) {
      const engine = hosted.get(environment)?.opened;
      if (engine) engine.connect(port);
      else early.set(environment, [...(early.get(environment) ?? []), port]);
    },
    engines,
    async check(environment, part) {
      if (part !== 'endpoint') return checkEnvironment(environment, part, setting);
      const engine = hosted.get(environment.name)?.opened;
      if (!engine) throw new PatchdeskError('ENVIRONMENT_NOT_OPEN', { name: environment.name });
      return engine.checkEndpoint();
    },
    networkChanged(change) {
      for (const engine of engines()) engine.networkChanged(change);
    },
    async stop() {
      await last;
      await Promise.all([...hosted.values()].map(close));
    },
  };
}
