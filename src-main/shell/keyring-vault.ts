/**
 * Secrets encrypted by the system: Keychain, DPAPI, libsecret or KWallet, by Electron's safeStorage.
 *
 * Invariants: what is on the disk is encrypted by the system's own key, never merely hidden; the keyring is not touched
 * before there is a secret to keep, because one that is locked may ask the user.
 */
import { safeStorage } from 'electron';
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { replaceFile } from '../runtime/durable-files.ts';
import { memoryVault, type Vault } from '../settings/vault.ts';

/** By environment and name of the secret; base64 of what the system encrypted. */
const VaultFile = z.record(z.string(), z.record(z.string(), z.base64()));
type VaultFile = z.infer<typeof VaultFile>;

/** Electron 45 has asynchronous calls and warns of the others; older ones have the others only. */
type AsyncStorage = Partial<{
  encryptStringAsync(text: string): Promise<Buffer>;
  decryptStringAsync(encrypted: Buffer): Promise<{ result: string } | string>;
}>;

async function encrypt(text: string): Promise<string> {
  const { encryptStringAsync } = safeStorage as AsyncStorage;
  const encrypted = await (encryptStringAsync?.call(safeStorage, text) ?? safeStorage.encryptString(text));
  return encrypted.toString('base64');
}

async function decrypt(text: string): Promise<string> {
  const encrypted = Buffer.from(text, 'base64');
  const { decryptStringAsync } = safeStorage as AsyncStorage;
  const decrypted = await (decryptStringAsync?.call(safeStorage, encrypted) ??
    safeStorage.decryptString(encrypted));
  return typeof decrypted === 'string' ? decrypted : decrypted.result;
}

/** Whether the system encrypts: on Linux without a keyring Electron would only scramble. */
function hasKeyring(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text';
}

function read(file: string): VaultFile {
  return existsSync(file) ? VaultFile.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
}

function inKeyring(file: string): Vault {
  const write = (secrets: VaultFile) => replaceFile(file, `${JSON.stringify(secrets)}\n`);
  return {
    kind: 'keyring',
    async get(environment, name) {
      const encrypted = read(file)[environment]?.[name];
      if (encrypted === undefined) return null;
      try {
        return await decrypt(encrypted);
      } catch {
        return null; // of another keyring, or damaged: it has to be typed again
      }
    },
    async put(environment, name, value) {
      const encrypted = await encrypt(value);
      const secrets = read(file);
      write({ ...secrets, [environment]: { ...secrets[environment], [name]: encrypted } });
    },
    keepOnly(environment, names) {
      const { [environment]: own = {}, ...others } = read(file);
      const kept = Object.fromEntries(
        Object.entries(own).filter(([name]) => names.some((one) => one === name)),
      );
      const next = Object.keys(kept).length > 0 ? { ...others, [environment]: kept } : others;
      if (existsSync(file)) write(next);
      return Promise.resolve();
    },
  };
}

/** The vault in `file`, or one in memory where the system has no keyring. Which it is is found out at the first use. */
export function keyringVault(file: string): Vault {
  let found: Vault | null = null;
  const vault = () => (found ??= hasKeyring() ? inKeyring(file) : memoryVault());
  return {
    get kind() {
      return vault().kind;
    },
    get: (environment, name) => vault().get(environment, name),
    put: (environment, name, value) => vault().put(environment, name, value),
    keepOnly: (environment, names) => vault().keepOnly(environment, names),
  };
}
