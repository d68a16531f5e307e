/**
 * Where secrets are kept: tokens, client secrets, keys.
 *
 * Invariant: a secret leaves the vault only towards the engine; it is never in a database, a log, an export or a window.
 */
import type { SecretName } from '../contract/environment-settings.ts';
import type { VaultKind } from '../contract/environment-methods.ts';

export interface Vault {
  /** `keyring`: encrypted by the system, and there again after a restart. `memory`: gone with this process. */
  readonly kind: VaultKind;
  /** Null for one that is not here, or can't be read any more. */
  get(environment: string, name: SecretName): Promise<string | null>;
  put(environment: string, name: SecretName, value: string): Promise<void>;
  /** Forgets every secret of an environment but those named. */
  keepOnly(environment: string, names: readonly SecretName[]): Promise<void>;
}

/** A vault for machines without a keyring, and for tests. */
export function memoryVault(): Vault {
  const held = new Map<string, Map<SecretName, string>>();
  return {
    kind: 'memory',
    get: (environment, name) => Promise.resolve(held.get(environment)?.get(name) ?? null),
    put(environment, name, value) {
      held.set(environment, (held.get(environment) ?? new Map<SecretName, string>()).set(name, value));
      return Promise.resolve();
    },
    keepOnly(environment, names) {
      for (const name of [...(held.get(environment)?.keys() ?? [])])
        if (!names.includes(name)) held.get(environment)?.delete(name);
      return Promise.resolve();
    },
  };
}
