/**
 * The environments as the app runs them: what is set up, the sandbox beside it, and what became of each in the engine.
 *
 * Invariants: the sandbox network runs only once it was shown; every change of any of it gets a new revision, which is
 * what windows wait for.
 */
import type { EnvironmentsView } from '../contract/environment-methods.ts';
import {
  sandboxName,
  type EnvironmentSettings,
  type EnvironmentState,
  type Secrets,
} from '../contract/environment-settings.ts';
import type { CheckOutcome, CheckPart } from '../contract/environment-check.ts';
import { PatchdeskError, toFailure, type Failure } from '../contract/errors.ts';
import type { Environment, FromEngine } from '../contract/processes.ts';
import type { Log } from '../runtime/log.ts';
import { environmentOf } from '../settings/environment-of.ts';
import type { Environments } from '../settings/environments.ts';
import type { Vault } from '../settings/vault.ts';

export interface EnvironmentDesk {
  /** Answers when something differs from the revision that the caller knows. */
  list(known: number | null): Promise<EnvironmentsView>;
  save(settings: EnvironmentSettings, secrets: Secrets): Promise<void>;
  remove(name: string): Promise<void>;
  show(name: string): Promise<void>;
  provision(fileName: string, text: string): Promise<string[]>;
  /** Tries a part of an environment as it is saved, whether it is on or not. */
  check(name: string, part: CheckPart): Promise<CheckOutcome>;
  /** What the engine tells of an environment. */
  heard(message: FromEngine): void;
  /** Assembles all environments and hands them to the engine. */
  open(): Promise<void>;
}

export interface DeskSetting {
  environments: Environments;
  vault: Vault;
  /** Starts the sandbox network. Rejects when it can't. */
  sandbox(): Promise<Environment>;
  /** What the engine calls it: each party of the network has data of its own. */
  sandboxRunsAs: string;
  /** The proxy of the system towards an address; null goes straight. */
  systemProxy(address: string): Promise<string | null>;
  setEnvironments(environments: readonly Environment[]): void;
  check(environment: Environment, part: CheckPart): Promise<CheckOutcome>;
  shown(environment: string): void;
  /** The sandbox can't run, or what is shown can't be opened. */
  onFailed(name: string, failure: Failure): void;
  log: Log;
}

export function environmentDesk(desk: DeskSetting): EnvironmentDesk {
  const { environments, vault, log } = desk;
  const states = new Map<string, EnvironmentState>();
  let revision = 0;
  const waiting: (() => void)[] = [];
  let opening: Promise<void> = Promise.resolve();
  let sandbox: Promise<Environment | null> | null = null;

  function changed(): void {
    revision += 1;
    for (const tell of waiting.splice(0)) tell();
  }

  function failed(name: string, failure: Failure): void {
    states.set(name, { kind: 'failed', failure });
    desk.onFailed(name, failure);
    changed();
  }

  function sandboxEnvironment(): Promise<Environment | null> {
    states.set(sandboxName, { kind: 'opening' });
    return desk.sandbox().catch((thrown: unknown) => {
      const known = toFailure(thrown);
      failed(sandboxName, known ?? { code: 'SANDBOX_UNREACHABLE', detail: { reason: String(thrown) } });
      return null;
    });
  }

  /** Null for one that is not to run, or can't. */
  async function assembled(settings: EnvironmentSettings): Promise<Environment | null> {
    const { name, active } = settings;
    if (!active) {
      states.set(name, { kind: 'inactive' });
      return null;
    }
    const found = await environmentOf(settings, vault, (address) => desk.systemProxy(address));
    if (found.kind === 'incomplete') {
      states.set(name, found);
      return null;
    }
    if (states.get(name)?.kind !== 'open') states.set(name, { kind: 'opening' });
    return found.environment;
  }

  async function assembleAll(): Promise<void> {
    const { settings } = environments;
    if (settings.shown === sandboxName) sandbox ??= sandboxEnvironment();
    const all = await Promise.all([...settings.environments.map(assembled), sandbox]);
    for (const name of states.keys()) {
      const known = name === sandboxName || settings.environments.some((one) => one.name === name);
      if (!known) states.delete(name);
    }
    desk.setEnvironments(all.filter((one) => one !== null));
    changed();
  }

  const open = (): Promise<void> => (opening = opening.then(assembleAll));

  function tellShown(): void {
    const { shown } = environments.settings;
    desk.shown(shown === sandboxName ? desk.sandboxRunsAs : shown);
  }

  /** What the engine runs is brought in line after each change; the caller is not kept waiting for a network. */
  function thenOpen(): void {
    changed();
    open().catch((thrown: unknown) => log.error({ err: thrown }, 'the environments could not be assembled'));
  }

  const stateOf = (name: string): EnvironmentState => states.get(name) ?? { kind: 'inactive' };

  async function view(): Promise<EnvironmentsView> {
    const { settings, setAside } = environments;
    return {
      revision,
      shown: settings.shown,
      vault: settings.environments.length > 0 ? vault.kind : null,
      setAside,
      environments: [
        { name: sandboxName, settings: null, held: [], state: stateOf(sandboxName) },
        ...(await Promise.all(
          settings.environments.map(async (one) => ({
            name: one.name,
            settings: one,
            held: await environments.held(one),
            state: stateOf(one.name),
          })),
        )),
      ],
    };
  }

  return {
    async list(known) {
      if (known === revision) await new Promise<void>((resolve) => waiting.push(resolve));
      return view();
    },
    async save(settings, secrets) {
      await environments.save(settings, secrets);
      thenOpen();
    },
    async remove(name) {
      const { shown } = environments.settings;
      await environments.remove(name);
      if (shown !== environments.settings.shown) tellShown();
      thenOpen();
    },
    show(name) {
      environments.show(name);
      tellShown();
      thenOpen();
      return Promise.resolve();
    },
    async provision(fileName, text) {
      const { shown } = environments.settings;
      const names = await environments.provision(fileName, text);
      if (shown !== environments.settings.shown) tellShown();
      thenOpen();
      return names;
    },
    async check(name, part) {
      const settings = environments.settings.environments.find((one) => one.name === name);
      if (!settings) throw new PatchdeskError('ENVIRONMENT_UNKNOWN', { name });
      const found = await environmentOf(settings, vault, (address) => desk.systemProxy(address));
      if (found.kind === 'incomplete')
        throw new PatchdeskError('ENVIRONMENT_INCOMPLETE', { name, missing: found.missing });
      return desk.check(found.environment, part);
    },
    heard(message) {
      if (message.kind === 'checked') return;
      const name = message.environment === desk.sandboxRunsAs ? sandboxName : message.environment;
      if (message.kind === 'failed') return failed(name, message.failure);
      states.set(name, { kind: 'open', endpoint: message.endpoint });
      changed();
    },
    open,
  };
}
