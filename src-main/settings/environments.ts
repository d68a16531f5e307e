/**
 * The environments that are set up, with their secrets: kept, changed, and assembled for the engine.
 *
 * Invariants: secrets are in the vault before the settings that need them are in the file; what is refused changes
 * nothing; a provisioning file is taken in whole or not at all.
 */
import {
  Provisioning,
  sandboxName,
  secretsNeeded,
  type EnvironmentSettings,
  type SecretName,
  type Secrets,
} from '../contract/environment-settings.ts';
import { issuesOf, PatchdeskError } from '../contract/errors.ts';
import { loadSettings, saveSettings, type Settings } from './settings-file.ts';
import type { Vault } from './vault.ts';

export interface Environments {
  readonly settings: Settings;
  readonly setAside: { reason: string; file: string } | null;
  /** Which secrets of an environment are here. */
  held(settings: EnvironmentSettings): Promise<SecretName[]>;
  /** Throws SETTINGS_FAILED or VAULT_FAILED. */
  save(settings: EnvironmentSettings, secrets: Secrets): Promise<void>;
  /** Throws ENVIRONMENT_UNKNOWN, SETTINGS_FAILED or VAULT_FAILED. */
  remove(name: string): Promise<void>;
  /** Throws ENVIRONMENT_UNKNOWN or SETTINGS_FAILED. */
  show(name: string): void;
  /** Returns the names it sets up. Throws PROVISIONING_REFUSED with every issue, SETTINGS_FAILED or VAULT_FAILED. */
  provision(fileName: string, text: string): Promise<string[]>;
}

function parseProvisioning(fileName: string, text: string): Provisioning {
  const refuse = (issues: { path: string; message: string }[]) =>
    new PatchdeskError('PROVISIONING_REFUSED', { fileName, issues });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (thrown) {
    throw refuse([{ path: '', message: `is not JSON: ${thrown instanceof Error ? thrown.message : ''}` }]);
  }
  const parsed = Provisioning.safeParse(json);
  if (!parsed.success) throw refuse(issuesOf(parsed.error));
  const { environments, show } = parsed.data;
  const names = environments.map(({ settings }) => settings.name);
  const issues = names.flatMap((name, at) =>
    name === sandboxName
      ? [{ path: `/environments/${at}/settings/name`, message: 'is the name of the sandbox' }]
      : names.indexOf(name) < at
        ? [{ path: `/environments/${at}/settings/name`, message: 'is there twice' }]
        : [],
  );
  if (show !== null && show !== sandboxName && !names.includes(show))
    issues.push({ path: '/show', message: 'is none of the environments in this file' });
  if (issues.length > 0) throw refuse(issues);
  return parsed.data;
}

/** Every secret an environment may have, whether it needs it or not. */
const secretsOf = (settings: EnvironmentSettings): SecretName[] => [
  ...secretsNeeded(settings),
  ...(settings.proxy.kind === 'address' ? (['proxyPassword'] as const) : []),
];

/** Opens what is set up in `file`. `now` is in milliseconds since the epoch. Throws the error of the system. */
export function openEnvironments(file: string, vault: Vault, now: number): Environments {
  const loaded = loadSettings(file, now);
  let { settings } = loaded;

  function write(next: Settings): void {
    try {
      saveSettings(file, next);
    } catch (thrown) {
      throw new PatchdeskError('SETTINGS_FAILED', { reason: String(thrown) });
    }
    settings = next;
  }

  async function keep<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (thrown) {
      if (thrown instanceof PatchdeskError) throw thrown;
      throw new PatchdeskError('VAULT_FAILED', { reason: String(thrown) });
    }
  }

  async function putSecrets(name: string, secrets: Secrets): Promise<void> {
    for (const [secret, value] of Object.entries(secrets) as [SecretName, string | undefined][])
      if (value !== undefined) await keep(() => vault.put(name, secret, value));
  }

  const withAll = (changed: readonly EnvironmentSettings[]) => [
    ...settings.environments.map((one) => changed.find(({ name }) => name === one.name) ?? one),
    ...changed.filter(({ name }) => !settings.environments.some((one) => one.name === name)),
  ];

  function need(name: string): void {
    const known = name === sandboxName || settings.environments.some((one) => one.name === name);
    if (!known) throw new PatchdeskError('ENVIRONMENT_UNKNOWN', { name });
  }

  return {
    get settings() {
      return settings;
    },
    setAside: loaded.setAside,
    async held(one) {
      const names = secretsOf(one);
      const values = await keep(() => Promise.all(names.map((name) => vault.get(one.name, name))));
      return names.filter((_name, at) => values[at] !== null);
    },
    async save(one, secrets) {
      if (one.name === sandboxName) {
        const issues = [{ path: '/settings/name', message: 'is the name of the sandbox' }];
        throw new PatchdeskError('INPUT_INVALID', { where: 'environments.save', issues });
      }
      await putSecrets(one.name, secrets);
      write({ ...settings, environments: withAll([one]) });
      await keep(() => vault.keepOnly(one.name, secretsOf(one)));
    },
    async remove(name) {
      need(name);
      const environments = settings.environments.filter((one) => one.name !== name);
      write({ environments, shown: settings.shown === name ? sandboxName : settings.shown });
      await keep(() => vault.keepOnly(name, []));
    },
    show(name) {
      need(name);
      write({ ...settings, shown: name });
    },
    async provision(fileName, text) {
      const { environments, show } = parseProvisioning(fileName, text);
      for (const one of environments) await putSecrets(one.settings.name, one.secrets);
      const all = withAll(environments.map((one) => one.settings));
      write({ environments: all, shown: show ?? settings.shown });
      return environments.map((one) => one.settings.name);
    },
  };
}
