/**
 * The file with what is set up: which environments there are and which one is shown. No secret is in it.
 *
 * Invariants: it is replaced whole or not at all; a file that can't be read is set aside under another name, never
 * written over.
 */
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { z } from 'zod';
import { EnvironmentName, EnvironmentSettings, sandboxName } from '../contract/environment-settings.ts';
import { issuesOf } from '../contract/errors.ts';
import { replaceFile } from '../runtime/durable-files.ts';

const SettingsFile = z.strictObject({
  patchdesk: z.literal('settings 1'),
  environments: z.array(EnvironmentSettings),
  shown: EnvironmentName,
});

export interface Settings {
  environments: readonly EnvironmentSettings[];
  /** The environment that the window shows. */
  shown: string;
}

export interface LoadedSettings {
  settings: Settings;
  /** Why the file that was there is not used, and where it is now; null when there is nothing to tell. */
  setAside: { reason: string; file: string } | null;
}

const atFirst: Settings = { environments: [], shown: sandboxName };

function readSettings(file: string): Settings | string {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (thrown) {
    return String(thrown);
  }
  const parsed = SettingsFile.safeParse(json);
  if (parsed.success) return { environments: parsed.data.environments, shown: parsed.data.shown };
  return issuesOf(parsed.error)
    .map(({ path, message }) => `${path}: ${message}`)
    .join('; ');
}

/** What is set up; at first nothing but the sandbox. `now` names what is set aside, milliseconds since the epoch. */
export function loadSettings(file: string, now: number): LoadedSettings {
  if (!existsSync(file)) return { settings: atFirst, setAside: null };
  const read = readSettings(file);
  if (typeof read !== 'string') return { settings: read, setAside: null };
  const aside = `${file}.set-aside-${now}`;
  renameSync(file, aside);
  return { settings: atFirst, setAside: { reason: read, file: aside } };
}

/** Throws the error of the system when it can't be written; then the file is as it was. */
export function saveSettings(file: string, settings: Settings): void {
  replaceFile(file, `${JSON.stringify({ patchdesk: 'settings 1', ...settings }, null, 2)}\n`);
}
