/** The engine from a command, in plain Node: it serves its endpoint and syncs with a sandbox network. */
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { startEngine, type Engine } from '../engine/engine.ts';
import { sandboxEnvironment } from '../engine/sandbox-environment.ts';
import { openLog } from '../runtime/log.ts';
import { newSecret } from '../runtime/secret.ts';
import { realSurroundings } from '../runtime/surroundings.ts';
import { sandboxControl } from '../sandbox/control.ts';
import { openSandbox } from '../sandbox/network.ts';
import { readHeadlessOptions, usage, type HeadlessOptions } from './options.ts';
import { prove } from './prove.ts';
import { runProvisioned } from './provisioned.ts';

const seed = 2026;
const tasks = 200;
/** EX_USAGE of sysexits. */
const wrongUse = 64;

const say = (line: string) => void process.stdout.write(`${line}\n`);

let options: HeadlessOptions | null = null;
try {
  options = readHeadlessOptions(process.argv.slice(2), join(tmpdir(), 'patchdesk-headless'));
} catch (thrown) {
  process.stderr.write(`${thrown instanceof Error ? thrown.message : String(thrown)}\n\n${usage}\n`);
  process.exitCode = wrongUse;
}
if (options?.help) say(usage);
else if (options) await run(options);

async function run(options: HeadlessOptions): Promise<void> {
  if (options.provisioning !== null) return runProvisioned(options.profileDir, options.provisioning, say);
  const profileDir = options.prove ? mkdtempSync(join(tmpdir(), 'patchdesk-proof-')) : options.profileDir;
  const surroundings = realSurroundings();
  const log = openLog('headless', join(profileDir, 'logs', 'headless.log'));
  const { party } = options;
  const dir = join(profileDir, 'sandbox');
  const sandbox = await openSandbox({ dir, seed, tasks, party, surroundings, log });
  const environment = sandboxEnvironment(sandbox.access, newSecret());
  const engine = await startEngine({
    profileDir,
    environment,
    surroundings,
    log,
    version: packageJson.version,
  });
  for (const system of environment.systems) {
    await sandboxControl(sandbox.access).registerSystem({ ...system, endpoint: engine.endpoint });
  }
  say(`platform  ${sandbox.access.apiBaseUrl}`);
  say(`endpoint  ${engine.endpoint}`);
  say(`profile   ${profileDir}`);

  const end = async (engineOfRun: Engine) => {
    await engineOfRun.stop();
    await sandbox.close();
  };
  if (options.prove) {
    const proven = await prove(engine, sandboxControl(sandbox.access), say);
    await end(engine);
    await rm(profileDir, { recursive: true, force: true });
    process.exitCode = proven ? 0 : 1;
    return;
  }
  say('running; Ctrl+C ends it');
  process.once('SIGINT', () => void end(engine));
  process.once('SIGTERM', () => void end(engine));
}
