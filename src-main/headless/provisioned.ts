/** The engine on a server: it works in the environments of a provisioning file, without a window and without a sandbox. */
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { PatchdeskError } from '../contract/errors.ts';
import type { Environment } from '../contract/processes.ts';
import { hosting } from '../engine/hosting.ts';
import { openLog } from '../runtime/log.ts';
import { realSurroundings } from '../runtime/surroundings.ts';
import { environmentOf } from '../settings/environment-of.ts';
import { openEnvironments } from '../settings/environments.ts';
import { memoryVault } from '../settings/vault.ts';

/** EX_DATAERR of sysexits: the file is not what it should be. */
const wrongFile = 65;

/** The environments of the file that are on and have all their secrets; says of the others why they are not among them. */
async function environmentsOf(
  profileDir: string,
  file: string,
  say: (line: string) => void,
): Promise<Environment[]> {
  const vault = memoryVault();
  const environments = openEnvironments(join(profileDir, 'settings.json'), vault, Date.now());
  const names = await environments.provision(basename(file), await readFile(file, 'utf8'));
  const found: Environment[] = [];
  for (const settings of environments.settings.environments) {
    if (!names.includes(settings.name) || !settings.active) continue;
    // A server has no settings of a desktop: what is to be used is in the file.
    const assembled = await environmentOf(settings, vault, () => Promise.resolve(null));
    if (assembled.kind === 'environment') found.push(assembled.environment);
    else say(`${settings.name}: not opened, secrets are missing: ${assembled.missing.join(', ')}`);
  }
  return found;
}

/** Runs until it is interrupted; a file that can't be taken is said and ends it. */
export async function runProvisioned(
  profileDir: string,
  file: string,
  say: (line: string) => void,
): Promise<void> {
  const log = openLog('headless', join(profileDir, 'logs', 'headless.log'));
  let environments: Environment[];
  try {
    environments = await environmentsOf(profileDir, file, say);
  } catch (thrown) {
    const failure = thrown instanceof PatchdeskError ? thrown.message : String(thrown);
    process.stderr.write(`${file} was not taken: ${failure}\n`);
    process.exitCode = wrongFile;
    return;
  }
  const host = hosting(
    { profileDir, surroundings: realSurroundings(), log, version: packageJson.version },
    (message) =>
      say(
        message.kind === 'opened'
          ? `${message.environment}: endpoint ${message.endpoint}`
          : `${message.environment}: not opened: ${JSON.stringify(message.failure)}`,
      ),
  );
  await host.set(environments);
  say(`profile   ${profileDir}`);
  say('running; Ctrl+C ends it');
  const end = () => void host.stop();
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}
